import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { frontMatterSyntax } from '../../src/problems/frontMatterSyntax.ts';
import { problemsIn } from './checkRule.ts';

describe('front-matter-syntax', () => {
  const broken = ['---\ntitle: "open\n---\n', '---\na: [1, 2\n---\n', '---js\nmodule.exports = {}\n---\n'];
  for (const text of broken) {
    it(`finds the error in ${JSON.stringify(text)}`, () => {
      const [problem, ...others] = problemsIn(frontMatterSyntax, text);
      assert.equal(problem?.code, 'front-matter-syntax');
      assert.ok(problem.span.end <= text.length);
      assert.deepEqual(others, []);
    });
  }

  it('is silent on YAML and on pages without front matter', () => {
    for (const text of ['---\ntitle: a\nlist: [1, 2]\n---\n', '# A\n', '---\n---\n', '---\nunclosed'])
      assert.deepEqual(problemsIn(frontMatterSyntax, text), []);
  });
});
