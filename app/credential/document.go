package credential

import (
	"crypto/x509"
	"fmt"

	"tnl/app/signature"
)

// SetSignature notes what was found of the digital signature of the PDF. ours tells whether a certificate is the
// label's own: that an authority which is believed gave it is not enough, as it gives others to others.
func (p *Page) SetSignature(found signature.Report, ours func(*x509.Certificate) bool) {
	if len(found.Signatures) == 0 {
		return
	}
	last := found.Signatures[len(found.Signatures)-1]
	switch {
	case last.Problem == signature.Altered:
		p.Signature = "Sa signature numérique ne correspond plus : il a été changé après avoir été signé."
	case last.Problem != "":
		p.Signature = "Sa signature numérique ne peut pas être vérifiée."
	case !last.Whole:
		p.Signature = fmt.Sprintf("Sa signature numérique ne couvre pas les %d derniers octets, ajoutés ensuite.", last.Appended)
	case last.Signer == nil || last.Chain == nil || !ours(last.Signer):
		p.Signature = "Sa signature numérique n’est pas celle du label."
	default:
		p.Signed = found.Genuine()
		p.Signature = fmt.Sprintf("Sa signature numérique est bonne, au nom de « %.200s ».", signature.Name(last.Signer))
	}
}
