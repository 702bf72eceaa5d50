package credential

import (
	"bytes"
	"fmt"

	"tnl/app/calendar"
)

// Judge says what the file is, from what is known beside it.
func (f File) Judge(k Known) Report {
	r := Report{Number: f.Number}
	if f.Kind == Neither {
		r.State = Unreadable
		if len(f.Content) == 0 {
			r.note("file", Bad, "Fichier : il est vide.")
		} else {
			r.note("file", Bad, "Fichier : ce n’est ni un certificat (PDF), ni une attestation (JSON).")
		}
		return r
	}
	c, readable := f.credential(&r)
	foreign := r.issuer(c, readable, k)
	original := f.issued(&r, c, readable, k)
	foreign = r.signature(c, readable, original, k) || foreign
	f.page(&r, k)
	r.withdrawal(k)
	r.succession(k)
	r.State = f.state(r, k, foreign)
	if r.State != Foreign && (len(r.Facts) == 0 && r.Outcome("signature") == Good) {
		r.Facts = c.Facts()
	}
	return r
}

// credential reads the one credential of the file.
func (f File) credential(r *Report) (c Credential, readable bool) {
	switch n := len(f.Credentials); {
	case n == 0:
		r.note("credential", Bad, "Attestation : ce PDF n’en contient pas, alors que chaque certificat du label en porte une.")
		return c, false
	case n > 1:
		r.note("credential", Bad, "Attestation : ce PDF en contient %d qui diffèrent, un certificat n’en a qu’une.", n)
		return c, false
	}
	c, err := Read(f.Credentials[0])
	if err != nil {
		r.note("credential", Bad, "Attestation : %s.", err)
		return c, false
	}
	r.note("credential", Good, "Attestation : lisible, elle porte le numéro %.40s.", c.Subject.LicenseNumber)
	return c, true
}

// issuer compares who issued with whose keys are known.
func (r *Report) issuer(c Credential, readable bool, k Known) (foreign bool) {
	switch {
	case !readable || k.Keys == nil:
		return false
	case c.Issuer.ID != k.Keys.ID:
		r.note("issuer", Bad, "Émetteur : %.200s, et non ce label, %s.", c.Issuer.ID, k.Keys.ID)
		return true
	}
	r.note("issuer", Good, "Émetteur : %s, ce label.", k.Keys.ID)
	return false
}

// issued compares the credential with those that the label keeps; original tells that it is one of them.
func (f File) issued(r *Report, c Credential, readable bool, k Known) (original bool) {
	switch {
	case !k.Asked:
		return false
	case len(k.Issued) == 0 && f.Number == "":
		r.note("issued", Bad, "Original : aucun numéro de certificat ne se lit dans ce fichier, qui ne peut être comparé à rien.")
		return false
	case len(k.Issued) == 0:
		r.note("issued", Bad, "Original : le label n’a délivré aucune attestation sous le numéro %.40s.", f.Number)
		return false
	}
	if current, err := Read(k.Issued[0]); err == nil {
		r.Facts = current.Facts()
	}
	if len(f.Credentials) == 0 {
		return false
	}
	for rank, kept := range k.Issued {
		for _, found := range f.Credentials {
			switch {
			case len(f.Credentials) > 1:
			case rank > 0 && bytes.Equal(compact(found), compact(kept)):
				r.note("issued", Good, "Original : c’est bien une attestation que nous avons délivrée, remplacée depuis par une autre, signée d’une autre clé.")
				return true
			case bytes.Equal(found, kept):
				r.note("issued", Good, "Original : c’est, octet pour octet, l’attestation que nous avons délivrée.")
				return true
			case readable && bytes.Equal(compact(found), compact(kept)):
				r.note("issued", Good, "Original : c’est l’attestation que nous avons délivrée ; seuls des espaces ou des retours à la ligne ont changé, qui ne disent rien.")
				return true
			}
		}
	}
	r.Differences = differences(f.Credentials[0], k.Issued[0])
	r.note("issued", Bad, "Original : ce n’est pas l’attestation que nous avons délivrée sous ce numéro.")
	return false
}

