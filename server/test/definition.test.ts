import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definition } from '../src/features/definition.ts';
import { fixture } from './fixture.ts';

/**
 * Jumps from `$0`. `origin` is the text that must be underlined; the jump must lead to exactly the stretches in `«»`, in
 * this order. No origin: no jump.
 */
const checkDefinition = (name: string, literal: string, origin?: string): void => {
  for (const [ending, written] of [
    ['LF', literal],
    ['CRLF', literal.slice(1).replace(/^(?!\/\/)(.*)\n/gm, '$1\r\n')],
  ] as const) {
    test(`${name} (${ending})`, () => {
      const { book, cursor, marks } = fixture(written);
      assert.ok(cursor);
      const found = definition(book, cursor.page, cursor.offset);
      assert.equal(found && cursor.text.slice(found.origin.start, found.origin.end), origin);
      assert.deepEqual(
        (found?.targets ?? []).map(({ path, span }) => ({ path, span })),
        marks.map(({ path, span }) => ({ path, span })),
      );
      for (const { span, full } of found?.targets ?? []) assert.ok(full.start <= span.start && span.end <= full.end);
    });
  }
};

checkDefinition(
  'a target leads to the top of its page',
  `
//- a.md
𝒜 [[techn$0iques/b#Impact|x]] 𝒜
//- techniques/b.md
---
id: b
---

# «𝒜 page»

## Impact
`,
  '[[techniques/b#Impact|x]]',
);

for (const [part, link] of [
  ['a fragment', '[[techniques/b#Imp$0act|x]]'],
  ['a label', '[[techniques/b#Impact|x$0]]'],
  ['a nested fragment', '[[techniques/b#One#Imp$0act]]'],
  ["a heading's slug", '[[techniques/b#one#im$0pact]]'],
  ["a markdown link's label", '[te$0xt](techniques/b.md#impact)'],
  ["a markdown link's fragment", '[text](techniques/b.md#imp$0act "title")'],
] as const) {
  checkDefinition(
    `${part} leads to the heading`,
    `
//- a.md
𝒜 ${link}
//- techniques/b.md
# 𝒜

## One

### «Impact»
`,
    link.replace('$0', ''),
  );
}

checkDefinition('a heading of the same page', '\n## «Here»\n\nSee [[#he$0re]].\n', '[[#here]]');
checkDefinition('a block', '\n//- a.md\n[[b#^ke$0y]]\n//- b.md\n# B\n\nText 𝒜 «^key»\n', '[[b#^key]]');
checkDefinition('a block of the same page', '\nText «^key»\n\n[[#^key$0]]\n', '[[#^key]]');
checkDefinition('a missing heading leads to the page', '\n//- a.md\n[[b#no$0]]\n//- b.md\n# «B»\n', '[[b#no]]');
checkDefinition('a page without headings', '\n//- a.md\n[[b$0]]\n//- b.md\n---\nid: b\n---\n«»text\n', '[[b]]');
checkDefinition('an embed', '\n//- a.md\n![[b$0]]\n//- b.md\n# «B»\n', '![[b]]');
checkDefinition('an attachment', '\n//- a.md\n![[pic$0.png#page=3]]\n//- img/pic.png\n«»\n', '![[pic.png#page=3]]');
checkDefinition(
  'a markdown link is relative to its page first',
  '\n//- x/a.md\n[x](b$0.md)\n//- b.md\n# Far\n//- x/b.md\n# «Near»\n',
  '[x](b.md)',
);
checkDefinition('in front matter', '\n//- a.md\n---\nup: "[[b$0]]"\n---\n//- b.md\n# «B»\n', '[[b]]');
checkDefinition(
  'an escaped bar in a table',
  '\n//- a.md\n| a |\n| - |\n| [[b\\|la$0bel]] |\n//- b.md\n# «B»\n',
  '[[b\\|label]]',
);
checkDefinition(
  'the second of two links that touch',
  '\n//- a.md\n[[c]]$0[[b]]\n//- b.md\n# «B»\n//- c.md\n# C\n',
  '[[b]]',
);
checkDefinition('right behind a link', '\n//- a.md\n[[b]]$0 text\n//- b.md\n# «B»\n', '[[b]]');
checkDefinition(
  'an ambiguous target leads to the best',
  '\n//- a.md\n[[b$0]]\n//- x/b.md\n# «B»\n//- x/y/b.md\n# B\n',
  '[[b]]',
);
checkDefinition(
  'a folder leads to the pages in it',
  '\n//- a.md\n[[t/dir$0|AML.T0002: Acquire]]\n//- t/dir/b.md\n# «B»\n//- t/dir/c.md\n# «C»\n//- t/dir/deep/d.md\n# D\n',
  '[[t/dir|AML.T0002: Acquire]]',
);
checkDefinition(
  'a folder of folders leads to the pages below',
  '\n//- a.md\n[[t$0]]\n//- t/dir/b.md\n# «B»\n//- t/dir/c.md\n# «C»\n',
  '[[t]]',
);

