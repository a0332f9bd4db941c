import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '../../src/problems/index.ts';
import type { ProblemCode } from '../../src/problems/problem.ts';
import { fixture } from '../fixture.ts';
import { fixesIn } from './checkRule.ts';

const PAGES = `
//- t/erode.md
# AML.T0031: Erode AI Model Integrity
//- t/flood.md
---
title: "AML.T0029: Denial of AI Service"
aliases: [Flooding]
---

## Part

Text ^block-1
//- t/erosion/acid.md
---
aliases: [Erosion, Twin]
---
//- notes/twin.md
---
aliases: [Double]
---
//- notes/twin-2.md
---
aliases: [Double]
---
//- x/impact.md
# AML.TA0011: Impact
//- y/impact.md
# AML.T0900: Impact
`;

// What fix-all may do without asking is what nothing else can be meant by.
const cases: readonly (readonly [code: ProblemCode, text: string, ...confidences: string[]])[] = [
  ['broken-link', '[[AML.T0029]]', 'certain'],
  ['broken-link', '[[Denial of AI Service]]', 'certain'],
  ['broken-link', '[[AML.T0029: Denial of AI Service|so]]', 'certain'],
  ['broken-link', '![[Flooding]]', 'certain'],
  ['broken-link', '[[Flooding|AML.T0031: Erode]]', 'likely', 'possible'],
  ['broken-link', '[[Double]]', 'possible', 'possible'],
  ['broken-link', '[[Erosion]]', 'likely'],
  ['broken-link', '[[old/flood]]', 'likely'],
  ['broken-link', '[[old/floood]]', 'likely'],
  ['broken-link', '[[old/twin-2]]', 'likely', 'possible'],
  ['broken-link', '[[old/twin-3]]', 'possible', 'possible'],
  ['broken-link', '[[x/y|AML.T0029]]', 'likely'],
  ['broken-link', '[[nothing of the kind]]', 'possible', 'possible'],
  ['ambiguous-link', '[[impact]]', 'likely', 'possible'],
  ['case-mismatch', '[[T/Flood]]', 'certain'],
  ['missing-heading', '[[t/flood#Prt]]', 'likely', 'possible'],
  ['missing-block', '[[t/flood#^block-2]]', 'likely', 'possible'],
  ['missing-heading', '[[t/flood#Other]]', 'possible'],
  ['malformed-link', '| a |\n| - |\n| [[t/flood|x]] |', 'certain'],
  ['malformed-link', 'See [[t/flood', 'likely'],
  ['malformed-link', 'See [[]] x', 'likely'],
  ['label-name-mismatch', '[[t/flood|AML.T0029: Floods]]', 'certain'],
  ['label-name-mismatch', '[[t/flood|AML.T0029: Erode AI Model Integrity]]', 'likely'],
  ['label-name-mismatch', '[[t/flood|AML.T0029: Erosion]]', 'likely'],
  ['label-id-mismatch', '[[t/flood|AML.T0031: Erode AI Model Integrity]]', 'likely', 'possible'],
  ['label-id-mismatch', '[[t/flood|AML.T0039: Denial of AI Service]]', 'likely', 'possible'],
  ['label-id-mismatch', '[[t/flood|AML.T0048: External Harms]]', 'possible', 'possible'],
  ['unknown-id', '[[notes/twin|AML.M9999: Code Signing]]', 'likely'],
  ['retired-id', 'AML.T0045', 'possible'],
];

describe('how sure a fix is', () => {
  for (const [code, text, ...confidences] of cases) {
    it(`${code}: ${JSON.stringify(text)}`, () => {
      const rule = rules.find(({ codes }) => codes.includes(code));
      assert.ok(rule);
      const { book } = fixture(`\n//- a.md\n${text}\n${PAGES}`);
      const found = fixesIn(rule, book, 'a.md').map(({ confidence }) => confidence);
      assert.deepEqual(found.slice(0, confidences.length), confidences);
      assert.ok(found.filter(confidence => confidence !== 'possible').length <= 1);
    });
  }

  it('an ambiguous link leads to the kind of page that its place wants', () => {
    const rule = rules.find(({ codes }) => codes.includes('ambiguous-link'));
    assert.ok(rule);
    const line = '# AML.CS0900: A\n\n## Procedure\n\n### Step 1: Impact\n\n**Technique:** [[impact]]';
    const { book } = fixture(`\n//- a.md\n${line}\n${PAGES}`);
    assert.match(fixesIn(rule, book, 'a.md')[0]?.title ?? '', /'y\/impact'/);
  });
});
