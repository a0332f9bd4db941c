import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseMismatch } from '../../src/problems/caseMismatch.ts';
import { checkFix, checkRule, checkSilent, problemsIn } from './checkRule.ts';

const VAULT = `
//- notes/a.md
🦊 [[«x/LLM-injection»]] [[«llm-Injection»|t]] [[x/llm-injection]]
//- x/llm-injection.md
`;

describe('case-mismatch', () => {
  it('finds targets that only folding case resolves', () => {
    const [problem] = checkRule(caseMismatch, VAULT, ['case-mismatch', 'case-mismatch']);
    assert.equal(problem?.severity, undefined);
    assert.match(problem?.message ?? '', /named 'x\/llm-injection'/);
  });

  it('is a hint in a vault of Obsidian, which finds pages by any case', () => {
    assert.deepEqual(
      problemsIn(caseMismatch, VAULT, { obsidian: true }).map(({ severity }) => severity),
      ['hint', 'hint'],
    );
  });

  it('takes Unicode forms of a name as one', () => {
    checkSilent(caseMismatch, '\n//- a.md\n[[caf\u00e9]] [[cafe\u0301]]\n//- cafe\u0301.md\n');
  });

  const cases = [
    ['[[X/Llm-injection|t]]', '[[x/llm-injection|t]]'],
    ['[[LLM-injection#h]]', '[[llm-injection#h]]'],
    ['[[/x/LLM-injection]]', '[[/x/llm-injection]]'],
    ['[[../X/llm-injection]]', '[[../x/llm-injection]]'],
    ['[[x\\LLM-injection.md]]', '[[x/llm-injection.md]]'],
    ['![[Pic.PNG|30]]', '![[pic.png|30]]'],
  ] as const;
  for (const [before, after] of cases) {
    it(`writes ${before} as the file is named`, () =>
      checkFix({
        rule: caseMismatch,
        vault: `\n//- notes/a.md\n${before}\n//- x/llm-injection.md\n# H\n//- pic.png\n`,
        preferred: true,
        after: `${after}\n`,
      }));
  }
});
