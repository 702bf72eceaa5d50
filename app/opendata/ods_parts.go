package opendata

const xmlStart = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

const odsManifest = xmlStart + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
	`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + odsType + `"/>` +
	`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`

const odsNames = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"`

const odsStyles = xmlStart + `<office:document-styles` + odsNames + `><office:styles>` +
	`<style:default-style style:family="table-cell"><style:text-properties fo:language="fr" fo:country="FR"/></style:default-style>` +
	`<style:style style:name="Default" style:family="table-cell"/></office:styles></office:document-styles>`

const odsContentStart = xmlStart + `<office:document-content` + odsNames + `><office:automatic-styles>` +
	`<number:date-style style:name="french-day"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>` +
	`<style:style style:name="sheet" style:family="table"><style:table-properties table:display="true"/></style:style>` +
	`<style:style style:name="day" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="french-day"/>` +
	`<style:style style:name="heading" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-weight="bold"/></style:style>` +
	`<style:style style:name="wrapped" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>` +
	`<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="2.2cm"/></style:style>` +
	`<style:style style:name="usual" style:family="table-column"><style:table-column-properties style:column-width="3.4cm"/></style:style>` +
	`<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style>` +
	`<style:style style:name="widest" style:family="table-column"><style:table-column-properties style:column-width="18cm"/></style:style>` +
	`</office:automatic-styles><office:body><office:spreadsheet>`

const odsContentEnd = `</office:spreadsheet></office:body></office:document-content>`

const odsMetaStart = xmlStart + `<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>` +
	`<meta:generator>tnl</meta:generator>`
