// The open data as others read them: every file of a demonstration is fetched, held against its own schema, and read by
// tools that share nothing with the program that wrote it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { check } from "@placemarkio/check-geojson";
import datapackage from "datapackage";
import jsonld from "jsonld";
import { DataFactory, Parser, Store } from "n3";
import ShaclValidator from "rdf-validate-shacl";
import tableschema from "tableschema";
import { Server } from "../e2e/harness/server.js";

const XLSX = createRequire(import.meta.url)("xlsx");
const folder = mkdtempSync(join(tmpdir(), "tnl-formats-"));
const server = new Server();
let description; // the Data Package

before(async () => {
  await server.start();
  description = JSON.parse(await text("datapackage.json"));
  for (const resource of description.resources) {
    const response = await fetch(resource.path);
    assert.equal(response.status, 200, resource.path);
    writeFileSync(local(resource), Buffer.from(await response.arrayBuffer()));
  }
});

after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const text = async (file) => {
  const response = await fetch(`${server.url}/donnees/${file}`);
  assert.equal(response.status, 200, file);
  return response.text();
};
const local = (resource) => join(folder, resource.path.split("/").at(-1));
const of = (format) => description.resources.filter((resource) => resource.format === format);
const table = (resource) => resource.path.split("/").at(-1).split(".")[0];
const csvOf = (name) => of("csv").find((resource) => table(resource) === name);

/** Writes a CSV as a site with a real name has it, and gives its file: no address of « localhost » is one to these readers. */
function elsewhere(resource) {
  const name = `elsewhere-${table(resource)}.csv`;
  writeFileSync(join(folder, name), readFileSync(local(resource), "utf8").replaceAll(server.url, "https://label.example.org"));
  return name;
}

/** The rows of a table as Python reads its CSV, every cell a text. */
function rows(name) {
  const read = "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True))))";
  return JSON.parse(execFileSync("python3", ["-c", read, local(csvOf(name))], { encoding: "utf8" }));
}

/** A value as the CSV writes it. */
function word(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join("|");
  return String(value);
}

test("the package says what each file weighs", () => {
  assert.ok(description.resources.length >= 16);
  for (const resource of description.resources) {
    const content = readFileSync(local(resource));
    assert.equal(content.length, resource.bytes, resource.path);
    assert.equal(`sha256:${createHash("sha256").update(content).digest("hex")}`, resource.hash, resource.path);
  }
});

test("the package is valid, and its tables keep what their schemas promise", async () => {
  const resources = description.resources.map((resource) => (resource.format === "csv" ? { ...resource, path: elsewhere(resource) } : resource));
  const found = await datapackage.Package.load({ ...description, resources }, { basePath: folder });
  assert.deepEqual([found.valid, found.errors], [true, []]);
  for (const resource of of("csv")) {
    const read = await found.getResource(resource.name).read({ keyed: true, relations: true });
    assert.ok(read.length > 0, resource.name);
  }
});

test("each schema is a Table Schema, and its CSV is read by it", async () => {
  for (const resource of of("csv")) {
    const descriptor = JSON.parse(await text(`schemas/${table(resource)}.json`));
    const schema = await tableschema.Schema.load(descriptor);
    assert.deepEqual([schema.valid, schema.errors], [true, []], resource.name);
    const opened = await tableschema.Table.load(join(folder, elsewhere(resource)), { schema: descriptor });
    const read = await opened.read({ keyed: true });
    assert.equal(read.length, rows(table(resource)).length);
    assert.deepEqual(opened.headers, descriptor.fields.map((field) => field.name));
  }
});

test("jq and Python read the same rows in JSON and JSON Lines as in CSV", () => {
  for (const format of ["json", "jsonl"]) {
    for (const resource of of(format)) {
      const filter = format === "json" ? ".donnees" : ".";
      const options = format === "json" ? [] : ["--slurp"];
      const read = JSON.parse(execFileSync("jq", [...options, filter, local(resource)], { encoding: "utf8" }));
      assert.deepEqual(read.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, word(value)]))), rows(table(resource)), resource.path);
    }
  }
});

test("GeoJSON is RFC 7946, with the rows of the CSV", () => {
  assert.ok(of("geojson").length >= 2);
  for (const resource of of("geojson")) {
    const collection = check(readFileSync(local(resource), "utf8"));
    const read = collection.features.map(({ geometry, properties }) => ({ ...properties, longitude: geometry?.coordinates[0], latitude: geometry?.coordinates[1] }));
    const expected = rows(table(resource));
    assert.ok(expected.some((row) => row.longitude) && expected.some((row) => !row.longitude), "some territories have a position, some have none");
    assert.deepEqual(read.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, word(value)]))), expected, resource.path);
  }
});

