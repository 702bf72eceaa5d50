// Turns the JSON files of @etalab/decoupage-administratif into app/territory/data/territories.csv.gz.
// Usage: node scripts/reference-data.mjs <output folder> <package folder> [<folder of an earlier version> ...]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const [output, source, ...earlier] = process.argv.slice(2)
const readIn = (folder, name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const read = name => readIn(source, name)
const { version } = read('package.json')
const communes = read('data/communes.json').filter(c => c.type === 'commune-actuelle')
const departments = read('data/departements.json')
const regions = read('data/regions.json')
const groupings = read('data/epci.json')
// The public establishments of Greater Paris have a SIREN and a council as the other groupings do.
const establishments = read('data/ept.json')

// "-" in the column `body`: a place with a name, but no public body of that kind governs it.
const NONE = '-'

// What governs a place when it is not « Région X » or « Département de X », by kind and INSEE code.
// Look at it again each year: these change by law.
const BODIES = {
  region: {
    '02': 'Collectivité territoriale de Martinique',
    '03': 'Collectivité territoriale de Guyane',
    '04': 'Région Réunion',
    '06': NONE, // the department of Mayotte
    94: 'Collectivité de Corse',
    975: NONE, // see the department
    977: NONE, // see the commune
    978: NONE,
    984: 'Terres australes et antarctiques françaises',
    986: 'Territoire des îles Wallis et Futuna',
    987: 'Polynésie française',
    988: 'Nouvelle-Calédonie',
    989: NONE // nobody lives on Clipperton
  },
  departement: {
    '2A': NONE, // Collectivité de Corse
    '2B': NONE,
    67: NONE, // Collectivité européenne d'Alsace, below
    68: NONE,
    75: NONE, // Ville de Paris, the commune
    972: NONE, // see the region
    973: NONE,
    975: 'Collectivité territoriale de Saint-Pierre-et-Miquelon',
    977: NONE,
    978: NONE,
    984: NONE,
    986: NONE,
    987: NONE,
    988: NONE,
    989: NONE
  },
  commune: {
    97701: 'Collectivité de Saint-Barthélemy',
    97801: 'Collectivité de Saint-Martin',
    98411: NONE, // districts and islands without a council
    98412: NONE,
    98413: NONE,
    98414: NONE,
    98415: NONE,
    98901: NONE
  }
}

// The one body with a department's powers that covers two departments, under INSEE's code for it.
const ALSACE = { code: '6AE', name: "Collectivité européenne d'Alsace", region: '44', department: '67', covers: ['67', '68'] }
const METROPOLE_DE_LYON = '200046977' // has the department's powers: the body « Rhône » stops at its border

// INSEE's typeLiaison: how a place's name is joined to the word before it.
const LINKS = ['de ', "d'", 'du ', 'de la ', 'des ', "de l'", 'des ', 'de las ', 'de los ']
// Departments that write their own name otherwise than INSEE's grammar has it.
const OWN_LINKS = { 41: 'de ', 44: 'de ', 47: 'de ', 82: 'de ', 84: 'de ' }

const byCode = (a, b) => (a.code < b.code ? -1 : 1)
const sum = list => {
  const known = list.filter(c => c.population !== undefined)
  return known.length === 0 ? '' : known.reduce((total, c) => total + c.population, 0)
}
const inGrouping = new Map(groupings.flatMap(g => g.membres.map(m => [m.code, g.code])))
const communeByCode = new Map(communes.map(c => [c.code, c]))
const regionOf = new Map(departments.map(d => [d.code, d.region]))

// A grouping may lie in several departments: it is filed under the one where most of its inhabitants are.
function mainDepartment(grouping) {
  const inhabitants = {}
  for (const member of grouping.membres) {
    const department = communeByCode.get(member.code).departement
    inhabitants[department] = (inhabitants[department] ?? 0) + member.populationMunicipale
  }
  return Object.keys(inhabitants).sort((a, b) => inhabitants[b] - inhabitants[a] || (a < b ? -1 : 1))[0]
}

const NATURES = { CC: 'Communauté de communes', CA: "Communauté d'agglomération", CU: 'Communauté urbaine' }

// « CA Alès Agglomération » calls itself « Alès Agglomération », « CA du Sud » « Communauté d'agglomération du Sud ».
function groupingBody(name) {
  const [, nature, rest] = name.match(/^(CC|CA|CU) (.*)$/) ?? []
  if (!nature) return ''
  const telling = /(^|[^\p{L}])(agglo|agglomération|communauté|métropole|eurométropole)($|[^\p{L}])/iu
  const joined = /^(de|du|des|d'|de la|de l') ?/.test(rest)
  return telling.test(rest) && !joined ? rest.replace(/^"([^"]*)"$/, '$1') : `${NATURES[nature]} ${rest}`
}

// The source writes some quotation marks as two apostrophes, and some spaces twice.
const clean = name => name.replace(/''/g, '"').replace(/\s+/g, ' ').trim()

