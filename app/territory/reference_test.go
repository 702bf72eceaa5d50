package territory_test

import (
	"bytes"
	"compress/gzip"
	"runtime"
	"strings"
	"testing"

	"tnl/app/territory"
)

func load(t testing.TB) *territory.Reference {
	t.Helper()
	reference, err := territory.LoadReference()
	if err != nil {
		t.Fatal(err)
	}
	return reference
}

func TestLookup(t *testing.T) {
	reference := load(t)
	lyon, found := reference.Lookup(territory.Commune, "69123")
	if !found || lyon.Name != "Lyon" || lyon.Label != "Lyon" || lyon.SIREN != "216901231" || lyon.Department != "69" ||
		lyon.Region != "84" || lyon.EPCI != "200046977" || lyon.Population < 500_000 || len(lyon.PostalCodes) != 9 {
		t.Errorf("Lyon is %+v", lyon)
	}
	for _, test := range []struct {
		kind         territory.Kind
		code, name   string
		place, siren string
	}{
		{territory.Commune, "01001", "L'Abergement-Clémenciat", "L'Abergement-Clémenciat", "210100012"},
		{territory.Commune, "98818", "Nouméa", "Nouméa", ""},
		{territory.Commune, "97801", "Collectivité de Saint-Martin", "Saint-Martin", ""},
		{territory.Department, "33", "Département de la Gironde", "Gironde", ""},
		{territory.Department, "84", "Département de Vaucluse", "Vaucluse", ""},
		{territory.Department, "6AE", "Collectivité européenne d'Alsace", "Collectivité européenne d'Alsace", ""},
		{territory.Region, "44", "Région Grand Est", "Grand Est", ""},
		{territory.Region, "94", "Collectivité de Corse", "Corse", ""},
		{territory.EPCI, "200066918", "Alès Agglomération", "CA Alès Agglomération", "200066918"},
		{territory.EPCI, "249740085", "Communauté d'agglomération du Sud", "CA du Sud", "249740085"},
		{territory.EPCI, "200006682", "Beaune, Côte et Sud - Communauté Beaune-Chagny-Nolay", "CA Beaune, Côte et Sud - Communauté Beaune-Chagny-Nolay", "200006682"},
		{territory.EPCI, "200036473", "Saintes - Grandes Rives - L'Agglo", `CA "Saintes - Grandes Rives - L'Agglo"`, "200036473"},
	} {
		body, found := reference.Lookup(test.kind, test.code)
		if !found || body.Kind != test.kind || body.Code != test.code || body.Name != test.name || body.Place != test.place || body.SIREN != test.siren {
			t.Errorf("%s %s is %+v", test.kind, test.code, body)
		}
	}
	for kind, codes := range map[territory.Kind][]string{
		territory.Commune:    {"", "00000", "69", "99999", "691234", "6912", "98901"},
		territory.Department: {"75", "2A", "67", "972"},
		territory.Region:     {"06", "989", "1"},
		territory.Operator:   {"69123"},
	} {
		for _, code := range codes {
			if body, found := reference.Lookup(kind, code); found {
				t.Errorf("%s %q is %+v", kind, code, body)
			}
		}
	}
}

func TestBySIREN(t *testing.T) {
	reference := load(t)
	if body, found := reference.BySIREN("216901231"); !found || body.Name != "Lyon" {
		t.Errorf("Lyon is %v", body)
	}
	if body, found := reference.BySIREN("200046977"); !found || body.Kind != territory.EPCI || body.Name != "Métropole de Lyon" {
		t.Errorf("the Métropole de Lyon is %v", body)
	}
	for _, siren := range []string{"", "0", "000000000", "123456789", "21690123", "2169012310", "4294967296"} {
		if body, found := reference.BySIREN(siren); found {
			t.Errorf("%q is %v", siren, body)
		}
	}
}

func TestPlaces(t *testing.T) {
	reference := load(t)
	if got := len(reference.Departments()); got != 109 {
		t.Errorf("%d departments", got)
	}
	if got := len(reference.Regions()); got != 26 {
		t.Errorf("%d regions", got)
	}
	for _, department := range reference.Departments() {
		if department.Name == "" || reference.DepartmentName(department.Code) != department.Name || reference.RegionName(department.Region) == "" ||
			reference.RegionOf(department.Code) != department.Region {
			t.Errorf("%+v", department)
		}
	}
	if reference.DepartmentName("2A") != "Corse-du-Sud" || reference.DepartmentName("75") != "Paris" || reference.RegionName("53") != "Bretagne" {
		t.Error("a name is wrong")
	}
	if reference.DepartmentName("20") != "" || reference.RegionName("") != "" || reference.RegionOf("999") != "" {
		t.Error("an unknown code has a name")
	}
}

