package award

import (
	"archive/zip"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"tnl/app/account"
	"tnl/app/edition"
	"tnl/app/territory"
)

// Archive is all certificates of an edition, to be sent as one file.
type Archive struct {
	Edition edition.Edition
	Awards  int // with a certificate of ours
	Files   int // their certificates, in every form
	Signed  int // of the files; 0 where certificates are not signed
	Signs   bool
	// Stamped tells how many of those signed bear a time stamp, where an authority was named.
	Stamped int
	Stamps  bool
	// Failing is since when the authority of time stamps fails, as this instance knows; zero while it answers.
	Failing time.Time
	// Size is that of the whole in bytes, known to the byte once all are signed; a guess before, and Exact is false.
	Size  int64
	Exact bool

	as    *Awards
	tasks []task
}

// guess is about what a certificate weighs, in bytes, and guessStamped what is kept in it for a time stamp.
const (
	guess        = 22_000
	guessStamped = 26_000
)

// Archive tells what the archive of an edition's certificates holds. The secretariat alone may.
//
// SignIn, NotAllowed: not the secretariat.
func (as *Awards) Archive(ctx context.Context, by *account.Person, e edition.Edition) (*Archive, error) {
	if err := onlySecretariat(by); err != nil {
		return nil, err
	}
	tx := as.DB.Read(ctx)
	tasks, err := tasksOf(tx, certifiable(tx).Where("awards.edition_id = ?", e.ID))
	if err != nil {
		return nil, err
	}
	a := &Archive{Edition: e, Awards: len(tasks) / len(forms), Files: len(tasks), Signs: as.signing != nil, Stamps: as.signing != nil && as.signing.Authority != nil, as: as, tasks: tasks}
	var rows []issued
	err = tx.Model(&issued{}).Select("issued_certificates.award_id", "issued_certificates.form", "issued_certificates.size", "issued_certificates.stamped").
		Joins("JOIN credentials c ON c.sha256 = issued_certificates.credential AND c.replaced_at IS NULL").
		Joins("JOIN awards ON awards.id = issued_certificates.award_id").Where("awards.edition_id = ?", e.ID).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what is signed of edition %d: %w", e.Year, err)
	}
	if a.Stamps {
		a.Failing = as.signing.failingSince()
	}
	signed := index(rows, issued.key)
	a.Size = emptyArchive
	for _, t := range tasks {
		size := int64(guess)
		if a.Stamps {
			size += guessStamped
		}
		if row, ok := signed[t.key()]; ok {
			size = int64(row.Size)
			a.Signed++
			if row.Stamped {
				a.Stamped++
			}
		}
		a.Size += size + perFile + 2*int64(len(t.fileName()))
	}
	a.Exact = a.Signed == a.Files
	return a, nil
}

// What the format of archives adds, in bytes: to each file beside its name twice, and at the end.
const (
	perFile      = 30 + 46
	emptyArchive = 22
)

// Write sends the archive: each certificate as it is, without compression, which PDFs have of their own, in the order of
// the numbers. It holds a few in memory at a time, and signs those that are not.
func (a *Archive) Write(ctx context.Context, w io.Writer) error {
	archive := zip.NewWriter(w)
	for from := 0; from < len(a.tasks); from += batch {
		tasks := a.tasks[from:min(from+batch, len(a.tasks))]
		files, err := a.as.made(ctx, tasks)
		if err != nil {
			return err
		}
		for i, t := range tasks {
			if err := store(archive, t.fileName(), t.award.AwardedAt, files[i]); err != nil {
				return fmt.Errorf("send certificate %s: %w", t.award.Number, err)
			}
		}
		if err := archive.Flush(); err != nil {
			return fmt.Errorf("send the archive: %w", err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("end the archive: %w", err)
	}
	return nil
}

// store writes a file whose size stands before it, so that the whole has the size that was told.
func store(archive *zip.Writer, name string, at time.Time, content []byte) error {
	header := &zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(content),
		CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content)),
	}
	header.ModifiedDate, header.ModifiedTime = dosTime(at)
	header.CreatorVersion = 3 << 8 // a system with rights
	header.SetMode(0o644)
	file, err := archive.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return err
}

// dosTime is an instant as archives write it, in UTC.
func dosTime(t time.Time) (date, clock uint16) {
	t = t.UTC()
	return uint16(t.Day() | int(t.Month())<<5 | (t.Year()-1980)<<9), uint16(t.Second()/2 | t.Minute()<<5 | t.Hour()<<11)
}

// fileName is what a certificate is called on a computer: « 2026-0002-lyon.pdf ».
func (t task) fileName() string {
	name := t.award.Number + "-" + territory.Slug(t.award.TerritoryName, "")
	if t.form != Landscape {
		name += "-" + string(t.form)
	}
	return name + ".pdf"
}
