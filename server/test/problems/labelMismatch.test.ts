import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelMismatch } from '../../src/problems/labelMismatch.ts';
import { checkFix, checkRule, checkSilent } from './checkRule.ts';

const PAGES = `
//- t/erode.md
# AML.T0031: Erode AI Model Integrity
//- t/flood.md
---
title: "AML.T0029: Denial of AI Service"
aliases: [Flooding]
---
//- t/direct.md
# AML.T0051.000: Direct

## AML.T0051 in general
//- t/split.md
---
title: "AML.T0012: Valid Accounts"
---

# AML.T0013: Valid Accounts
//- note.md
# About AML.T0031
`;

describe('label-id-mismatch, label-name-mismatch', () => {
  it('finds labels that give another ID or name than the page', () => {
    const [first, second] = checkRule(
      labelMismatch,
      `
//- a.md
🦊 [[t/erode|«AML.T0029: Denial of AI Service»]] [[t/erode|«AML.T0031: Flooding»]]
[[t/erode|«AML.T0002»]] [[t/erode#None|«AML.T0002 - X»]]
${PAGES}`,
      ['label-id-mismatch', 'label-name-mismatch', 'label-id-mismatch', 'label-id-mismatch'],
    );
    assert.match(first?.message ?? '', /leads to AML\.T0031: Erode AI Model Integrity; AML\.T0029 is 't\/flood'/);
    assert.equal(first?.related?.[0]?.page, 't/erode.md');
    assert.match(second?.message ?? '', /'Flooding'.*'Erode AI Model Integrity'/);
  });

  it('is silent on the same name in another dress, on prose, and on pages without an ID or at odds with themselves', () => {
    checkSilent(
      labelMismatch,
      `
//- a.md
[[t/erode|AML.T0031: Erode AI Model Integrity]] [[t/erode|AML.T0031: *erode  AI* model integrity]] [[t/erode|AML.T0031]]
[[t/erode|integrity]] [[t/erode]] [[t/flood|AML.T0029: Flooding]] [[t/direct|AML.T0051.000: LLM Prompt Injection: Direct]]
[[t/direct#AML.T0051 in general|AML.T0051: LLM Prompt Injection]] [[t/split|AML.T0013: Valid Accounts]]
[[note|AML.T0031: Erode]] [[gone|AML.T0031: Other]] [[t/erode|AML.T0031 in practice]]
${PAGES}`,
    );
  });

  const cases: readonly { before: string; after: string; title?: string; preferred?: boolean }[] = [
    {
      before: '[[t/erode|AML.T0031: Flooding]]',
      after: '[[t/erode|AML.T0031: Erode AI Model Integrity]]',
      preferred: true,
    },
    { before: '[[t/erode|AML.T0002]]', after: '[[t/erode|AML.T0031]]', title: 'Label', preferred: false },
    { before: '[[t/erode|AML.T0002 – X]]', after: '[[t/erode|AML.T0031 – Erode AI Model Integrity]]', title: 'Label' },
    { before: '[[t/erode|AML.T0002 as seen]]', after: '[[t/erode|AML.T0031 as seen]]', title: 'Label' },
    {
      before: '[[t/erode|AML.T0002: Erode AI Model Integrity]]',
      after: '[[t/erode|AML.T0031: Erode AI Model Integrity]]',
      title: 'Label',
      preferred: true,
    },
    {
      before: '🦊 [[t/erode#x|AML.T0029: Denial of AI Service]]',
      after: '🦊 [[t/flood#x|AML.T0029: Denial of AI Service]]',
      title: 'Link to',
      preferred: true,
    },
    {
      before: '| a |\n| --- |\n| [[t/erode\\|AML.T0029]] |',
      after: '| a |\n| --- |\n| [[t/erode\\|AML.T0031]] |',
      title: 'Label',
    },
    {
      before: '# AML.CS0000: A\n\n## Procedure\n\n### Step 1: Other\n\n**Technique:** [[t/erode|AML.T0002: Other]]',
      after:
        '# AML.CS0000: A\n\n## Procedure\n\n### Step 1: Erode AI Model Integrity\n\n**Technique:** [[t/erode|AML.T0031: Erode AI Model Integrity]]',
      title: 'Label',
    },
    {
      before:
        '# AML.CS0000: A\n\n[[#Step 1: Other|first]] 🦊\n\n## Procedure\n\n### Step 1: Other\n\n**Technique:** [[t/erode|AML.T0029: Other]]',
      after:
        '# AML.CS0000: A\n\n[[#Step 1: Denial of AI Service|first]] 🦊\n\n## Procedure\n\n### Step 1: Denial of AI Service\n\n**Technique:** [[t/flood|AML.T0029: Denial of AI Service]]',
      title: 'Link to',
      preferred: false,
    },
    {
      before:
        '# AML.CS0000: A\n\n## Procedure\n\n### Step 1: Other\n\n**Technique:** [[t/erode|AML.T0031: Other]] [[a#Step 1: Other#More|x]]\n\n#### More',
      after:
        '# AML.CS0000: A\n\n## Procedure\n\n### Step 1: Erode AI Model Integrity\n\n**Technique:** [[t/erode|AML.T0031: Erode AI Model Integrity]] [[a#Step 1: Erode AI Model Integrity#More|x]]\n\n#### More',
      title: 'Label',
    },
  ];
  for (const { before, after, title, preferred } of cases) {
    it(`mends ${JSON.stringify(before)}`, () =>
      checkFix({
        rule: labelMismatch,
        vault: `\n//- a.md\n${before}\n${PAGES}`,
        after: `${after}\n`,
        ...(title === undefined ? {} : { title }),
        ...(preferred === undefined ? {} : { preferred }),
      }));
  }
});
