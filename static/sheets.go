package static

// Sheets lists the files of css/ in the order in which they are joined. Cascade layers decide between them,
// so the order matters only inside one layer.
var Sheets = []string{
	"layers", "tokens", "fonts", "reset", "base",
	"page", "header", "footer", "columns",
	"button", "field", "choices", "matrix", "group", "segments", "document", "question", "earlier", "saved", "error", "notice", "confirmation", "empty",
	"level", "emblem", "status", "contents", "progress", "steps", "breadcrumb", "pagination",
	"facts", "table", "axes", "chart", "timeline", "cards", "results", "filters", "map",
	"portrait", "badge", "asked", "answer", "adjust", "retained", "verification", "candidacy", "inventory", "uses", "deadline", "menu",
	"utilities", "print", "forced-colors",
}