const ESTABLISH = '//- t/accounts.md\n---\naliases: [Sock puppets]\n---\n\n# «AML.T0021: Establish Accounts»\n';

for (const target of [
  'AML.T0021',
  'aml.t0021',
  'AML.T0021: Establish Accounts',
  'establish accounts',
  'Sock puppets',
]) {
  checkDefinition(
    `the broken target ${target} leads to the page that is called so`,
    `\n//- a.md\n[[${target}$0]]\n${ESTABLISH}`,
    `[[${target}]]`,
  );
}
checkDefinition(
  "a broken link's label leads to the page with its ID",
  `\n//- a.md\n[[gone|AML.T0021$0: Accounts]]\n${ESTABLISH}`,
  '[[gone|AML.T0021: Accounts]]',
);
checkDefinition('a bare ID', `\n//- a.md\n𝒜 AML.T00$021.\n${ESTABLISH}`, 'AML.T0021');
checkDefinition('a site path', `\n//- a.md\n[x](/techniques/AML.T0$0021)\n${ESTABLISH}`, '[x](/techniques/AML.T0021)');
checkDefinition(
  'an address of the site',
  `\n//- a.md\n[x](https://atlas.mitre.org/techniques/AML.T0$0021)\n${ESTABLISH}`,
  '[x](https://atlas.mitre.org/techniques/AML.T0021)',
);
checkDefinition(
  'an ID that two pages claim',
  '\n//- a.md\nAML.T00$021\n//- b.md\n# «AML.T0021: B»\n//- c.md\n# «AML.T0021: C»\n',
  'AML.T0021',
);
checkDefinition('an ID in a title that is not its own', `\n//- a.md\n# On AML.T0$0021\n${ESTABLISH}`, 'AML.T0021');

checkDefinition('a heading leads to itself', '\n# A\n\n## «Here» ##\n'.replace('## «', '##$0 «'), 'Here');
checkDefinition('the first heading leads to itself', '\n# «AML.T$00021: A»\n', 'AML.T0021: A');
checkDefinition('a title leads to itself', '\n---\ntitle: "«AML.T0021: A$0»"\n---\n\n# AML.T0021: A\n', 'AML.T0021: A');
checkDefinition(
  'an ID in Metadata leads to itself',
  '\n# A\n\n## Metadata\n\n- **Technique ID:** «AML.T00$021»\n',
  'AML.T0021',
);
checkDefinition('a block mark leads to itself', '\nText «^key$0»\n', '^key');

for (const [name, literal] of [
  ['plain text', 'plain te$0xt'],
  ['a URL', '[x](https://example.org/$0)'],
  ['a broken link', '[[nowhere$0]]'],
  ['code', '`[[page$0]]`'],
  ['an ID without a page', 'AML.T0021$0'],
  ['a heading that is not there, in code', '```\n# Title$0\n```'],
] as const) {
  checkDefinition(`no jump from ${name}`, `\n${literal}\n`);
}
