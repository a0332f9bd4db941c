import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resolveLink } from '../../src/atlas/linkedPage.ts';
import { applyEdits } from '../../src/core/text.ts';
import { pageOf } from '../../src/core/vault.ts';
import { problemsOf, rules } from '../../src/problems/index.ts';
import type { Fix } from '../../src/problems/problem.ts';
import { casebookOf } from '../fixture.ts';
import { runs } from '../runs.ts';

const PATHS = [
  'a.md',
  'x/a.md',
  'x/impact/harms/money.md',
  'x/impact/harms/user.md',
  'x/impact/flood.md',
  'x/tactics/impact.md',
  'x/Impact/b.md',
  'harms.md',
  'studies/mask.md',
  'mitigations/AML.M0901.md',
];
const IDS = [
  'AML.T0048',
  'AML.T0048.000',
  'AML.T0048.003',
  'AML.TA0011',
  'AML.M0013',
  'AML.M0901',
  'AML.CS0900',
  'X.T0001',
];
const NAMES = ['Financial Harm', 'External Harms', 'It\u2019s a "Mask"', '𝒜: b', 'impact'];
const TARGETS = [
  'harms',
  'x/impact/harms',
  'impact',
  'x/impact',
  './a',
  '../b',
  'b/c',
  '/d',
  'Harms',
  'e%20f',
  'g.h',
  'x\\i',
  '🦊',
];

const id = fc.constantFrom(...IDS);
const name = fc.constantFrom(...NAMES);
const label = fc.oneof(
  name,
  id,
  fc.tuple(id, name).map(([one, other]) => `${one}: ${other}`),
);
const target = fc.oneof(fc.constantFrom(...TARGETS, ...PATHS.map(path => path.slice(0, -3))), label);
const link = fc.tuple(target, fc.option(label, { nil: undefined }), fc.boolean()).map(([to, said, table]) => {
  const bar = table ? '\\|' : '|';
  const written = `[[${to}${said === undefined ? '' : bar + said}]]`;
  return table ? `\n\n| a |\n| - |\n| ${written} |\n\n` : written;
});
const body = fc
  .tuple(fc.option(fc.tuple(id, name), { nil: undefined }), fc.array(link, { maxLength: 4 }), fc.boolean())
  .map(([own, links, crlf]) => {
    const heading = own === undefined ? '# A note' : `# ${own[0]}: ${own[1]}\n\n## Metadata\n\n- **ID:** ${own[0]}`;
    const text = `${heading}\n\n## Techniques\n\n- ${links.join('\n- ')}\n`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });
const vaults = fc.array(fc.tuple(fc.constantFrom(...PATHS), body), { minLength: 1, maxLength: 6 });

test('a page that a link wants can always be created: the link leads to it, and it has no problem', () => {
  let created = 0;
  fc.assert(
    fc.property(vaults, fc.constantFrom('full-path', 'shortest-unique', 'relative'), (pages, linkStyle) => {
      const texts = new Map(pages);
      const book = casebookOf(texts, { linkStyle });
      for (const [path, text] of texts) {
        const page = pageOf(book.vault, path);
        assert.ok(page);
        for (const problem of problemsOf(book, page)) {
          const fixes: readonly Fix[] =
            rules.find(({ codes }) => codes.includes(problem.code))?.fixes?.(book, page, problem) ?? [];
          assert.ok(fixes.filter(({ confidence }) => confidence !== 'possible').length <= 1);
          assert.equal(new Set(fixes.map(({ title }) => title)).size, fixes.length);
          for (const fix of fixes.filter(({ title }) => title.startsWith('Create'))) {
            const { creates, edits } = fix.make(other => texts.get(other));
            const [creation] = creates;
            assert.ok(creation && creates.length === 1);
            const taken = [...texts.keys()].map(other => other.toLowerCase());
            assert.ok(!taken.includes(creation.path.toLowerCase()));
            const edited = applyEdits(
              text,
              edits.flatMap(each => each.edits),
            );
            const after = casebookOf(new Map([...texts, [path, edited], [creation.path, creation.text]]), {
              linkStyle,
            });
            const [asking, made] = [pageOf(after.vault, path), pageOf(after.vault, creation.path)];
            assert.ok(asking && made);
            assert.deepEqual(problemsOf(after, made), []);
            // The link is the one that stood there: edits change none before it, and itself only.
            const index = page.links.findIndex(
              ({ start, end }) => start <= problem.span.start && problem.span.end <= end,
            );
            const led = asking.links[index];
            assert.ok(led);
            const resolution = resolveLink(after, asking, led);
            assert.deepEqual(resolution, { kind: 'found', path: creation.path, exactCase: true });
            assert.ok(!problemsOf(after, asking).some(({ span }) => led.start <= span.start && span.end <= led.end));
            created++;
          }
        }
      }
    }),
    runs(40, 5),
  );
  assert.ok(created > 50);
});
