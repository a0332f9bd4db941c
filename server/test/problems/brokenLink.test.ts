import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenLink } from '../../src/problems/brokenLink.ts';
import { fixture } from '../fixture.ts';
import { checkFix, checkRule, checkSilent, fixesIn } from './checkRule.ts';

const PAGES = `
//- techniques/impact/erode.md
# AML.T0031: Erode AI Model Integrity
//- techniques/impact/flood.md
---
title: "AML.T0029: Denial of AI Service"
aliases: [Flooding]
---
//- tactics/impact.md
# AML.TA0011: Impact
`;

describe('broken-link', () => {
  it('finds links and embeds without a page, in prose, lists, tables and front matter', () => {
    checkRule(
      brokenLink,
      `
//- a.md
---
related: "[[«nowhere»]]"
---
# [[«gone/b»]]
- 🦊 ![[«picture.png»#page=2|30]]

| a | b |
| --- | --- |
| 𝒜 | [[«tech»\\|AML.T0031]] |
${PAGES}`,
      ['broken-link', 'broken-link', 'broken-link', 'broken-link'],
    );
  });

  it('is silent on links that lead somewhere, on other links, and where there is no link', () => {
    checkSilent(
      brokenLink,
      `
//- a.md
[[b]] [[./b]] [[#Part]] [[b.md]] ![[image.png]] [[/x/c]] [[c]] [[x\\c]] [t](nowhere.md) [[7]](https://example.org)
\`[[code]]\` <!-- [[comment]] --> %% [[note]] %% \\[[escaped]] [[{{date}}]] [[<% tp.date %>]] [[https://example.org]]

## Part

\`\`\`
[[fenced]]
\`\`\`
//- b.md
//- x/c.md
//- image.png
//- cited.md
As shown [[7]] before.

[7]: https://example.org
`,
    );
  });

  it('says that a folder has no page of its own, and who has the ID', () => {
    const [problem] = checkRule(
      brokenLink,
      `\n//- a.md\n[[«techniques/impact»|AML.T0029: Denial of AI Service]]\n${PAGES}`,
      ['broken-link'],
    );
    assert.match(problem?.message ?? '', /is a folder and has no page of its own/);
    assert.match(
      problem?.message ?? '',
      /'techniques\/impact\.md'.*Nearest: 'techniques\/impact\/flood' \(AML\.T0029: Denial of AI Service\)/,
    );
  });

  it('names the page of the same file name elsewhere', () => {
    const [problem] = checkRule(brokenLink, `\n//- a.md\nSee [[«old/place/erode»]]\n${PAGES}`, ['broken-link']);
    assert.match(problem?.message ?? '', /Nearest: 'techniques\/impact\/erode'/);
  });

  const cases: readonly { name: string; before: string; title?: string; after: string; preferred?: boolean }[] = [
    { name: 'moved page', before: 'See [[old/erode]].', after: 'See [[techniques/impact/erode]].', preferred: true },
    { name: 'misspelt name', before: 'See [[erodee]].', after: 'See [[techniques/impact/erode]].', preferred: true },
    {
      name: 'title keeps what is read',
      before: '🦊 [[Denial of AI Service]]',
      after: '🦊 [[techniques/impact/flood|Denial of AI Service]]',
      preferred: true,
    },
    { name: 'alias', before: '[[flooding|so]]', after: '[[techniques/impact/flood|so]]', preferred: true },
    { name: 'embed by title', before: '![[Flooding]]', after: '![[techniques/impact/flood]]', preferred: true },
    { name: 'ID', before: '[[AML.T0029]]', after: '[[techniques/impact/flood|AML.T0029]]', preferred: true },
    {
      name: 'ID and name',
      before: '[[AML.T0029: Denial of AI Service]]',
      after: '[[techniques/impact/flood|AML.T0029: Denial of AI Service]]',
    },
    {
      name: "the label's ID, and its name after the page",
      before: '[[x/y|AML.T0031: Erode]]',
      after: '[[techniques/impact/erode|AML.T0031: Erode AI Model Integrity]]',
      preferred: true,
    },
    {
      name: 'not the name of another ID, which may be meant',
      before: '[[x/y|AML.T0031: Denial of AI Service]]',
      after: '[[techniques/impact/erode|AML.T0031: Denial of AI Service]]',
      preferred: true,
    },
    { name: 'heading stays', before: '[[x/erode#Part|here]]', after: '[[techniques/impact/erode#Part|here]]' },
    { name: 'embed', before: '![[x/erode]]', after: '![[techniques/impact/erode]]' },
    {
      name: 'another ID in the label is corrected',
      before: '[[x/erode|AML.T0002: Other]]',
      after: '[[techniques/impact/erode|AML.T0031: Erode AI Model Integrity]]',
      preferred: false,
    },
    {
      name: 'table',
      before: '| a |\n| --- |\n| [[x/erode#P\\|label]] |',
      after: '| a |\n| --- |\n| [[techniques/impact/erode#P\\|label]] |',
    },
    {
      name: 'title in a table',
      before: '| a |\n| --- |\n| [[Flooding]] |',
      after: '| a |\n| --- |\n| [[techniques/impact/flood\\|Flooding]] |',
    },
    {
      name: 'front matter',
      before: '---\nrelated: "[[x/erode]]"\n---',
      after: '---\nrelated: "[[techniques/impact/erode]]"\n---',
    },
    { name: 'unlink with label', before: 'a [[none|some text]] b', title: 'Remove', after: 'a some text b' },
    { name: 'unlink without label', before: 'a [[none#h]] b', title: 'Remove', after: 'a none b' },
  ];
  for (const { name, before, title, after, preferred } of cases) {
    it(`mends: ${name}`, () =>
      checkFix({
        rule: brokenLink,
        vault: `\n//- a.md\n${before}\n${PAGES}`,
        after: `${after}\n`,
        ...(title === undefined ? {} : { title }),
        ...(preferred === undefined ? {} : { preferred }),
      }));
  }

  it('prefers no page where the target is a folder', () => {
    const { book } = fixture(`\n//- a.md\n[[techniques/impact]]\n//- techniques/impact/impacts.md\n`);
    for (const fix of fixesIn(brokenLink, book, 'a.md')) assert.equal(fix.confidence, 'possible');
  });

  it('prefers no page that only resembles the target, or where two do so alike', () => {
    const preferred = (link: string): readonly boolean[] => {
      const { book } = fixture(`\n//- a.md\n${link}\n//- x/model-theft.md\n//- x/report.md\n//- y/report.md\n`);
      return fixesIn(brokenLink, book, 'a.md').map(fix => fix.confidence !== 'possible');
    };
    assert.deepEqual(preferred('[[model]]'), [false, false, false]);
    assert.deepEqual(preferred('[[z/report]]'), [false, false, false, false]);
    assert.deepEqual(preferred('[[z/model-theft]]'), [true, false, false]);
  });

  it('offers a technique first on a Technique line', () => {
    const { book } = fixture(`
//- cs.md
# AML.CS0001: Case

## Procedure

### Step 1: Impact

**Technique:** [[impat]]
//- tactics/impact.md
# AML.TA0011: Impact
//- techniques/impact.md.md
//- techniques/impacts.md
# AML.T0031: Impacts
`);
    assert.match(fixesIn(brokenLink, book, 'cs.md')[0]?.title ?? '', /techniques\/impacts/);
  });

  it('writes the target in the style of the vault', () => {
    const vault = `\n//- notes/a.md\n[[x/erode]]\n${PAGES}`;
    checkFix({ rule: brokenLink, vault, linkStyle: 'shortest-unique', after: '[[erode]]\n' });
    checkFix({ rule: brokenLink, vault, linkStyle: 'relative', after: '[[../techniques/impact/erode]]\n' });
  });
});
