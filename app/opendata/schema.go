package opendata

// SchemaAddress is where the Table Schema of a table stays.
func (d *Data) SchemaAddress(t *Table) string {
	return d.BaseURL + Path + "/schemas/" + t.Name + ".json"
}

// Schema is a table as Frictionless' Table Schema says it (https://specs.frictionlessdata.io/table-schema/), with what
// schema.data.gouv.fr adds: name, title, homepage.
type Schema struct {
	SchemaURL   string        `json:"$schema,omitempty"`
	Name        string        `json:"name,omitempty"`
	Title       string        `json:"title,omitempty"`
	Description string        `json:"description,omitempty"`
	Homepage    string        `json:"homepage,omitempty"`
	Path        string        `json:"path,omitempty"`
	Licenses    []licence     `json:"licenses,omitempty"`
	Fields      []schemaField `json:"fields"`
	PrimaryKey  string        `json:"primaryKey,omitempty"`
	ForeignKeys []foreignKey  `json:"foreignKeys,omitempty"`
	Missing     []string      `json:"missingValues"`
}

type licence struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Path  string `json:"path"`
}

type schemaField struct {
	Name        string      `json:"name"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Type        string      `json:"type"`
	Format      string      `json:"format,omitempty"`
	Example     string      `json:"example,omitempty"`
	Constraints constraints `json:"constraints"`
}

type constraints struct {
	Required bool     `json:"required"`
	Unique   bool     `json:"unique,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Minimum  *int     `json:"minimum,omitempty"`
	Maximum  *int     `json:"maximum,omitempty"`
}

type foreignKey struct {
	Fields    string `json:"fields"`
	Reference struct {
		Resource string `json:"resource"`
		Fields   string `json:"fields"`
	} `json:"reference"`
}

func licences() []licence { return []licence{{LicenceID, LicenceName, LicenceURL}} }

// Schema gives the schema of the CSV of a table.
func (d *Data) Schema(t *Table) Schema {
	schema := t.columnsSchema()
	schema.SchemaURL = "https://frictionlessdata.io/schemas/table-schema.json"
	schema.Name, schema.Title, schema.Description = "tnl-"+t.Name, t.Title, t.Description
	schema.Homepage, schema.Path, schema.Licenses = d.BaseURL+Path, d.SchemaAddress(t), licences()
	return schema
}

func (t *Table) columnsSchema() Schema {
	schema := Schema{PrimaryKey: t.Key, Missing: []string{""}}
	for _, f := range t.Fields {
		schema.Fields = append(schema.Fields, f.schema())
	}
	for _, r := range t.References {
		key := foreignKey{Fields: r.Field}
		key.Reference.Resource, key.Reference.Fields = r.Table, r.Of
		schema.ForeignKeys = append(schema.ForeignKeys, key)
	}
	return schema
}

func (f Field) schema() schemaField {
	out := schemaField{
		Name: f.Name, Title: f.Title, Description: f.Description, Type: string(f.Type), Example: f.Example,
		Constraints: constraints{Required: f.Required, Unique: f.Unique, Pattern: f.Pattern, Enum: f.Among, Minimum: f.Least, Maximum: f.Most},
	}
	switch f.Type {
	case List:
		// Version 1 of Table Schema has no type for lists of texts.
		out.Type, out.Description = string(Text), f.Description+" Plusieurs valeurs sont séparées par « "+Separator+" »."
	case Address:
		out.Type, out.Format = string(Text), string(Address)
	}
	return out
}
