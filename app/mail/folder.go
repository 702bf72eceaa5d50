package mail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"time"
)

// Folder writes each letter as a file that any mail program opens, and reads them back: the demonstration has
// no server, and shows what would have been sent.
type Folder struct {
	Path string
	From string
}

// Kept is a letter read back from the folder.
type Kept struct {
	Name    string // the file's, and its address on the page
	To      string
	Subject string
	Date    time.Time
	Body    string
	Links   []string // the addresses in the body, in order, each once
}

// ErrNoSuchLetter says that the folder has no letter of that name.
var ErrNoSuchLetter = errors.New("no such letter")

var (
	letterName = regexp.MustCompile(`^[0-9]{8}-[0-9]{6}-[a-z0-9-]+\.eml$`)
	notName    = regexp.MustCompile(`[^a-z0-9]+`)
)

// Send writes letter to the folder.
func (f *Folder) Send(_ context.Context, letter Letter) error {
	message, err := compose(f.From, letter)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.Path, 0o700); err != nil {
		return fmt.Errorf("mail folder: %w", err)
	}
	to := strings.Trim(notName.ReplaceAllString(strings.ToLower(letter.Recipient), "-"), "-")
	if len(to) > 60 {
		to = to[:60]
	}
	name := fmt.Sprintf("%s-%s-%s.eml", letter.CreatedAt.UTC().Format("20060102-150405"), to, strings.ReplaceAll(letter.ID, "-", ""))
	// Written aside then renamed, so that a reader never sees half a letter.
	aside, err := os.CreateTemp(f.Path, "writing-*")
	if err != nil {
		return fmt.Errorf("mail folder: %w", err)
	}
	defer os.Remove(aside.Name())
	_, err = message.WriteTo(aside)
	if err = errors.Join(err, aside.Close()); err == nil {
		err = os.Rename(aside.Name(), filepath.Join(f.Path, name))
	}
	if err != nil {
		return fmt.Errorf("mail folder: write %s: %w", name, err)
	}
	return nil
}

// List reads the newest letters, newest first, at most limit.
func (f *Folder) List(limit int) ([]Kept, error) {
	entries, err := os.ReadDir(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("mail folder: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if letterName.MatchString(entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	sort.Slice(names, func(i, j int) bool { return age(names[i]) > age(names[j]) })
	letters := make([]Kept, 0, min(limit, len(names)))
	for _, name := range names[:min(limit, len(names))] {
		letter, err := f.Read(name)
		if err != nil {
			return nil, err
		}
		letters = append(letters, *letter)
	}
	return letters, nil
}

// Read gives the letter of that name, or ErrNoSuchLetter.
func (f *Folder) Read(name string) (*Kept, error) {
	if !letterName.MatchString(name) {
		return nil, ErrNoSuchLetter
	}
	file, err := os.Open(filepath.Join(f.Path, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoSuchLetter
	}
	if err != nil {
		return nil, fmt.Errorf("mail folder: %w", err)
	}
	defer file.Close()
	letter, err := parse(file)
	if err != nil {
		return nil, fmt.Errorf("mail folder: read %s: %w", name, err)
	}
	letter.Name = name
	return letter, nil
}

// age orders names as their letters were written: by second, then by the id, which grows with time.
func age(name string) string { return name[:15] + name[strings.LastIndex(name, "-"):] }

func parse(source io.Reader) (*Kept, error) {
	message, err := netmail.ReadMessage(source)
	if err != nil {
		return nil, err
	}
	letter := Kept{}
	words := new(mime.WordDecoder)
	if letter.Subject, err = words.DecodeHeader(message.Header.Get("Subject")); err != nil {
		return nil, err
	}
	if to, err := message.Header.AddressList("To"); err == nil && len(to) > 0 {
		letter.To = to[0].Address
	}
	if letter.Date, err = message.Header.Date(); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		return nil, err
	}
	letter.Body = strings.TrimRight(strings.ReplaceAll(string(body), "\r\n", "\n"), "\n")
	letter.Links = links(letter.Body)
	return &letter, nil
}

func links(body string) []string {
	var found []string
	seen := map[string]bool{}
	for _, piece := range Pieces(body) {
		if piece.Link && !seen[piece.Text] {
			seen[piece.Text] = true
			found = append(found, piece.Text)
		}
	}
	return found
}
