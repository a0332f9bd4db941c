/**
 * Writes `data/catalogue.json` from an ATLAS release in the legacy format (2.0 to 5.6):
 *
 *     npm run catalogue -- [ATLAS.yaml] [catalogue.json]
 *
 * Only facts are taken: IDs, names, tactics, parents, maturities, dates, ATT&CK references and which techniques a case
 * study uses. No description goes into the catalogue. One entry a line, sorted by ID, so that the difference between
 * two releases reads well.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

type Entry = Readonly<Record<string, unknown>>;

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const DEFAULT_SOURCE = fromRoot('../shared/data/atlas/ATLAS-5.6.0.yaml');
const DEFAULT_TARGET = fromRoot('data/catalogue.json');

const main = (source: string | undefined, target = DEFAULT_TARGET): string => {
  const path = source ?? (existsSync(DEFAULT_SOURCE) ? DEFAULT_SOURCE : undefined);
  if (path === undefined) throw new Error('Name an ATLAS file in the legacy format: npm run catalogue -- ATLAS.yaml');
  const lists = catalogueLists(parse(readFileSync(path, 'utf8')));
  writeFileSync(target, catalogueText(lists));
  return `${target}: ATLAS ${lists.version}, ${lists.lists.map(([name, all]) => `${all.length} ${name}`).join(', ')}`;
};

interface Lists {
  readonly version: string;
  readonly lists: readonly (readonly [name: string, entries: readonly Entry[]])[];
}

/** The facts of a parsed legacy file. Throws where the file is of another format. */
const catalogueLists = (data: unknown): Lists => {
  const root = node(data);
  // From 4.0 on the matrix holds the lists, before that the file itself does.
  const home = node(list(root['matrices'])[0]);
  const listOf = (name: string): readonly Entry[] => list(home[name] ?? root[name]).map(node);
  const [tactics, techniques, mitigations] = ['tactics', 'techniques', 'mitigations'].map(listOf);
  const studies = list(root['case-studies']).map(node);
  if (typeof root['version'] !== 'string' || !tactics?.length || !techniques?.length || mitigations === undefined) {
    throw new Error('This is no ATLAS file in the legacy format: it needs a version, tactics and techniques.');
  }
  const tacticsOf = new Map(techniques.map(entry => [text(entry['id']), texts(entry['tactics'])]));
  return {
    version: root['version'],
    lists: [
      [
        'tactics',
        sorted(tactics.map((entry, index) => facts({ ...base(entry), position: index + 1, ...dated(entry) }))),
      ],
      ['techniques', sorted(techniques.map(entry => technique(entry, tacticsOf)))],
      ['mitigations', sorted(mitigations.map(mitigation))],
      ['caseStudies', sorted(studies.map(caseStudy))],
    ],
  };
};

const technique = (entry: Entry, tacticsOf: ReadonlyMap<string | undefined, readonly string[]>): Entry => {
  const parent = text(entry['subtechnique-of']) ?? text(entry['specializes']);
  const own = texts(entry['tactics']);
  return facts({
    ...base(entry),
    parent,
    tactics: own.length > 0 || parent === undefined ? own : (tacticsOf.get(parent) ?? []),
    maturity: text(entry['maturity'])?.toLowerCase(),
    ...dated(entry),
  });
};

const mitigation = (entry: Entry): Entry =>
  facts({
    ...base(entry),
    // A release has been published with entries of another list in these; only the words belong here.
    categories: texts(entry['category']),
    lifecycle: texts(entry['ml-lifecycle']),
    ...dated(entry),
  });

const GRANULARITY: Readonly<Record<string, string>> = { YEAR: 'year', MONTH: 'month', DATE: 'day' };

const caseStudy = (entry: Entry): Entry =>
  facts({
    ...base(entry),
    type: text(entry['case-study-type'])?.toLowerCase(),
    date: text(entry['incident-date']),
    granularity: GRANULARITY[text(entry['incident-date-granularity']) ?? ''],
    techniques: [...new Set(list(entry['procedure']).flatMap(step => text(node(step)['technique']) ?? []))],
  });

const base = (entry: Entry): Entry => {
  const id = text(entry['id']);
  const name = text(entry['name']);
  if (id === undefined || name === undefined)
    throw new Error(`An entry has no id or no name: ${JSON.stringify(entry).slice(0, 200)}`);
  return { id, name };
};

const dated = (entry: Entry): Entry => {
  const { id, url } = node(entry['ATT&CK-reference']);
  return {
    created: text(entry['created_date']),
    modified: text(entry['modified_date']),
    attack: text(id) === undefined ? undefined : { id, url },
  };
};

/** The entry without the facts that the release does not state. */
const facts = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

const sorted = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));

const catalogueText = ({ version, lists }: Lists): string => {
  const parts = lists.map(([name, entries]) => {
    const lines = entries.map(entry => `    ${JSON.stringify(entry)}`);
    return `  ${JSON.stringify(name)}: [\n${lines.join(',\n')}\n  ]`;
  });
  return `{\n  "version": ${JSON.stringify(version)},\n${parts.join(',\n')}\n}\n`;
};

const node = (value: unknown): Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entry) : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value.trim() : undefined);

const texts = (value: unknown): readonly string[] => list(value).flatMap(item => text(item) ?? []);

try {
  console.log(main(process.argv[2], process.argv[3]));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
