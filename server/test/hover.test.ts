import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { entriesOfKind, idStatus } from '../src/atlas/catalogue.ts';
import { defaultCatalogue } from '../src/atlas/defaultCatalogue.ts';
import type { Place } from '../src/core/page.ts';
import { escapeMarkdown, hover, hoverMarkdown } from '../src/features/hover.ts';
import { excerptMarkdown, excerptText } from '../src/features/hover/markdown.ts';
import { fixture } from './fixture.ts';
import { runs } from './runs.ts';

/** Hovers over `$0`: `origin` is what it is about, `expected` its markdown; undefined for no hover. */
const checkHover = (name: string, literal: string, origin: string | undefined, expected: string | undefined): void => {
  for (const ending of ['\n', '\r\n']) {
    test(`${name}${ending === '\n' ? '' : ' (CRLF)'}`, () => {
      const { book, cursor, texts } = fixture(literal.slice(1).replace(/^(?!\/\/)(.*)\n/gm, `$1${ending}`));
      assert.ok(cursor);
      const found = hover(book, cursor.page, cursor.offset);
      assert.equal(found && cursor.text.slice(found.span.start, found.span.end), origin);
      const excerpts = new Map<Place, string>();
      for (const part of found?.parts ?? []) {
        if (!('excerpt' in part)) continue;
        const { path, span } = part.excerpt;
        excerpts.set(part.excerpt, texts.get(path)?.slice(span.start, span.end) ?? '');
      }
      assert.equal(found && hoverMarkdown(found.parts, excerpts, path => `file:///${path}`), expected?.trim());
    });
  }
};

const study = (n: number, ...steps: readonly string[]): string =>
  `//- cs/study-${n}.md
# AML.CS900${n}: Study ${n}

## Metadata

- **Type:** exercise
- **Incident Date:** 2024-01-0${n}

## Procedure

${steps.map((link, i) => `### Step ${i + 1}: X\n\n**Technique:** ${link}\n`).join('\n')}`;

const ACCOUNTS = `//- techniques/accounts.md
# AML.T9021: Make *Accounts* <b>

𝒜 first [[x|paragraph]] with [a link](command:evil) and <img src=x>.

More.

## Metadata

- **Maturity:** realized

## Tactics (2)

- [[tactics/resources]]
- [[tactics/access|X]]
//- techniques/accounts/mail.md
# AML.T9021.000: Mail | Accounts
//- tactics/resources.md
# AML.TA9003: Resources
//- tactics/access.md
# AML.TA9004: Access
`;

