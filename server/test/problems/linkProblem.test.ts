import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkProblems } from '../../src/problems/linkProblem.ts';
import { fixture } from '../fixture.ts';

const FILES = `
//- t/erode.md
# AML.T0031: Erode AI Model Integrity
//- x/twin.md
//- y/twin.md
//- pic.png
`;

/** Links with more than one thing wrong, and the one problem that each has. */
const CASES: readonly (readonly [link: string, code: string | undefined])[] = [
  ['[[gone#None|AML.T9999: X]]', 'broken-link'],
  ['[[twin#None|AML.T9999: X]]', 'ambiguous-link'],
  ['[[T/Erode#None|AML.T0002: X]]', 'label-id-mismatch'],
  ['[[T/Erode#None|AML.T0031: X]]', 'missing-heading'],
  ['[[T/Erode#^none|AML.T0031: X]]', 'missing-block'],
  ['[[T/Erode|AML.T0031: X]]', 'label-name-mismatch'],
  ['[[T/Erode|AML.T0031]]', 'case-mismatch'],
  ['[[t/erode|AML.T0031]]', 'non-canonical-link'],
  ['[[./t/erode|AML.T0031]]', 'non-canonical-link'],
  ['[[erode|AML.T0031]]', undefined],
  ['![[t/erode|AML.T0002]]', 'non-canonical-link'],
  ['![[pic.png#page=3|AML.T0002]]', undefined],
  ['[t](t/erode.md)', undefined],
  ['[t](gone.md#none)', undefined],
];

describe('linkProblem', () => {
  for (const [link, code] of CASES) {
    it(`${link}: ${code ?? 'none'}`, () => {
      const { book, cursor } = fixture(`\n//- a.md\n$0${link}\n${FILES}`, {
        linkStyle: 'shortest-unique',
        linkStyleChosen: true,
      });
      assert.ok(cursor);
      assert.deepEqual(
        linkProblems(book, cursor.page).map(problem => problem.code),
        code === undefined ? [] : [code],
      );
    });
  }
});
