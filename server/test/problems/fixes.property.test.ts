import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../src/core/text.ts';
import { pageOf } from '../../src/core/vault.ts';
import { fixesOf } from '../../src/features/codeAction.ts';
import { problemsOf } from '../../src/problems/index.ts';
import type { ProblemCode } from '../../src/problems/problem.ts';
import { casebookOf, fixture } from '../fixture.ts';
import { TECHNIQUES } from './caseStudyText.ts';
import { runs } from '../runs.ts';

const CODES: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'front-matter-field',
  'missing-section',
  'metadata-field',
  'step-numbering',
  'step-technique',
  'wrong-kind',
  'step-title-mismatch',
  'step-tactic',
  'reference-format',
  'uncited-number',
  'stale-list',
]);

const head = fc.constantFrom(
  '',
  '---\n---\n',
  '---\nid: 7\ntype: study\n---\n',
  '---\ntitle: "AML.CS0900: Mask"\ntype:\n---\n',
  '---\nid: mask\ntitle: "AML.CS0900: Mask"\ntype: case-study\n---\n',
  '---\ntags:\n  - x\nid: # none\n---\n',
);
const EVADE = '[[techniques/evade-ai-model|AML.T0015: Evade AI Model]]';
const some = (first: fc.Arbitrary<string>, lines: readonly string[], glue = '\n\n'): fc.Arbitrary<string> =>
  fc
    .tuple(first, fc.array(fc.constantFrom(...lines), { maxLength: 5 }))
    .map(([top, rest]) => [top, '', ...rest].join(glue));
const metadata = some(
  fc.constantFrom('## Metadata', '## Facts', '### Metadata'),
  [
    ...[
      '- **ID:** CS-9',
      '- **Incident Date:** 16 April 2020\n  - nested',
      '- **Incident Date:** 4/5/2020',
      '* **Actor**:',
    ],
    ...[
      '- **Type:** exercis',
      '- **Type:** exercise',
      '- **Type:** drill',
      '- **Reporter:** X',
      '- **Target:** Door 🦊',
    ],
  ],
  '\n',
);
const step = some(
  fc.constantFrom(
    ...[
      '### Step 1: Evade AI Model',
      '### Step 4: Establish Accounts 🦊',
      '### Step 2',
      '### Step 2: Erode AI Model Integrity',
    ],
    ...['### Step 7: Establish Accounts', '> ### Step 3: Quoted', '### Interlude'],
  ),
  [
    ...[
      `**Technique:** ${EVADE}`,
      '**Technique:**',
      '- **Technique:** Evade AI Model',
      '**Technique:** accounts',
      'Text.',
    ],
    ...[
      '**Technique:** [[tactics/impact|AML.TA0011: Impact]]',
      '**Tactic:** [[tactics/resource-development#x|Resources]]',
    ],
    ...['[[#Step 4: Establish Accounts 🦊]]', 'As told [1], [2] and [9].', '#### Deeper', '```\n### Step 1: x\n```'],
  ],
);
const procedure = fc
  .tuple(fc.constantFrom('## Procedure', '## What happened'), fc.array(step, { maxLength: 4 }))
  .map(([top, steps]) => [top, ...steps].join('\n\n'));
const references = some(
  fc.constantFrom('## References', '## Sources'),
  [
    ...['1. https://lab.example/door', '- How it opened: https://lab.example (seen)', '3. [](https://lab.example) x'],
    ...['3. [One](htps:/lab.example)', '2. A talk', '> - https://lab.example', '```'],
  ],
  '\n',
);
const page = fc
  .tuple(
    head,
    fc.constantFrom('# AML.CS0900: Mask', '# AML.CS0900: Mask', 'Text.'),
    fc.array(fc.oneof(metadata, procedure, procedure, references), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([front, first, sections, crlf]) => {
    const text = `${front}${first}\n\n${sections.join('\n\n')}\n`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

const others = fixture(TECHNIQUES).texts;

test('every repair is an edit of the page that keeps its line breaks, and a certain one cures its problem', () => {
  fc.assert(
    fc.property(page, text => {
      const texts = new Map([['mask.md', text], ...others]);
      const book = casebookOf(texts);
      const own = pageOf(book.vault, 'mask.md');
      assert.ok(own);
      for (const problem of problemsOf(book, own).filter(({ code }) => CODES.has(code))) {
        const fixes = fixesOf(book, own, problem);
        assert.ok(fixes.filter(({ confidence }) => confidence !== 'possible').length <= 1, 'two are preferred');
        assert.equal(new Set(fixes.map(({ title }) => title)).size, fixes.length, 'two have one title');
        for (const { title, confidence, make } of fixes) {
          const edits = make(id => texts.get(id)).edits.find(each => each.page === 'mask.md')?.edits ?? [];
          const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
          sorted.forEach(({ span }, i) => {
            assert.ok(span.start >= (sorted[i - 1]?.span.end ?? 0) && span.end <= text.length, `${title}: overlap`);
          });
          const after = applyEdits(text, edits);
          assert.equal(/\r\n/.test(after) && /(?<!\r)\n/.test(after), false, `${title}: mixed line breaks`);
          if (confidence !== 'certain') continue;
          const mended = casebookOf(new Map([...texts, ['mask.md', after]]));
          const left = problemsOf(mended, pageOf(mended.vault, 'mask.md') ?? own);
          const same = left.filter(({ code, message }) => code === problem.code && message === problem.message);
          assert.deepEqual(same, [], `${title} leaves its problem`);
        }
      }
    }),
    runs(100),
  );
});