checkHover(
  'a technique: facts, first paragraph, case studies with steps',
  `
//- a.md
See [[techniques/acc$0ounts|x]].
${ACCOUNTS}${study(2, '[[techniques/accounts|x]]', '[[mail]]', '[[accounts]]')}${study(1, '[[accounts|AML.T9999: Other]]', '[[accounts]]')}`,
  '[[techniques/accounts|x]]',
  `
**AML.T9021: Make Accounts \\<b\\>**

Technique · Resources, Access · realized

Sub-techniques: AML.T9021.000: Mail \\| Accounts

𝒜 first ~~paragraph~~ with a link and.

Used in 2 case studies:

- [AML.CS9001: Study 1](<file:///cs/study-1.md>) — step 2
- [AML.CS9002: Study 2](<file:///cs/study-2.md>) — steps 1, 3
`,
);
checkHover(
  'a sub-technique by its bare ID, which nobody uses',
  `
//- a.md
𝒜 AML.T9021$0.000
${ACCOUNTS}`,
  'AML.T9021.000',
  `
**AML.T9021.000: Mail \\| Accounts**

Sub-technique

Sub-technique of AML.T9021: Make Accounts \\<b\\>

No case study of this vault uses it.
`,
);
checkHover(
  'more case studies than are shown',
  `\n//- a.md\n[[accou$0nts]]\n//- accounts.md\n# AML.T9021: A\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => study(n, '[[accounts]]')).join('')}`,
  '[[accounts]]',
  `
**AML.T9021: A**

Technique

Used in 9 case studies:

${[1, 2, 3, 4, 5, 6, 7, 8].map(n => `- [AML.CS900${n}: Study ${n}](<file:///cs/study-${n}.md>) — step 1`).join('\n')}

and 1 more
`,
);
checkHover(
  'a case study',
  `\n//- a.md\n[[study-1$0]]\n${study(1, '[[x]]')}`,
  '[[study-1]]',
  '**AML.CS9001: Study 1**\n\nCase study · exercise · 2024-01-01 · 1 step',
);
checkHover(
  'a tactic',
  `\n//- a.md\n[[access$0]]\n${ACCOUNTS}`,
  '[[access]]',
  '**AML.TA9004: Access**\n\nTactic · 1 technique',
);
checkHover(
  'a mitigation',
  '\n//- a.md\n[[m$0]]\n//- m.md\n# AML.M9001: M\n\nText.\n\n## Metadata\n\n- **Category:** Policy\n\n## Techniques\n\n- [[x]]\n- [[y]]\n',
  '[[m]]',
  '**AML.M9001: M**\n\nMitigation · Policy · 2 techniques\n\nText.',
);
checkHover(
  'a note',
  '\n//- a.md\n[[x/n$0]]\n//- x/n.md\n# 𝒜 note\n\nText.\n',
  '[[x/n]]',
  '**𝒜 note**\n\nNote · x/n\n\nText.',
);
checkHover(
  'the tactic of a folder',
  '\n//- a.md\nAML.T9001$0\n//- techniques/access/b.md\n# AML.T9001: B\n//- tactics/access.md\n# AML.TA9004: Access\n',
  'AML.T9001',
  '**AML.T9001: B**\n\nTechnique · Access\n\nNo case study of this vault uses it.',
);
checkHover(
  "a page's own title: what it does not say itself",
  `\n//- techniques/accounts.md\n# AML.T90$021: A\n\nText.\n${study(1, '[[accounts]]')}`,
  'AML.T9021: A',
  '**AML.T9021: A**\n\nTechnique\n\nUsed in 1 case study:\n\n- [AML.CS9001: Study 1](<file:///cs/study-1.md>) — step 1',
);
checkHover(
  'a heading',
  '\n//- a.md\n[[b#Par$0t]]\n//- b.md\n# 𝒜\n\n## Part\n\nFirst `code`.\n\nSecond.\n',
  '[[b#Part]]',
  '**Part**\n\nin 𝒜\n\nFirst code.',
);
checkHover(
  'a block',
  '\n//- a.md\n[[b#^k$0ey]]\n//- b.md\n# B\n\n- one\n- two 𝒜 ^key\n',
  '[[b#^key]]',
  '**^key**\n\nin B\n\ntwo 𝒜',
);
checkHover(
  'a heading that is not there',
  '\n//- a.md\n[[b#Par$0t]]\n//- b.md\n# B\n',
  '[[b#Part]]',
  'This page has no heading **Part**.\n\n**B**\n\nNote · b',
);
checkHover(
  'an ambiguous link',
  '\n//- a.md\n[[b$0]]\n//- x/b.md\n# B\n//- y/b.md\n# C\n',
  '[[b]]',
  '2 pages fit; the link leads to **x/b.md**.\n\n**B**\n\nNote · x/b',
);
checkHover('an attachment', '\n//- a.md\n![[p$0.png]]\n//- x/p.png\n', '![[p.png]]', '**p.png**\n\nFile · x/p.png');
checkHover(
  'a broken link: the nearest pages',
  '\n//- a.md\n[[x/acounts$0]]\n//- y/accounts.md\n# AML.T9021: Accounts\n',
  '[[x/acounts]]',
  'No page is at **x/acounts**. The nearest are:\n\n- [AML.T9021: Accounts](<file:///y/accounts.md>)',
);
checkHover(
  'a broken link that is near to nothing',
  '\n//- a.md\n[[`zq$0`]] [[zq<b>$0]]\n',
  '[[zq<b>]]',
  'No page is at **zq\\<b\\>**.',
);
checkHover(
  'a broken link that is an ID',
  '\n//- a.md\n[[AML.T9021$0]]\n//- b.md\n# AML.T9021: B\n',
  '[[AML.T9021]]',
  `
No page is at **AML.T9021**, so the link is broken; it was surely meant to lead here:

**AML.T9021: B**

Technique

No case study of this vault uses it.
`,
);
checkHover(
  'a folder',
  '\n//- a.md\n[[t/dir$0]]\n//- t/dir/b.md\n# B\n//- t/dir/c.md\n# C\n',
  '[[t/dir]]',
  'No page is at **t/dir**. It is a folder, with:\n\n- [B](<file:///t/dir/b.md>)\n- [C](<file:///t/dir/c.md>)',
);
checkHover(
  'an ID that two pages claim',
  '\n//- a.md\nAML.M9001$0\n//- b.md\n# AML.M9001: B\n//- c.md\n# AML.M9001: C\n',
  'AML.M9001',
  '**AML.M9001: B**\n\nMitigation\n\n---\n\n**AML.M9001: C**\n\nMitigation',
);
checkHover(
  'an ID that nobody has',
  '\n//- a.md\nAML.T9999$0\n',
  'AML.T9999',
  `**AML.T9999**\n\nNeither this vault nor ATLAS ${defaultCatalogue.version} has this ID.`,
);
for (const [name, literal] of [
  ['plain text', 'te$0xt'],
  ['a heading', '## He$0re'],
  ["a note's title", '# He$0re'],
  ['a URL', '[x](https://example.org$0)'],
] as const) {
  checkHover(`nothing on ${name}`, `\n${literal}\n`, undefined, undefined);
}

/** Hovers over a link to a note with this text; `shown` is what the hover says of it. */
const checkExcerpt = (text: string, shown: string): void =>
  checkHover(
    `the text ${JSON.stringify(text)}`,
    `\n//- a.md\n[[x/n$0]]\n//- x/n.md\n# N\n\n${text}\n//- access.md\n# AML.TA9004: Access [b]\n\n## Part\n//- p (1).png\n`,
    '[[x/n]]',
    `**N**\n\nNote · x/n\n\n${shown}`,
  );

checkExcerpt('See [[access|the *tactic*]].', 'See [the \\*tactic\\*](<file:///access.md>).');
checkExcerpt(
  '[[access]] 𝒜 [[access#Part|x]]',
  '[AML.TA9004: Access \\[b\\]](<file:///access.md>) 𝒜 [x](<file:///access.md>)',
);
checkExcerpt(
  '[[#N]] ![[n]] ![[p (1).png|300]]',
  '[\\#N](<file:///x/n.md>) [N](<file:///x/n.md>) [p (1).png](<file:///p%20(1).png>)',
);
checkExcerpt(
  '**[[access|a]]**, *[[gone|b]]* [the [[access|c]]](https://x.y) (d)',
  '[a](<file:///access.md>), ~~b~~ the [c](<file:///access.md>) (d)',
);
checkExcerpt('| [[access\\|a]] |', '\\| [a](<file:///access.md>) \\|');
// Broken ones, whatever they say.
checkExcerpt('[[gone]] [[gone#x|a ~~b~~ c]]', '~~gone~~ ~~a \\~\\~b\\~\\~ c~~');
checkExcerpt('[[gone|~~b~~]] [[gone|# c]]', '\\~\\~b\\~\\~ ~~\\# c~~');
checkExcerpt('[[gone|<img src=x onerror=alert(1)>]]', '~~\\<img src=x onerror=alert(1)\\>~~');
checkExcerpt('[[gone|command:a(b)]]', '~~command:a(b)~~');
// What is no link to the parser is none here.
checkExcerpt('`[[access]]` <!-- [[access]] --> %% [[access]] %% b', 'access b');
checkExcerpt(
  '![[access]](x) !![[access|y]]',
  '[AML.TA9004: Access \\[b\\]](<file:///access.md>)(x) \\![y](<file:///access.md>)',
);
checkExcerpt('a\ue000b\ue001 [[access|c\ue000d]]', 'ab [c\ue000d](<file:///access.md>)');
checkExcerpt(`${'[[access|word]] '.repeat(99)}`, `${'[word](<file:///access.md>) '.repeat(80)}…`);

test('a text that is newer than its page has no wrong links', () => {
  const links = [
    { start: 0, end: 5, label: 'x', path: 'x.md' },
    { start: 8, end: 13, label: 'y', path: 'y.md' },
  ];
  assert.equal(excerptMarkdown('some new [[y]]', links, String), 'some new y');
  assert.equal(excerptMarkdown('some', links, String), 'some');
});

test('an excerpt is text and links to pages, whatever it is', () => {
  const render = markdownIt({ html: true, linkify: true });
  render.linkify.set({ fuzzyLink: false, fuzzyIP: false });
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '`',
      '*',
      '_',
      '~',
      '~~',
      '|',
      '\\',
      '!',
      '#',
      '-',
      '+',
      '1.',
      '&lt;',
      '\n',
      '    ',
    ],
    ...['[[n]]', '[[n|', '![[n|a]]', '[[gone|', '[[gone]]', ']]', '[x](command:evil)', '![x](y)', '[r]: command:x'],
    ...['<b>', '<script>alert(1)</script>', '<https://x.org>', 'https://x.org', 'www.x.org', 'a@b.org', '$(icon)'],
    ...['word', ' ', '𝒜', '\ue000', '\ue001', '\u202e', '\u2028', '```', '%%', '<!--', '-->', ']]('],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
      const text = `Begin ${pieces.join('')}`;
      const { book, cursor, texts } = fixture(`//- a.md\n[[x/p$0]]\n//- x/n.md\n# N\n//- x/p.md\n# P\n\n${text}\n`);
      assert.ok(cursor);
      const excerpts = new Map<Place, string>();
      const parts = hover(book, cursor.page, cursor.offset)?.parts ?? [];
      for (const part of parts) {
        if (!('excerpt' in part)) continue;
        const { path, span } = part.excerpt;
        excerpts.set(part.excerpt, texts.get(path)?.slice(span.start, span.end) ?? '');
      }
      const markdown = hoverMarkdown(parts, excerpts, path => `file:///${path}`);
      const tags = [...render.render(markdown).matchAll(/<[^>]*>/g)].map(([tag]) => tag);
      const allowed = /^<\/?(?:p|strong|s|a)>$|^<a href="file:\/\/\/x\/[np]\.md">$/;
      assert.deepEqual(
        tags.filter(tag => !allowed.test(tag)),
        [],
        markdown,
      );
    }),
    { numRuns: 500 },
  );
});

