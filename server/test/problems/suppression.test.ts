import { test } from 'node:test';
import { checkProblems } from '../checkProblems.ts';

for (const [what, literal] of Object.entries({
  'a page without problems to see': `
<!-- atlas-disable -->
[[nowhere]] and [[nothing
`,
  'one code on a page': `
<!-- atlas-disable broken-link -- drafts link ahead -->
[[nowhere]] and [[nothing
//              ^^^^^^^^^ malformed-link
`,
  'several codes on a page': `
[[nowhere]] and [[nothing

<!-- atlas-disable broken-link, malformed-link -->
`,
  'the next line only': `
<!-- atlas-disable-next-line -->
[[nowhere]]
[[nowhere]]
//^^^^^^^ broken-link
`,
  'a code on the next line': `
<!-- atlas-disable-next-line malformed-link -->
[[nowhere]]
//^^^^^^^ broken-link

<!-- atlas-disable-next-line broken-link -->
[[nowhere]]
`,
  'words that are no codes switch nothing off': `
<!-- atlas-disable because I say so -->
[[nowhere]]
//^^^^^^^ broken-link
`,
  'code is no comment': `
\`<!-- atlas-disable -->\`

[[nowhere]]
//^^^^^^^ broken-link
`,
})) {
  test(`suppression: ${what}`, () => checkProblems(literal));
}
