package candidate

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/fault"
	"tnl/app/software"
	"tnl/app/web/page"
)

// sentInventory is a form that was sent: what is to be kept, and the fields as they were typed.
type sentInventory struct {
	candidacy.Inventory
	form url.Values
}

// notAYear stands for what was typed in place of a year, and is refused as one.
const notAYear = -1

// readInventory reads the form. Each software has its fields « since », « extent » and « peer », a dot and its slug after;
// « keep » lists those that are ticked, « line » those that the form showed as kept.
func readInventory(catalogue *software.Catalogue, form url.Values, earlier *award.PublishedInventory) sentInventory {
	sent := sentInventory{form: form, Inventory: candidacy.Inventory{
		Published: form.Get("published") != "", Contact: form.Get("contact"), Revision: page.Revision(form),
	}}
	keep := form["keep"]
	if form.Get("next") == "earlier" && earlier != nil {
		for _, line := range earlier.Lines {
			keep = append(keep, line.Software)
		}
	}
	seen := map[string]bool{}
	for _, slug := range keep {
		if seen[slug] {
			continue
		}
		seen[slug] = true
		line := candidacy.InventoryLine{
			Name: form.Get("name." + slug), Domain: form.Get("domain." + slug),
			Since: yearOf(form.Get("since." + slug)), Extent: form.Get("extent." + slug), Peer: form.Get("peer."+slug) != "",
		}
		if p := catalogue.BySlug(slug); p != nil {
			line.Name = p.Name
		}
		sent.Lines = append(sent.Lines, line)
	}
	if name := strings.TrimSpace(form.Get("new_name")); name != "" {
		sent.Lines = append(sent.Lines, candidacy.InventoryLine{Name: name, Domain: form.Get("new_domain")})
	}
	return sent
}

func yearOf(typed string) *int {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	year, err := strconv.Atoi(typed)
	if err != nil {
		year = notAYear
	}
	return &year
}

// fill makes the lines that are kept and the other fields, as they were sent or as they are stored.
func (v *inventoryView) fill(catalogue *software.Catalogue, sent *sentInventory, stored candidacy.Inventory, problem *fault.Fault) {
	var faults map[string]string
	v.Revision = sent.Revision
	typed := sent.form.Get("new_name")
	newSoftware, _, _ := catalogue.Identify(typed, "")
	if problem != nil {
		faults = problem.Fields
		if problem.Kind == fault.Conflict {
			v.Conflict, v.Revision = problem.Message, stored.Revision
		}
	}
	shown := map[string]bool{}
	add := func(line candidacy.InventoryLine, kept bool) {
		slug, name, domain := catalogue.Identify(line.Name, line.Domain)
		if shown[slug] || slug == "" || typed != "" && slug == newSoftware && !slices.Contains(sent.form["keep"], slug) {
			return // what was typed in the line to add stays there until it is kept
		}
		shown[slug] = true
		line.Software, line.Name, line.Domain = slug, name, domain
		v.Lines = append(v.Lines, lineOf(catalogue, line, sent.form, kept, faults, v.Editable))
	}
	for _, line := range sent.Lines {
		add(line, true)
	}
	for _, line := range stored.Lines { // unticked by this person, or added by a colleague meanwhile
		add(line, !slices.Contains(sent.form["line"], line.Software))
	}
	slices.SortStableFunc(v.Lines, func(a, b inventoryLine) int { return strings.Compare(software.Key(a.Name), software.Key(b.Name)) })

	v.New = []page.Field{
		{Name: "new_name", Type: "text", Label: "Autre logiciel", Value: typed, Error: faults["name."+newSoftware], List: "software", Autocomplete: "off",
			Help: "Un logiciel métier, un service hébergé… Commencez à écrire : les plus connus sont proposés."},
		{Name: "new_domain", Type: "select", Label: "Il sert à", Value: sent.form.Get("new_domain"), Options: domainOptions(catalogue),
			Help: "Seulement s’il n’était pas proposé."},
	}
	v.Contact = page.Field{Name: "contact", Type: "email", Label: "Adresse d’un service à qui écrire", Value: sent.Contact, Error: faults["contact"], Autocomplete: "off",
		Help: "Facultatif. Celle d’un service, comme numerique@votre-commune.fr, jamais celle d’une personne : elle est publiée, en face des logiciels où vous cochez « Nous pouvons en parler »."}
	v.Consent = page.Field{Name: "published", Type: "checkbox", Value: "yes", Checked: sent.Published,
		Label: "Notre collectivité accepte que cet inventaire soit publié avec son label.",
		Help: "Seront publiés, si un label vous est décerné : les logiciels, depuis quand et pour qui vous les utilisez, sur ce site et dans ses données ouvertes ; l’adresse du service, sur ce site seulement. " +
			"Une autre collectivité trouvera ainsi à qui téléphoner. Sans cet accord, ou sans label, rien n’en sort. " +
			"Vous pouvez changer d’avis jusqu’à la clôture, et faire retirer l’inventaire à tout moment après la publication."}
	for _, line := range v.Lines {
		v.Errors.Items = append(v.Errors.Items, page.Summarise(line.Fields...).Items...)
		if line.Error != "" {
			v.Errors.Items = append(v.Errors.Items, page.ErrorItem{Text: line.Error, Target: "keep-" + line.Software})
		}
	}
	v.Errors.Items = append(v.Errors.Items, page.Summarise(append(v.New, v.Contact)...).Items...)
}