test('an ID that only the catalogue has', () => {
  const technique = entriesOfKind(defaultCatalogue, 'technique').find(({ id }) => id === 'AML.T0021');
  assert.ok(technique?.kind === 'technique');
  const { book, cursor } = fixture('AML.T00$021');
  assert.ok(cursor);
  const found = hover(book, cursor.page, cursor.offset);
  assert.ok(found);
  const text = hoverMarkdown(found.parts, new Map(), String);
  assert.equal(idStatus(defaultCatalogue, 'AML.T0021'), 'known');
  assert.match(text, /^\*\*AML\.T0021: Establish Accounts\*\*\n\nTechnique · Resource Development · realized\n/);
  assert.match(text, /this vault has no page for it/);
});

test('escaped text is shown as it is, whatever it is', () => {
  const render = markdownIt({ html: true, linkify: true });
  render.linkify.set({ fuzzyLink: false, fuzzyIP: false });
  const plain = (html: string): string =>
    html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '`',
      '*',
      '_',
      '~',
      '|',
      '\\',
      '!',
      '#',
      '-',
      '+',
      '=',
      '1.',
      '2)',
      '&amp;',
      '&#60;',
    ],
    ...[
      '<b>',
      '<script>alert(1)</script>',
      '[x](command:evil)',
      '![x](y)',
      '<https://x.org>',
      'https://x.org',
      'www.x.org',
    ],
    ...[
      'a@b.org',
      'mailto:a@b.org',
      '\n',
      '\r\n',
      '    ',
      '---',
      '===',
      '```',
      '$(icon)',
      'word',
      '𝒜',
      '\u2028',
      '::',
      '[[a]]',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const text = pieces.join('');
      const html = render.render(escapeMarkdown(text)).trim();
      const shown = text.replace(/\s+/g, ' ').trim();
      const inner = /^<p>([^<>]*)<\/p>$/.exec(html)?.[1] ?? (html === '' ? '' : undefined);
      assert.ok(inner !== undefined, html);
      assert.equal(plain(inner), shown);
    }),
    runs(200),
  );
});

