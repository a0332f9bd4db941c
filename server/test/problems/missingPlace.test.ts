import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingPlace } from '../../src/problems/missingPlace.ts';
import { checkFix, checkRule, checkSilent } from './checkRule.ts';

const TARGET = `
//- b.md
# B

## Impact of \`code\` (5)

### Part: one

Text ^block-1

## See [[c|the other]]
//- c.pdf
`;

describe('missing-heading, missing-block', () => {
  it('finds headings and blocks that the page does not have, in other pages and in its own', () => {
    const [first] = checkRule(
      missingPlace,
      `
//- a.md
🦊 [[b#«Impac of code»]] [[b#«^block-2»|x]]
And [[#Own part]] [[#«nowhere»]] ![[b#«gone»]]

## Own part
${TARGET}`,
      ['missing-heading', 'missing-block', 'missing-heading', 'missing-heading'],
    );
    assert.match(first?.message ?? '', /'b' has no heading 'Impac of code'\. Nearest: 'Impact of code'\./);
  });

  it('is silent where the heading is there in any spelling, and in files', () => {
    checkSilent(
      missingPlace,
      `
//- a.md
[[b#impact-of-code]] [[b#Impact of code (5)]] [[b#IMPACT OF CODE]] [[b#B#Part one]] [[b#^block-1]] [[c.pdf#page=3]] [[b#]]
[[b#See the other]] [[gone#nothing]]
${TARGET}`,
    );
  });

  const cases = [
    { before: '[[b#Impac of code|x]]', after: '[[b#Impact of code|x]]', title: '', preferred: true },
    { before: '[[b#Part: on]]', after: '[[b#Part: one]]', title: '', preferred: true },
    { before: '[[b#^block1]]', after: '[[b#^block-1]]', title: '', preferred: true },
    { before: '[[b#See the oter]]', after: '[[b#See the other]]', title: '', preferred: true },
    { before: '[[b#Part: none]]', after: '[[b#Part: one]]', title: '', preferred: true },
    { before: '[[b#Part: 1]]', after: '[[b#Part: one]]', title: '', preferred: false },
    { before: '[[b#nothing like it|x]]', after: '[[b|x]]', title: 'whole page', preferred: false },
  ];
  for (const { before, after, title, preferred } of cases) {
    it(`mends ${before}`, () =>
      checkFix({
        rule: missingPlace,
        vault: `\n//- a.md\n${before}\n${TARGET}`,
        title,
        preferred,
        after: `${after}\n`,
      }));
  }
});
