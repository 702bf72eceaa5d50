package territory

// ReadReference reads the data anew, for measures.
func ReadReference() (*Reference, error) { return readReference(archive) }

// ReadArchive reads other data, for tests of broken ones.
func ReadArchive(archive []byte) (*Reference, error) { return readReference(archive) }

// Text is the data unpacked, with their heading.
func Text() (string, error) { return unpack(archive) }

// Cells cuts a line of the data.
func Cells(line string) ([]string, int) {
	cell, count := cells(line)
	return cell[:min(count, len(cell))], count
}