for (const [source, expected] of [
  ['A  b\nc\n\nsecond', 'A b c'],
  ['[[a/b|label]] [[c]] ![[d#e]]', 'label c d#e'],
  ['[x](https://a.b "t") and [y][1] and z [2] [^3].', 'x and y and z.'],
  ['[MathGPT](https://m.org/)[<sup>\\[1\\]</sup>][1].', 'MathGPT.'],
  ['**bold** *it* `code` <br/> <!-- no -->', 'bold it code'],
  ['> quote\n> more', 'quote more'],
  [`${'word '.repeat(100)}`, `${'word '.repeat(79)}word …`],
  ['𝒜'.repeat(300), `${'𝒜'.repeat(200)} …`],
  [`a${'𝒜'.repeat(300)}`, `a${'𝒜'.repeat(199)} …`],
  ['', ''],
] as const) {
  test(`the excerpt of ${JSON.stringify(source.slice(0, 40))}`, () => assert.equal(excerptText(source), expected));
}

test('an excerpt takes little time for any text', () => {
  for (const evil of ['[', '[[', '*', '`', '<a ', '<!--', '\\', '[a][', '**a']) {
    const start = performance.now();
    excerptText(evil.repeat(100_000));
    assert.ok(performance.now() - start < 1000, evil);
  }
});