test("DuckDB reads Parquet with its types, and the same rows as in CSV", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const ask = async (query) => (await connection.runAndReadAll(query)).getRowObjectsJson();
  const types = { string: "VARCHAR", integer: "INTEGER", number: "DOUBLE", date: "DATE" };
  for (const resource of of("parquet")) {
    const file = `'${local(resource)}'`;
    const columns = await ask(`DESCRIBE SELECT * FROM read_parquet(${file})`);
    const fields = csvOf(table(resource)).schema.fields;
    assert.deepEqual(columns.map((column) => column.column_name), fields.map((field) => field.name));
    for (const [i, column] of columns.entries()) {
      assert.equal(column.column_type.replace("[]", ""), types[fields[i].type], `${resource.path}: ${column.column_name}`);
    }
    const read = await ask(`SELECT * FROM read_parquet(${file})`);
    assert.deepEqual(read.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, word(value)]))), rows(table(resource)), resource.path);
    const guessed = await ask(`SELECT count(*)::INT AS n FROM read_csv('${local(csvOf(table(resource)))}')`);
    assert.equal(guessed[0].n, read.length, "the CSV, its dialect guessed");
  }
  const metadata = await ask(`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${local(of("parquet")[0])}')`);
  assert.match(metadata.find(({ key }) => key === "licence").value, /etalab/);
});

test("a spreadsheet's reader finds the rows in ODS, with numbers and dates as such", () => {
  for (const resource of of("ods")) {
    const book = XLSX.readFile(local(resource), { cellDates: true, UTC: true });
    assert.deepEqual(book.SheetNames, [table(resource), "notice"]);
    const sheet = book.Sheets[table(resource)];
    const names = XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true })[0];
    const types = Object.fromEntries(csvOf(table(resource)).schema.fields.map((field) => [field.name, field.type]));
    assert.deepEqual(names, Object.keys(types));
    const read = XLSX.utils.sheet_to_json(sheet, { raw: true, defval: "", blankrows: true });
    const expected = rows(table(resource));
    assert.equal(read.length, expected.length);
    for (const [i, row] of read.entries()) {
      for (const [name, value] of Object.entries(row)) {
        if (value === "") assert.equal(expected[i][name], "");
        else if (types[name] === "date") assert.ok(value instanceof Date, `${name} is a date`);
        else if (types[name] === "integer" || types[name] === "number") assert.equal(value, Number(expected[i][name]));
        else assert.equal(value, expected[i][name]);
      }
    }
    assert.ok(Object.values(sheet).every((cell) => !cell?.f), "no cell is a formula");
  }
});

test("the catalogue is DCAT-AP, the same in Turtle and in JSON-LD, and lists every file", async () => {
  const turtle = new Parser().parse(await text("catalogue.ttl"));
  const document = JSON.parse(await text("catalogue.jsonld"));
  const offline = () => { throw new Error("nothing is to be fetched to read the catalogue"); };
  const lines = await jsonld.toRDF(document, { format: "application/n-quads", documentLoader: offline });
  const canonical = (input) => jsonld.canonize(input, { algorithm: "RDFC-1.0", inputFormat: "application/n-quads", format: "application/n-quads" });
  const store = new Store(turtle);
  const { Writer } = await import("n3");
  const written = await new Promise((resolve, reject) => {
    const writer = new Writer({ format: "N-Quads" });
    writer.addQuads(turtle);
    writer.end((error, result) => (error ? reject(error) : resolve(result)));
  });
  assert.equal(await canonical(written), await canonical(lines));

  const shapes = new Store(new Parser().parse(readFileSync(new URL("dcat-ap.shapes.ttl", import.meta.url), "utf8")));
  const report = await new ShaclValidator(shapes).validate(store);
  assert.deepEqual(report.results.map((r) => `${r.focusNode?.value} ${r.path?.value} ${r.message.map((m) => m.value)}`), []);

  const { namedNode } = DataFactory;
  const files = store.getObjects(null, namedNode("http://www.w3.org/ns/dcat#downloadURL"), null).map((file) => file.value);
  assert.deepEqual(files.toSorted(), description.resources.map((resource) => resource.path).toSorted());

  const [api] = store.getObjects(null, namedNode("http://www.w3.org/ns/dcat#endpointDescription"), null);
  assert.equal((await (await fetch(api.value)).json()).openapi.slice(0, 3), "3.1", "the API is told, with its document");

  // A shape that cannot fail would prove nothing.
  for (const property of ["http://purl.org/dc/terms/title", "http://www.w3.org/ns/dcat#accessURL", "http://purl.org/dc/terms/publisher"]) {
    const poorer = new Store(turtle.filter((quad) => quad.predicate.value !== property));
    assert.equal((await new ShaclValidator(shapes).validate(poorer)).conforms, false, `without ${property}`);
  }
});

test("the page's Python example runs", async () => {
  const [, example] = (await (await fetch(`${server.url}/donnees`)).text()).match(/aria-label="Lire avec Python">([^<]*)</);
  const program = example.replaceAll("&#34;", '"').replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const said = execFileSync("python3", ["-"], { input: program, encoding: "utf8" });
  assert.match(said, /^20\d\d \S/m);
});
