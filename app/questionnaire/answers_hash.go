package questionnaire

import (
	"crypto/sha256"
	"encoding/hex"
)

// HashAnswers is the SHA-256, in hexadecimal, of the salt in hexadecimal, a line feed, and the answers' canonical JSON
// as EncodeAll writes it: what an award records, and anyone given the salt and the answers can compute.
func HashAnswers(salt string, answers []byte) string {
	h := sha256.New()
	h.Write([]byte(salt + "\n"))
	h.Write(answers)
	return hex.EncodeToString(h.Sum(nil))
}
