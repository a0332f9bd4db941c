import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ambiguousLink } from '../../src/problems/ambiguousLink.ts';
import { brokenLink } from '../../src/problems/brokenLink.ts';
import { checkFix, checkRule, problemsIn } from './checkRule.ts';

const VAULT = `
//- notes/a.md
See 🦊 [[«phishing»#None|AML.T0052: Phishing]] and [[x/phishing]]
//- x/phishing.md
//- y/z/phishing.md
# AML.T0052: Phishing
`;

describe('ambiguous-link', () => {
  it('is the one problem of a link that several pages fit, and names them', () => {
    const [problem] = checkRule(ambiguousLink, VAULT, ['ambiguous-link']);
    assert.match(problem?.message ?? '', /fits 2 pages: 'x\/phishing', 'y\/z\/phishing' \(AML\.T0052: Phishing\)/);
    assert.deepEqual(
      problem?.related?.map(({ page }) => page),
      ['x/phishing.md', 'y/z/phishing.md'],
    );
    assert.deepEqual(problemsIn(brokenLink, VAULT), []);
  });

  it('offers each page, the one with the ID of the label first', () => {
    const after = (target: string) => `See 🦊 [[${target}#None|AML.T0052: Phishing]] and [[x/phishing]]\n`;
    checkFix({ rule: ambiguousLink, vault: VAULT, preferred: true, after: after('y/z/phishing') });
    checkFix({
      rule: ambiguousLink,
      vault: VAULT,
      title: "'x/phishing'",
      preferred: false,
      after: after('x/phishing'),
    });
    checkFix({ rule: ambiguousLink, vault: VAULT, linkStyle: 'shortest-unique', after: after('z/phishing') });
  });

  it('prefers a page that has the heading which the link names', () =>
    checkFix({
      rule: ambiguousLink,
      vault: '//- a.md\n🦊 [[twin#Part]]\n//- x/twin.md\n# Twin\n//- y/twin.md\n## Part\n',
      preferred: true,
      after: '🦊 [[y/twin#Part]]\n',
    }));
});
