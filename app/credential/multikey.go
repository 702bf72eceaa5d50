package credential

import (
	"crypto/ed25519"
	"errors"
	"math/big"
	"strings"
)

// Multikey writes a public key as did:web documents do: multibase base58btc of the prefix of Ed25519 and the key.
func Multikey(key ed25519.PublicKey) string { return multibase(append([]byte{0xed, 0x01}, key...)) }

// ParseMultikey reads a public key so written.
func ParseMultikey(text string) (ed25519.PublicKey, error) {
	content, err := unMultibase(text)
	if err != nil {
		return nil, err
	}
	if len(content) != 2+ed25519.PublicKeySize || content[0] != 0xed || content[1] != 0x01 {
		return nil, errors.New("not an Ed25519 key")
	}
	return content[2:], nil
}

const (
	base58         = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	longestEncoded = 128 // a signature takes 89
)

// multibase writes bytes in base58btc after its sign, z.
func multibase(content []byte) string {
	var digits []byte
	for n, rest := new(big.Int).SetBytes(content), new(big.Int); n.Sign() > 0; {
		n.DivMod(n, big.NewInt(58), rest)
		digits = append(digits, base58[rest.Int64()])
	}
	for _, b := range content {
		if b != 0 {
			break
		}
		digits = append(digits, base58[0])
	}
	digits = append(digits, 'z')
	for i, j := 0, len(digits)-1; i < j; i, j = i+1, j-1 {
		digits[i], digits[j] = digits[j], digits[i]
	}
	return string(digits)
}

func unMultibase(text string) ([]byte, error) {
	digits, ok := strings.CutPrefix(text, "z")
	if !ok || digits == "" || len(digits) > longestEncoded {
		return nil, errors.New("not multibase base58btc")
	}
	n := new(big.Int)
	for _, d := range digits {
		at := strings.IndexRune(base58, d)
		if at < 0 {
			return nil, errors.New("not multibase base58btc")
		}
		n.Add(n.Mul(n, big.NewInt(58)), big.NewInt(int64(at)))
	}
	zeros := len(digits) - len(strings.TrimLeft(digits, base58[:1]))
	return append(make([]byte, zeros), n.Bytes()...), nil
}