// signature checks the credential's. A credential that the label keeps needs no key to be believed: it says so. foreign
// tells that the key is not one of the issuer's.
func (r *Report) signature(c Credential, readable, original bool, k Known) (foreign bool) {
	if !readable {
		return false
	}
	if k.Keys == nil {
		r.note("signature", Unknown, "Signature : non vérifiée, les clés de l’émetteur ne sont pas connues.")
		return false
	}
	state, since, err := c.signed(*k.Keys)
	switch {
	case state == keyUnknown && err == nil:
		r.note("signature", Bad, "Signature : faite par une clé qui n’est pas une clé de l’émetteur, %.200s.", c.Proof.Method)
		return true
	case err != nil:
		r.note("signature", Bad, "Signature : elle ne correspond pas. Le contenu a été changé, ou ce n’est pas l’émetteur qui l’a signé.")
	case state == keyGood:
		r.note("signature", Good, "Signature : bonne, par la clé %s.", c.Proof.Method)
	case original:
		r.note("signature", Good, "Signature : par une clé révoquée%s, qui ne prouve plus rien ; le label, lui, garde cette même attestation.", on(since))
	default:
		r.note("signature", Bad, "Signature : par une clé révoquée%s. N’importe qui peut l’avoir faite : demandez une attestation plus récente.", on(since))
	}
	return false
}

func on(stamp string) string {
	if stamp == "" {
		return ""
	}
	return fmt.Sprintf(" (%.20s)", stamp)
}

// page says what is known of what a PDF shows: its signed credential does not cover it.
func (f File) page(r *Report, k Known) {
	if f.Kind != PDF {
		return
	}
	told := ""
	if k.Page.Signature != "" {
		told = " " + k.Page.Signature
	}
	switch {
	case k.Page.Likeness == Same:
		r.note("page", Good, "Page : ce PDF est, octet pour octet, celui que nous avons délivré.%s", told)
	case k.Page.Signed:
		r.note("page", Good, "Page : ce PDF est tel qu’il a été signé.%s", told)
	case k.Page.Likeness == Extended:
		r.note("page", Bad, "Page : ce fichier n’est pas celui que nous avons délivré. C’est le nôtre auquel des octets ont été ajoutés, qui peuvent changer ce qu’il montre.%s", told)
	case k.Page.Likeness == Unlike:
		r.note("page", Bad, "Page : ce fichier n’est pas celui que nous avons délivré. Tout ce qui y est écrit ou dessiné a pu être changé, le code à photographier et l’adresse compris : ne suivez que les adresses qui commencent par %s/.%s", k.Site, told)
	default:
		r.note("page", Unknown, "Page : ce qui est écrit et dessiné n’a pas été comparé à ce qui a été délivré ; l’attestation seule a été vérifiée.%s", told)
	}
}

func (r *Report) withdrawal(k Known) {
	switch w := k.Withdrawal; {
	case w == nil:
		r.note("withdrawal", Unknown, "Retrait : non vérifié.")
	case !w.Withdrawn:
		r.note("withdrawal", Good, "Retrait : ce label n’a pas été retiré.")
	case w.At.IsZero():
		r.note("withdrawal", Bad, "Retrait : ce label a été retiré.")
	default:
		r.note("withdrawal", Bad, "Retrait : ce label a été retiré le %s. Motif : %s", calendar.Date(w.At), w.Reason)
	}
}

func (r *Report) succession(k Known) {
	switch s := k.Succession; {
	case s == nil:
		r.note("succession", Unknown, "Suite : nous n’avons pas cherché si un label plus récent a remplacé celui-ci.")
	case s.Number == "":
		r.note("succession", Good, "Suite : c’est le label le plus récent de ce territoire.")
	default:
		r.note("succession", Bad, "Suite : un label plus récent l’a remplacé, celui de %d, numéro %s.", s.Year, s.Number)
	}
}

// state sums the checks up: what is false comes before what is no longer good, which comes before what is not known.
func (f File) state(r Report, k Known, foreign bool) State {
	bad := func(names ...string) bool {
		for _, name := range names {
			if r.Outcome(name) == Bad {
				return true
			}
		}
		return false
	}
	proved := r.Outcome("signature") == Good || r.Outcome("issued") == Good
	switch {
	case foreign, k.Asked && len(k.Issued) == 0:
		return Foreign
	case bad("credential", "signature", "issued", "page"):
		return Altered
	case !proved:
		return Incomplete
	case bad("withdrawal"):
		return Withdrawn
	case f.Kind == PDF && r.Outcome("page") != Good, k.Withdrawal == nil:
		return Incomplete
	case bad("succession"):
		return Superseded
	case k.Succession == nil:
		return Genuine
	}
	return Current
}
