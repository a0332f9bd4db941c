import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atlasPage } from '../src/atlas/atlasPage.ts';
import { pageOf } from '../src/core/vault.ts';
import { moveStep } from '../src/features/moveStep.ts';
import { organiseCaseStudy } from '../src/features/organiseCaseStudy.ts';
import { textsAfter } from './checkRefactoring.ts';
import { casebookOf } from './fixture.ts';
import { runs } from './runs.ts';

const block = fc.constantFrom(
  'Text 🦊.',
  '**Technique:** [[t|AML.T0901: T]]',
  '```\n### Step 9: code\n```',
  '- a\n  - b\n\n  c',
  '> quoted\n> ### Quoted',
  '<!-- atlas-disable-next-line -->',
  '<!-- a comment\n\n## in it -->',
  '---',
  '| a |\n| --- |\n| b |',
  '[7]: https://lab.example',
  '#### Deeper',
  'Setext\n------',
  '    indented',
  '[[#Step 1: S1]] [[s#step-2-s2]]',
  '[4] and [2]',
);
const body = fc.array(fc.tuple(block, fc.constantFrom('\n\n', '\n\n\n')), { maxLength: 4 });
const bodyText = body.map(parts => parts.map(part => part.join('')).join(''));
const front = '---\ntype: case-study\ntitle: "AML.CS0900: S"\n---\n# AML.CS0900: S\n\n';

const bookOf = (text: string) => {
  const book = casebookOf(new Map([['s.md', text]]));
  const page = pageOf(book.vault, 's.md');
  assert.ok(page);
  return { book, page };
};

test('a step moved down and up again is where it was, and so is all else', () => {
  fc.assert(
    fc.property(fc.array(bodyText, { minLength: 2, maxLength: 4 }), fc.nat(), fc.boolean(), (bodies, which, crlf) => {
      const steps = bodies.map((text, i) => `### Step ${i + 1}: S${i + 1}\n\n${text}`).join('');
      const lf = `${front}## Procedure\n\n${steps}## References\n`;
      const text = crlf ? lf.replaceAll('\n', '\r\n') : lf;
      const { book, page } = bookOf(text);
      const step = atlasPage(page).steps[which % bodies.length];
      const down = step && moveStep(book, page, step.heading.start, 'down');
      if (step === undefined || down === undefined || typeof down === 'string') return;
      const moved = textsAfter(new Map([['s.md', text]]), down).get('s.md') ?? '';
      // Where it was refused as it would change what is a heading, nothing is to be taken back.
      if (moved === text) return;
      const at = down.follow(text, step.heading.start);
      const back = bookOf(moved);
      const up = moveStep(back.book, back.page, at, 'up');
      assert.ok(typeof up !== 'string');
      assert.equal(up.follow(moved, at), step.heading.start);
      assert.equal(textsAfter(new Map([['s.md', moved]]), up).get('s.md'), text);
    }),
    runs(250),
  );
});

const field = fc.constantFrom(
  '- **ID:** AML.CS0900',
  '- **Incident Date:** 16 April 2020',
  '- **Type:** incident\n  wrapped',
  '- **Target:** x\n  - nested',
  '- **Actor:**',
  '- **Weather:** fine',
  '- words',
  '\n<!-- atlas-disable-next-line -->',
  '',
);
const reference = fc.constantFrom('- [One](https://lab.example)', '4. [Two](https://lab.example)\n   more', '9) x');
const section = fc.oneof(
  fc.array(field, { maxLength: 6 }).map(lines => `## Metadata\n\n${lines.join('\n')}\n\n`),
  bodyText.map(text => `## Procedure\n\n### Step 1: S\n\n${text}\n\n`),
  fc.array(reference, { maxLength: 4 }).map(lines => `## References\n\n${lines.join('\n')}\n\n`),
  bodyText.map(text => `## Other\n\n${text}\n\n`),
);

/** The words of a text, sorted, without the numbers of references and citations. */
const words = (text: string): readonly string[] =>
  text
    .replace(/^( *)(?:\d+[.)]|-)(?= )/gm, '$1')
    .replace(/\[\d\]/g, '[n]')
    .replaceAll('16 April 2020', '2020-04-16')
    .split(/\s+/)
    .sort();

test('organising a case study loses no word, and is done at once', () => {
  fc.assert(
    fc.property(fc.array(section, { maxLength: 5 }), fc.boolean(), (sections, crlf) => {
      const lf = front + sections.join('');
      const text = crlf ? lf.replaceAll('\n', '\r\n') : lf;
      const { page } = bookOf(text);
      const plan = organiseCaseStudy(page);
      if (typeof plan === 'string') return;
      const after = textsAfter(new Map([['s.md', text]]), plan).get('s.md') ?? '';
      assert.deepEqual(words(after), words(text));
      assert.equal(/(?<!\r)\n/.test(after), !crlf);
      if (after === text) return;
      const again = organiseCaseStudy(bookOf(after).page);
      const twice = typeof again === 'string' ? after : textsAfter(new Map([['s.md', after]]), again).get('s.md');
      assert.equal(twice, after);
    }),
    runs(400),
  );
});
