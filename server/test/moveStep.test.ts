import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { moveStep } from '../src/features/moveStep.ts';
import { renumberSteps } from '../src/features/renumberSteps.ts';
import type { Refactor } from './checkRefactoring.ts';
import { checkRefactoring, checkRefusal, textsAfter } from './checkRefactoring.ts';
import { fixture } from './fixture.ts';
import { study } from './problems/caseStudyText.ts';

const up: Refactor = (book, page, offset) => moveStep(book, page, offset, 'up');
const down: Refactor = (book, page, offset) => moveStep(book, page, offset, 'down');

const procedure = (text: string): string => study({ procedure: `## Procedure\n\n${text}` });

const check = (refactor: Refactor, before: string, after: string): void =>
  checkRefactoring(refactor, procedure(before), procedure(after));

describe('moveStep', () => {
  test('lets a step change places with the one before it, and the cursor go with it', () =>
    check(
      up,
      '### Step 1: A\n\nText of A.\n\n### Step 2: B\n\nText 🦊 of $0B.\n\n### Step 3: C\n\nText of C.',
      '### Step 1: B\n\nText 🦊 of $0B.\n\n### Step 2: A\n\nText of A.\n\n### Step 3: C\n\nText of C.',
    ));

  test('or behind it', () =>
    check(
      down,
      '### Step 1: A$0\n\nText of A,\nin two lines.\n\n### Step 2: B\n\nText of B.\n\n### Step 3: C',
      '### Step 1: B\n\nText of B.\n\n### Step 2: A$0\n\nText of A,\nin two lines.\n\n### Step 3: C',
    ));

  test('past the ninth, numbers get longer', () =>
    check(
      down,
      `${[1, 2, 3, 4, 5, 6, 7, 8].map(n => `### Step ${n}: X\n\n`).join('')}### Step 9: A\n\n$0a\n\n### Step 10: B\n\nb`,
      `${[1, 2, 3, 4, 5, 6, 7, 8].map(n => `### Step ${n}: X\n\n`).join('')}### Step 9: B\n\nb\n\n### Step 10: A\n\n$0a`,
    ));

  test('takes what stands below its heading along, and leaves dividers and other sections where they are', () =>
    check(
      up,
      '### Step 1: A\n\n#### Why\n\n- a\n\n---\n\n### Interlude\n\nText.\n\n### Step 2: B\n\n```\n### Step 7: no step\n```\n\n#### How$0\n\nb\n\n***\n\n### End',
      '### Step 1: B\n\n```\n### Step 7: no step\n```\n\n#### How$0\n\nb\n\n---\n\n### Interlude\n\nText.\n\n### Step 2: A\n\n#### Why\n\n- a\n\n***\n\n### End',
    ));

  test('takes a comment about its heading along', () =>
    check(
      up,
      '### Step 1: A\n\na\n\n<!-- atlas-disable-next-line step-technique -->\n### Step 2: B$0\n\nb\n\n<!-- atlas-disable-next-line -->\n### Step 3: C',
      '<!-- atlas-disable-next-line step-technique -->\n### Step 1: B$0\n\nb\n\n### Step 2: A\n\na\n\n<!-- atlas-disable-next-line -->\n### Step 3: C',
    ));

  test('keeps to its own heading, where counting begins anew', () =>
    check(
      down,
      '### One\n\n#### Step 1: A\n\n### Two\n\n#### Step 1: B$0\n\n#### Step 2: C\n\n### Three\n\n#### Step 1: D',
      '### One\n\n#### Step 1: A\n\n### Two\n\n#### Step 1: C\n\n#### Step 2: B$0\n\n### Three\n\n#### Step 1: D',
    ));

  test('corrects numbers on the way', () =>
    check(
      up,
      '### Step 3: A\n\n### Step 7: B$0\n\n### Step 9: C',
      '### Step 1: B$0\n\n### Step 2: A\n\n### Step 3: C',
    ));

  test('lets links to both steps follow, in moved text too', () =>
    check(
      up,
      '### Step 1: A\n\nThen [[#Step 2: B]].\n\n### Step 2: B\n\nAfter $0[[#step-1-a|that]].\n\n[[paper-mask#Step 2 B]]',
      '### Step 1: B\n\nAfter $0[[#step-2-a|that]].\n\n[[paper-mask#Step 1 B]]\n\n### Step 2: A\n\nThen [[#Step 1: B]].',
    ));

  test('lets links from other pages follow', () => {
    const { book, cursor, texts } = fixture(
      `${procedure('### Step 1: A\n\n### Step 2: B$0')}\n//- notes.md\n[[paper-mask#Step 2: B]] [[paper-mask]]\n`,
    );
    assert.ok(cursor);
    const moved = moveStep(book, cursor.page, cursor.offset, 'up');
    assert.ok(typeof moved !== 'string');
    assert.equal(textsAfter(texts, moved).get('notes.md')?.trim(), '[[paper-mask#Step 1: B]] [[paper-mask]]');
  });

  test('at the end of a page without a last line break', () =>
    checkRefactoring(
      up,
      '//- s.md\n---\ntype: case-study\n---\n## Procedure\n\n### Step 1: A\n\na\n\n### Step 2: B\n\nb$0',
      '---\ntype: case-study\n---\n## Procedure\n\n### Step 1: B\n\nb$0\n\n### Step 2: A\n\na',
    ));

  for (const [what, refactor, text, reason] of [
    ['the first step', up, '### Step 1: A$0\n\n### Step 2: B', /first step/],
    ['the last step', down, '### Step 1: A\n\n### Step 2: B\n\n$0b', /last step/],
    ['a cursor elsewhere', up, 'Text $0.\n\n### Step 1: A\n\n### Step 2: B', /in no step/],
    ['a page without steps', up, 'Text $0.', /no steps/],
  ] as const)
    test(`refuses ${what}`, () => checkRefusal(refactor, procedure(text), reason));

  test('changes nothing where code that nobody closed would swallow the page', () => {
    const { book, cursor, texts } = fixture(
      '//- s.md\n---\ntype: case-study\n---\n## Procedure\n\n### Step 1: A\n\n### Step 2: B$0\n\n```\nopen',
    );
    assert.ok(cursor);
    const moved = moveStep(book, cursor.page, cursor.offset, 'up');
    assert.ok(typeof moved !== 'string');
    assert.deepEqual(moved.make(id => texts.get(id)).edits, []);
  });
});

describe('renumberSteps', () => {
  test('numbers steps anew', () =>
    checkRefactoring(
      renumberSteps,
      procedure('### Step 4: A\n\n### Step 4: B\n\nSee [[#Step 4: A]].'),
      procedure('### Step 1: A\n\n### Step 2: B\n\nSee [[#Step 1: A]].'),
      true,
    ));
  test('says where there is nothing to do', () => {
    checkRefusal(renumberSteps, study(), /already/);
    checkRefusal(renumberSteps, '# Note', /no steps/);
  });
});