// Names that the bodies of today had in earlier versions, by SIREN: a commune born of a merger may keep an INSEE code,
// but is another body.
const formerNames = new Map()
for (const folder of earlier) {
  const old = [
    ...readIn(folder, 'data/communes.json').filter(c => c.type === 'commune-actuelle' && c.siren).map(c => [c.siren, c.nom]),
    ...readIn(folder, 'data/epci.json').map(g => [g.code, g.nom]),
    ...(existsSync(join(folder, 'data/ept.json')) ? readIn(folder, 'data/ept.json').map(g => [g.code, g.nom]) : [])
  ]
  for (const [siren, name] of old) {
    if (!formerNames.has(siren)) formerNames.set(siren, [])
    formerNames.get(siren).push(clean(name))
  }
}
const plain = name => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/[^a-z0-9]+/g, ' ').trim()
function former(siren, name) {
  const known = new Set([plain(name)])
  const others = (formerNames.get(siren) ?? []).filter(other => !known.has(plain(other)) && known.add(plain(other)))
  if (others.some(other => other.includes(';'))) throw new Error(`a former name of ${name} has a semicolon`)
  return others.join(';')
}

const rows = []
const add = row => rows.push({ department: '', region: '', epci: '', population: '', postal_codes: '', nature: '', body: '', siren: '', former: former(row.siren, row.name), ...row })

for (const r of [...regions].sort(byCode)) {
  add({
    kind: 'region', code: r.code, name: r.nom, region: r.code,
    population: sum(communes.filter(c => c.region === r.code)),
    body: BODIES.region[r.code] ?? `Région ${r.nom}`
  })
}

const departmentRows = departments.map(d => ({
  kind: 'departement', code: d.code, name: d.nom, department: d.code, region: d.region,
  population: sum(communes.filter(c => c.departement === d.code && inGrouping.get(c.code) !== METROPOLE_DE_LYON)),
  body: BODIES.departement[d.code] ?? `Département ${OWN_LINKS[d.code] ?? LINKS[d.typeLiaison]}${d.nom}`
}))
departmentRows.push({
  kind: 'departement', code: ALSACE.code, name: ALSACE.name, department: ALSACE.department, region: ALSACE.region,
  population: sum(communes.filter(c => ALSACE.covers.includes(c.departement)))
})
departmentRows.sort(byCode).forEach(add)

for (const g of [...groupings, ...establishments].sort(byCode)) {
  const department = mainDepartment(g)
  const name = clean(g.nom)
  add({
    kind: 'epci', code: g.code, siren: g.code, name, department, region: regionOf.get(department),
    population: g.populationMunicipale, nature: g.type, body: groupingBody(name)
  })
}

for (const c of [...communes].sort(byCode)) {
  add({
    kind: 'commune', code: c.code, siren: c.siren ?? '', name: c.nom, department: c.departement, region: c.region,
    epci: inGrouping.get(c.code) ?? '', population: c.population ?? '', postal_codes: (c.codesPostaux ?? []).join(' '),
    body: BODIES.commune[c.code] ?? ''
  })
}

const COLUMNS = ['kind', 'code', 'siren', 'name', 'department', 'region', 'epci', 'population', 'postal_codes', 'nature', 'body', 'former']
const cell = value => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value))
const csv = [COLUMNS, ...rows.map(row => COLUMNS.map(column => row[column]))].map(row => row.map(cell).join(',')).join('\n') + '\n'
writeFileSync(join(output, 'territories.csv.gz'), gzipSync(csv, { level: 9 }))

const count = kind => rows.filter(row => row.kind === kind).length
const missing = rows.filter(row => row.kind === 'commune' && row.siren === '').length
writeFileSync(join(output, 'README.md'), `# Reference data of the territories

Written by \`scripts/reference-data\`; do not edit by hand.

| | |
|---|---|
| source | npm package \`@etalab/decoupage-administratif\`, version **${version}**, made from INSEE's *Code officiel géographique* and *populations légales*, DGCL's list of groupings, and La Poste's postal codes |
| licence of the data | [Licence Ouverte](https://www.etalab.gouv.fr/licence-ouverte-open-licence); the package's code (MIT) is not used |
| content | ${count('region')} regions, ${count('departement')} departments, ${count('epci')} groupings, ${count('commune')} communes |
| without a SIREN | every region and department, and ${missing} communes: the source gives none, and none is made up |

\`territories.csv.gz\` is UTF-8 CSV with a heading, sorted by kind then code.

| column | meaning |
|---|---|
| kind | region, departement, epci or commune |
| code | INSEE code; the SIREN for a grouping |
| siren | 9 digits, or empty |
| name | the place's name in the source |
| department | code; for a grouping, the department where most of its inhabitants live |
| region | code |
| epci | SIREN of the grouping with its own taxation that the commune belongs to |
| population | municipal population; for a region or a department, the sum of its communes (for the Rhône, without the Métropole de Lyon); empty when unknown |
| postal_codes | a commune's, separated by spaces |
| nature | of a grouping: CC, CA, CU, METRO, MET69 or EPT |
| body | the public body's own name where it differs from the place's; \`-\` when no body of that kind governs the place (Paris has no department of its own) |
| former | names that the same body (same SIREN) had in the package's versions since 2019, separated by semicolons |
`)
console.log(`${rows.length} rows from version ${version}`)
