import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenLink } from '../../src/problems/brokenLink.ts';
import { malformedLink } from '../../src/problems/malformedLink.ts';
import { checkFix, checkRule, checkSilent, problemsIn } from './checkRule.ts';

const FILES = `
//- x/b.md
# AML.T0021: Establish Accounts
`;

describe('malformed-link', () => {
  it('is the one problem of a link whose brackets or bars are wrong', () => {
    const vault = `
//- a.md
🦊 «[[nowhere|label here»

«gone|label]]» and «[[]]» and «[[none|see [[nope]] here]]»

| a | b |
| --- | --- |
| [[missing«|»label]] | x |
`;
    const code = 'malformed-link';
    checkRule(malformedLink, vault, [code, code, code, code, code]);
    assert.deepEqual(problemsIn(brokenLink, vault), []);
  });

  it('is silent on brackets that are no link', () => {
    checkSilent(malformedLink, 'a[[0]] b[i]] \`[[x\` if [[ -f x ]]; then | x [1]] [[7]](u) [[x]]\n\n    [[code\n');
  });

  const cases: readonly { before: string; after: string; title?: string; preferred?: boolean }[] = [
    { before: 'See [[x/b and then', after: 'See [[x/b]] and then', preferred: true },
    { before: 'See [[x/b, and', after: 'See [[x/b]], and', preferred: true },
    {
      before: '[[x/b|AML.T0021: Establish Accounts was',
      after: '[[x/b|AML.T0021: Establish Accounts]] was',
      preferred: true,
    },
    { before: '[[x/b|the label', after: '[[x/b|the label]]' },
    { before: '[[x/b|the label] then', after: '[[x/b|the label]] then', preferred: true },
    { before: '- 🦊 x/b|the label]] then', after: '- 🦊 [[x/b|the label]] then', preferred: true },
    { before: 'a [x/b|the label]] then', after: 'a [[x/b|the label]] then', preferred: true },
    { before: 'a [[|words]] then', after: 'a words then', preferred: true },
    { before: 'a [[]] then', after: 'a  then', preferred: true },
    { before: '[[x/b|see [[x/c|C]] there]]', after: '[[x/b|see C there]]', title: 'outer' },
    { before: '[[x/b|see [[x/c|C]] there]]', after: '[[x/c|C]]', title: 'inner' },
    {
      before: '| a |\n| --- |\n| [[x/b|the label]] |',
      after: '| a |\n| --- |\n| [[x/b\\|the label]] |',
      preferred: true,
    },
  ];
  for (const { before, after, title, preferred } of cases) {
    it(`mends ${JSON.stringify(before)}`, () =>
      checkFix({
        rule: malformedLink,
        vault: `\n//- a.md\n${before}\n${FILES}`,
        after: `${after}\n`,
        ...(title === undefined ? {} : { title }),
        ...(preferred === undefined ? {} : { preferred }),
      }));
  }
});