// What the rest of the program takes for granted of each year's data.
func TestReferenceIsSound(t *testing.T) {
	reference := load(t)
	count := map[territory.Kind]int{}
	missing := 0
	labels := map[string]string{}
	sirens := map[string]string{}
	for body := range reference.All() {
		count[body.Kind]++
		at := string(body.Kind) + " " + body.Code
		if found, ok := reference.Lookup(body.Kind, body.Code); !ok || found.Name != body.Name {
			t.Errorf("%s is not found by its code", at)
		}
		if body.SIREN == "" {
			if body.Kind == territory.Commune {
				missing++
			}
		} else {
			if siren, err := territory.ReadSIREN(body.SIREN); err != nil || siren != body.SIREN {
				t.Errorf("%s: SIREN %s: %v", at, body.SIREN, err)
			}
			if found, ok := reference.BySIREN(body.SIREN); !ok || found.Code != body.Code || found.Kind != body.Kind {
				t.Errorf("%s is not found by its SIREN", at)
			}
			if other := sirens[body.SIREN]; other != "" {
				t.Errorf("%s and %s have one SIREN", at, other)
			}
			sirens[body.SIREN] = at
		}
		if body.Name == "" || body.Place == "" || territory.Fold(body.Name) == "" || reference.RegionName(body.Region) == "" {
			t.Errorf("%s is %+v", at, body)
		}
		if (body.Department == "") != (body.Kind == territory.Region) || body.Kind != territory.Region && reference.DepartmentName(body.Department) == "" {
			t.Errorf("%s is in department %q", at, body.Department)
		}
		if body.EPCI != "" {
			if grouping, ok := reference.BySIREN(body.EPCI); !ok || grouping.Kind != territory.EPCI {
				t.Errorf("%s belongs to %q", at, body.EPCI)
			}
		}
		for _, code := range body.PostalCodes {
			if len(code) != 5 {
				t.Errorf("%s has postal code %q", at, code)
			}
		}
		label := string(body.Kind) + " " + territory.Fold(body.Label)
		if other := labels[label]; other != "" {
			t.Errorf("%s and %s have the label %s", at, other, body.Label)
		}
		labels[label] = at
	}
	if count[territory.Commune] < 34_000 || count[territory.EPCI] < 1_200 || count[territory.Department] < 90 || count[territory.Region] < 18 {
		t.Errorf("%v", count)
	}
	// The source knew none for the communes of the Pacific and the islands; more would be a fault of the data.
	if missing > 94 {
		t.Errorf("%d communes without a SIREN", missing)
	}
}

func TestReferenceIsSmall(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	reference, err := territory.ReadReference()
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	size := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%.1f MB", float64(size)/1e6)
	if size > 12_000_000 {
		t.Errorf("the reference takes %d bytes", size)
	}
	runtime.KeepAlive(reference)
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := territory.ReadReference(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestBrokenDataAreRefused(t *testing.T) {
	const heading = "kind,code,siren,name,department,region,epci,population,postal_codes,nature,body,former\n"
	for text, part := range map[string]string{
		"":            "heading",
		"kind,code\n": "heading",
		heading + "commune,01001,210100012,Ici,01,84,,1,01400,,\n":                   "line 2: 11 cells",
		heading + "canton,01001,210100012,Ici,01,84,,1,01400,,,\n":                   "unknown kind",
		heading + "commune,01001,21010001A,Ici,01,84,,1,01400,,,\n":                  "not a number",
		heading + "commune,01001,210100012,Ici,01,84,,-1,01400,,,\n":                 "population",
		heading + "commune,01002,,Ici,01,84,,,,,,\ncommune,01001,,Ici,01,84,,,,,,\n": "line 3: commune 01001 comes after 01002",
		heading + "commune,01001,,Ici,01,84,,,,,,\ncommune,01001,,Ici,01,84,,,,,,\n": "comes after",
		heading + "commune,01001,,Ici,01,84,,,,,,\nregion,84,,Ici,,84,,,,,,\n":       "comes after",
	} {
		var archive bytes.Buffer
		writer := gzip.NewWriter(&archive)
		if _, err := writer.Write([]byte(text)); err != nil || writer.Close() != nil {
			t.Fatal(err)
		}
		if _, err := territory.ReadArchive(archive.Bytes()); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q gives %v", text, err)
		}
	}
	if _, err := territory.ReadArchive([]byte("not gzip")); err == nil {
		t.Error("an archive that is none is read")
	}
}
