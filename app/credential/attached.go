package credential

import (
	"bytes"
	"compress/zlib"
	"io"
)

// Bounds on what is looked at in a PDF that anybody may have made.
const (
	maxStreams  = 4096 // of the file; ours has about twenty
	maxAttached = 8    // attachments opened
	maxEntry    = 4096 // bytes of a stream's dictionary
)

// attached gives the credentials attached to a PDF, each once. It reads no cross-reference: a stream is never inside
// another object, so every attachment that is not encrypted stands in the file under its own dictionary, whatever
// program wrote it again, and those that a later revision hides are found too.
func attached(pdf []byte) [][]byte {
	var found [][]byte
	opened := 0
	for range maxStreams {
		at := bytes.Index(pdf, []byte("stream"))
		if at < 0 {
			break
		}
		entry := pdf[max(0, at-maxEntry):at]
		closes := bytes.HasSuffix(entry, []byte("end"))
		pdf = pdf[at+len("stream"):]
		if begins := bytes.LastIndex(entry, []byte(" obj")); begins >= 0 {
			entry = entry[begins:]
		}
		if closes || !bytes.Contains(entry, []byte("EmbeddedFile")) {
			continue
		}
		if opened++; opened > maxAttached {
			break
		}
		content := inflated(bytes.TrimPrefix(bytes.TrimPrefix(pdf, []byte("\r")), []byte("\n")), bytes.Contains(entry, []byte("FlateDecode")))
		if bytes.Contains(content, []byte("OpenBadgeCredential")) && !contains(found, content) {
			found = append(found, content)
		}
	}
	return found
}

// inflated gives the content of a stream that begins where data does, nothing when it is larger than a credential.
func inflated(data []byte, deflated bool) []byte {
	if !deflated {
		end := bytes.Index(data[:min(len(data), MaxSize+16)], []byte("endstream"))
		return bytes.TrimSpace(data[:max(0, end)])
	}
	unpack, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	content, err := io.ReadAll(io.LimitReader(unpack, MaxSize+1))
	if err != nil && len(content) == 0 || len(content) > MaxSize {
		return nil
	}
	return content // what could be read of a damaged one tells which award it was
}

func contains(all [][]byte, one []byte) bool {
	for _, other := range all {
		if bytes.Equal(other, one) {
			return true
		}
	}
	return false
}