func domainOptions(catalogue *software.Catalogue) []page.Option {
	options := []page.Option{{Value: software.Elsewhere, Label: catalogue.Domain(software.Elsewhere).Title}} // when nothing is chosen
	for _, d := range catalogue.Domains {
		if d.Slug != software.Elsewhere {
			options = append(options, page.Option{Value: d.Slug, Label: d.Title})
		}
	}
	return options
}

// lineOf makes the fields of a software, as they were typed or as they are kept.
func lineOf(catalogue *software.Catalogue, line candidacy.InventoryLine, form url.Values, kept bool, faults map[string]string, editable bool) inventoryLine {
	since := ""
	if line.Since != nil {
		since = strconv.Itoa(*line.Since)
		if typed := form.Get("since." + line.Software); typed != "" {
			since = typed
		}
	}
	field := func(name, kind, label, value string) page.Field {
		name += "." + line.Software
		return page.Field{Name: name, Type: kind, Label: label, Value: value, Error: faults[name], Autocomplete: "off", Disabled: !editable}
	}
	view := inventoryLine{
		Software: line.Software, Name: line.Name, Kept: kept, Own: catalogue.BySlug(line.Software) == nil, Said: detail(line),
		Domain: line.Domain, Error: faults["name."+line.Software],
		Fields: []page.Field{field("since", "text", "Depuis", since), field("extent", "text", "Pour qui, ou combien de postes", line.Extent)},
		Peer:   field("peer", "checkbox", "Nous pouvons en parler à une autre collectivité", ""),
	}
	view.Fields[0].InputMode = "numeric"
	view.Peer.Checked = line.Peer
	for _, f := range view.Fields {
		view.Open = view.Open || f.Error != ""
	}
	if p := catalogue.BySlug(line.Software); p != nil {
		view.About = p.About
	}
	return view
}

// detail sums up what is known of a line, as a sentence without its full stop.
func detail(line candidacy.InventoryLine) string {
	var parts []string
	if line.Since != nil && *line.Since != notAYear {
		parts = append(parts, "Depuis "+strconv.Itoa(*line.Since))
	}
	if line.Extent != "" {
		parts = append(parts, line.Extent)
	}
	switch {
	case line.Peer && len(parts) == 0:
		parts = append(parts, "Nous pouvons en parler")
	case line.Peer:
		parts = append(parts, "nous pouvons en parler")
	}
	return strings.Join(parts, ", ")
}

// suggest offers what is not in the inventory yet: what was published before, what the answers name, the catalogue.
func (v *inventoryView) suggest(catalogue *software.Catalogue, sent *sentInventory, earlier *award.PublishedInventory, named []*software.Program) {
	shown := map[string]bool{}
	for _, line := range v.Lines {
		shown[line.Software] = true
	}
	if earlier != nil {
		v.EarlierYear = earlier.Year
		for _, line := range earlier.Lines {
			if !shown[line.Software] {
				shown[line.Software] = true
				v.Earlier = append(v.Earlier, lineOf(catalogue, line, sent.form, false, nil, v.Editable))
			}
		}
	}
	offered := func(p *software.Program) inventoryLine {
		shown[p.Slug] = true
		return inventoryLine{Software: p.Slug, Name: p.Name, About: p.About}
	}
	for _, p := range named {
		if !shown[p.Slug] {
			v.Mentioned = append(v.Mentioned, offered(p))
		}
	}
	for _, d := range catalogue.Domains {
		domain := inventoryDomain{Title: d.Title}
		for _, p := range d.Programs {
			v.Names = append(v.Names, p.Name)
			if !shown[p.Slug] {
				domain.Programs = append(domain.Programs, offered(p))
			}
		}
		if len(domain.Programs) > 0 {
			v.Catalogue = append(v.Catalogue, domain)
		}
	}
}
