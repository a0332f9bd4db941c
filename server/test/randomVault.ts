import fc from 'fast-check';

/** Few names in few folders, so that pages shadow each other, come, go, and link. */
export const PATHS: readonly string[] = [
  'a.md',
  'b.md',
  'x/a.md',
  'x/b.md',
  'x/A.md',
  'y/a.md',
  'y/é.md',
  'y/e\u0301.md',
  'x/x/a.md',
  'techniques/t.md',
  'techniques/s.md',
  'tactics/ta.md',
  'studies/cs.md',
  'mitigations/m.md',
  'p.png',
  'x/p.png',
];

/** What links of such pages lead to, or not. */
const TARGETS = [
  'a',
  'b',
  'A',
  'x/a',
  './a',
  '../a',
  'y/é',
  '%61',
  'x',
  'techniques',
  'techniques/t',
  't',
  's',
  'ta',
  'cs',
  'm',
  'p.png',
  'AML.T0090',
  'Alias',
  '',
  'nowhere',
];

const IDS = ['AML.T0090', 'AML.T0091', 'AML.T0090.000', 'AML.TA0090', 'AML.CS0090', 'AML.M0090', 'AML.T0021'];

const id = fc.constantFrom(...IDS);
const name = fc.constantFrom('Alpha', 'Beta', 'Alias');
const fragment = fc.constantFrom('', '#Alpha', '#Techniques', '#^block', '#Nothing');
const link = fc
  .tuple(
    fc.constantFrom(...TARGETS),
    fragment,
    fc.option(
      fc.oneof(
        id,
        fc.tuple(id, name).map(both => both.join(': ')),
        name,
      ),
    ),
  )
  .map(([target, place, label]) => `[[${target}${place}${label === null ? '' : `|${label}`}]]`);
const heading = fc.constantFrom(
  '## Tactics',
  '## Techniques (2)',
  '## Mitigations (1)',
  '## Case Studies (1)',
  '## Procedure',
  '## Metadata',
  '## References',
  '## Alpha',
  '### Step 1: Alpha',
  '### Step 3: Beta',
);
const line = fc.oneof(
  { weight: 4, arbitrary: link.map(text => `- ${text} — note`) },
  { weight: 3, arbitrary: link.map(text => `**Technique:** ${text}`) },
  link.map(text => `**Tactic:** ${text}`),
  { weight: 3, arbitrary: heading },
  id.map(text => `Mentions ${text} here.`),
  id.map(text => `- **ID:** ${text}`),
  fc.constant('- **Incident Date:** 2020-02-30'),
  fc.constant('A paragraph. ^block'),
  fc.constant(''),
  fc.constant('1. [T](https://example.org) [7]'),
  fc.constant('<!-- atlas-disable-next-line -->'),
);
const head = fc.oneof(
  fc.constant(''),
  fc
    .tuple(id, name)
    .map(
      ([own, called]) =>
        `---\nid: ${called}\ntitle: "${own}: ${called}"\naliases: [Alias]\n---\n\n# ${own}: ${called}\n\n`,
    ),
  name.map(called => `---\ntitle: ${called}\naliases:\n  - Alias\n---\n\n`),
  fc.constant('---\ntitle: "unclosed\n---\n'),
);
/** The text of a page: head, headings, links, steps and lists of a few names and IDs. */
export const text: fc.Arbitrary<string> = fc
  .tuple(head, fc.array(line, { maxLength: 8 }))
  .map(([front, lines]) => `${front}${lines.join('\n\n')}\n`);
