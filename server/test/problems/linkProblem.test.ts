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

/** Links with more than one thing wrong: the one problem that each has, where a style is chosen also that of the style. */
const CASES: readonly (readonly [link: string, code: string | undefined, hasOtherStyle?: true])[] = [
  ['[[gone#None|AML.T9999: X]]', 'broken-link'],
  ['[[twin#None|AML.T9999: X]]', 'ambiguous-link'],
  ['[[T/Erode#None|AML.T0002: X]]', 'label-id-mismatch', true],
  ['[[erode#None|AML.T0002: X]]', 'label-id-mismatch'],
  ['[[T/Erode#None|AML.T0031: X]]', 'missing-heading', true],
  ['[[T/Erode#^none|AML.T0031: X]]', 'missing-block', true],
  ['[[T/Erode|AML.T0031: X]]', 'label-name-mismatch', true],
  ['[[T/Erode|AML.T0031]]', 'case-mismatch'],
  ['[[t/erode|AML.T0031]]', undefined, true],
  ['[[./t/erode|AML.T0031]]', undefined, true],
  ['[[erode|AML.T0031]]', undefined],
  ['![[t/erode|AML.T0002]]', undefined, true],
  ['![[pic.png#page=3|AML.T0002]]', undefined],
  ['[t](t/erode.md)', undefined],
  ['[t](gone.md#none)', undefined],
];

describe('problemsOfLink', () => {
  for (const [link, code, hasOtherStyle] of CASES) {
    for (const linkStyleChosen of [false, true]) {
      const codes = [code ?? [], linkStyleChosen && hasOtherStyle ? 'non-canonical-link' : []].flat();
      it(`${link}: ${codes.join(', ') || 'none'}`, () => {
        const { book, cursor } = fixture(`\n//- a.md\n$0${link}\n${FILES}`, {
          linkStyle: 'shortest-unique',
          linkStyleChosen,
        });
        assert.ok(cursor);
        assert.deepEqual(
          linkProblems(book, cursor.page).map(problem => problem.code),
          codes,
        );
      });
    }
  }
});
