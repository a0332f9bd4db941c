import { describe, it } from 'node:test';
import { nonCanonicalLink } from '../../src/problems/nonCanonicalLink.ts';
import { checkFix, checkRule, checkSilent } from './checkRule.ts';

const FILES = `
//- x/b.md
//- x/sub/c.md
//- y/c.md
`;

describe('non-canonical-link', () => {
  it('never speaks where no style was chosen', () => {
    checkSilent(nonCanonicalLink, `\n//- x/a.md\n[[b]] [[x/b]] [[./b]]\n${FILES}`, { linkStyle: 'full-path' });
  });

  it('finds links of another style', () => {
    checkRule(
      nonCanonicalLink,
      `
//- x/a.md
🦊 [[«b»#h|t]] [[x/b]] ![[«./b»]] [[#h]] [[gone]] [[c]]

## h
//- x/b.md
## h
//- x/c.md
//- y/c.md
`,
      ['non-canonical-link', 'non-canonical-link'],
      { linkStyle: 'full-path', linkStyleChosen: true },
    );
  });

  const cases = [
    ['full-path', '[[b|t]]', '[[x/b|t]]'],
    ['full-path', '[[/x/b.md#]]', '[[x/b#]]'],
    ['shortest-unique', '[[x/b]]', '[[b]]'],
    ['shortest-unique', '[[x/sub/c]]', '[[sub/c]]'],
    ['relative', '[[b]]', '[[./b]]'],
    ['relative', '[[y/c]]', '[[../y/c]]'],
  ] as const;
  for (const [linkStyle, before, after] of cases) {
    it(`rewrites ${before} in the style ${linkStyle}`, () =>
      checkFix({
        rule: nonCanonicalLink,
        vault: `\n//- x/a.md\n${before}\n${FILES}`,
        linkStyle,
        linkStyleChosen: true,
        preferred: true,
        after: `${after}\n`,
      }));
  }
});
