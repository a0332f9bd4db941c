import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { pageOf } from '../src/core/vault.ts';
import type { EmbeddedText } from '../src/features/embeddedText.ts';
import { embeddedText } from '../src/features/embeddedText.ts';
import { previewLinks } from '../src/features/previewLinks.ts';
import { fixture } from './fixture.ts';

const VAULT = `
//- techniques/impact/erode.md
# AML.T0031: Erode *It* [all]
//- notes/plan.md
# Plan

## Part One
//- notes/kiosk (1).svg
`;

/** What the first embed of `case-studies/a.md` shows; undefined where that is nothing. */
const embedded = (files: string, embed: string): EmbeddedText | undefined => {
  const outer = /^\/\/- case-studies\/a\.md$/m.test(files) ? '' : `//- case-studies/a.md\n${embed}\n`;
  const { book, texts } = fixture(outer + files.replace(/^\n/, '') + VAULT.slice(1));
  const page = pageOf(book.vault, 'case-studies/a.md');
  assert.ok(page);
  const part = previewLinks(book, page).find(link => link.embed !== undefined)?.embed;
  return part && embeddedText(book, page.id, part, texts.get(part.page.id) ?? '');
};

/** Holds the markdown that an embed of this part of `notes/b.md` shows in `case-studies/a.md`. */
const checkEmbed = (name: string, embed: string, page: string, expected: string): void => {
  for (const ending of ['\n', '\r\n']) {
    test(`${name}${ending === '\n' ? '' : ' (CRLF)'}`, () => {
      const shown = embedded(`//- notes/b.md\n${page.replaceAll('\n', ending)}\n`, embed);
      assert.equal(shown?.text.replaceAll('\r\n', '\n'), expected);
      assert.equal(shown.cut, false);
    });
  }
};

checkEmbed('a page without its front matter', '![[b]]', '---\ntitle: B\n---\n\nOne 𝒜.\n\n- two\n', 'One 𝒜.\n\n- two');
checkEmbed('without the heading that is its title', '![[b]]', '# B\n\nText.\n\n## C\n', 'Text.\n\n## C');
checkEmbed('but with another', '![[b]]', '---\ntitle: B\n---\n# Other\n\nText.', '# Other\n\nText.');
checkEmbed('and with what stands before it', '![[b]]', 'Before.\n\n# B\n\nText.', 'Before.\n\n# B\n\nText.');
checkEmbed('an indented beginning', '![[b]]', '\n    code\n\ntext', '    code\n\ntext');
checkEmbed('a section', '![[b#C]]', '# B\n\n## C\n\nText.\n\n### D\n\nMore.\n\n## E\n\nNo.', 'Text.\n\n### D\n\nMore.');
checkEmbed('a section at the end', '![[b#E]]', '## C\n\nNo.\n\nE\n-\n\nText.', 'Text.');
checkEmbed('a section with nothing in it', '![[b#C]]', '## C\n\n## E\n', '');
checkEmbed('an empty fragment is the page', '![[b#]]', 'Text.', 'Text.');

// Blocks: the paragraph, item or other block that a mark closes, without the mark.
checkEmbed('a paragraph', '![[b#^k]]', 'No.\n\nOne\ntwo. ^k\n\nNo.', 'One\ntwo.');
checkEmbed('a paragraph under a heading', '![[b#^k]]', '## C\nOne ^k\nNo.', 'One');
checkEmbed('an item', '![[b#^k]]', '- no\n- one\n  two ^k\n- no', '- one\n  two');
checkEmbed('a numbered item', '![[b#^k]]', '1. no\n2. one ^k\n3. no', '2. one');
checkEmbed('a nested item, with its own', '![[b#^k]]', '- no\n  - one ^k\n    - two\n  - no', '- one\n  - two');
checkEmbed('a quote', '![[b#^k]]', 'No.\n\n> One\n> two ^k\n\nNo.', '> One\n> two');
checkEmbed('a table', '![[b#^k]]', 'No.\n\n| a |\n| - |\n| b |\n\n^k\n\nNo.', '| a |\n| - |\n| b |');
checkEmbed('a list', '![[b#^k]]', 'No.\n\n- a\n- b\n\n^k', '- a\n- b');
checkEmbed('code', '![[b#^k]]', 'No.\n\n```\na\n\nb\n```\n\n^k', '```\na\n\nb\n```');
checkEmbed('other marks', '![[b]]', 'One ^k\n\nTwo ^l', 'One\n\nTwo');

// Links lead where they lead from their own page.
checkEmbed(
  'wiki-links become links from the outer page',
  '![[b]]',
  '[[erode]] [[plan|my plan]] [[plan#part one]] [[plan#part one|x]] [[#C|here]] [[a|back]] [[b]]\n\n## C',
  '[AML.T0031: Erode It \\[all\\]](../techniques/impact/erode.md) [my plan](../notes/plan.md) ' +
    '[Plan](../notes/plan.md#part-one) [x](../notes/plan.md#part-one) [here](../notes/b.md#c) [back](a.md) [b](../notes/b.md)\n\n## C',
);
checkEmbed('broken ones are struck through', '![[b]]', '[[gone]] [[gone#x|**l**]]', '~~gone~~ ~~\\*\\*l\\*\\*~~');
checkEmbed(
  'labels are text',
  '![[b]]',
  '[[plan|(x) <b> *i* ~~s~~ &lt;]]',
  '[(x) \\<b\\> \\*i\\* \\~\\~s\\~\\~ \\&lt;](../notes/plan.md)',
);
checkEmbed('in a table', '![[b]]', '| a |\n| - |\n| [[plan\\|x y]] |', '| a |\n| - |\n| [x y](../notes/plan.md) |');
checkEmbed(
  'embeds of pages become links',
  '![[b]]',
  '![[plan]] ![[b]] ![[b|me]]',
  '[Plan](../notes/plan.md) [b](../notes/b.md) [me](../notes/b.md)',
);
checkEmbed(
  'pictures stay pictures',
  '![[b]]',
  '![[kiosk (1).svg]] ![[kiosk (1).svg|A kiosk|300]]',
  '![kiosk (1).svg](../notes/kiosk%20%281%29.svg) ![A kiosk](../notes/kiosk%20%281%29.svg)',
);
checkEmbed(
  'markdown links and pictures',
  '![[b]]',
  '[x](plan.md#p) [y](./sub/c.md "t") ![z](<kiosk (1).svg>) [me](#c) [u](https://a.b) [m](mailto:a@b.c) [r](/x.md) [up](../c.md)',
  '[x](../notes/plan.md#p) [y](../notes/./sub/c.md "t") ![z](<../notes/kiosk (1).svg>) [me](../notes/b.md#c) ' +
    '[u](https://a.b) [m](mailto:a@b.c) [r](/x.md) [up](../notes/../c.md)',
);
checkEmbed(
  'no link in a link',
  '![[b]]',
  '[see [[plan|the plan]] here](plan.md)',
  '[see the plan here](../notes/plan.md)',
);
checkEmbed('none becomes a picture', '![[b]]', '!![[plan|x]]', '!x');
checkEmbed(
  'code stays as it is',
  '![[b]]',
  '`[[plan]]`\n\n```\n[[plan]] <!-- x -->\n```\n\n    <!-- y -->',
  '`[[plan]]`\n\n```\n[[plan]] <!-- x -->\n```\n\n    <!-- y -->',
);
checkEmbed(
  'definitions that the part needs come along',
  '![[b#C]]',
  '## C\n\n[one][1], [<sup>\\[2\\]</sup>][2].\n\n## D\n\n[1]: plan.md "t"\n[2]: https://a.b\n[3]: https://c.d',
  '[1]: ../notes/plan.md "t"\n[2]: https://a.b\n\n[one][1], [<sup>\\[2\\]</sup>][2].',
);

// Comments are gone, also those that would hide the rest of the outer page.
checkEmbed('comments', '![[b]]', 'a <!-- x --> b\n\n<!-- y\n\nz -->\n\nc', 'a  b\n\n\n\nc');
checkEmbed(
  'long comments',
  '![[b]]',
  `a <!-- ${'x'.repeat(500)} --> b\n\n<!--\n${'y\n\n'.repeat(200)}-->\n\nc`,
  'a  b\n\n\n\nc',
);
checkEmbed('a comment without an end', '![[b]]', 'a\n\n<!-- b\n\nc', 'a');

test('from a page at the root, and into it', () => {
  const files = '//- a.md\n![[x/b]]\n//- x/b.md\n[[a]] [[c]] [d](d.md)\n//- x/c.md\n';
  const { book, texts } = fixture(files);
  const page = pageOf(book.vault, 'a.md');
  assert.ok(page);
  const part = previewLinks(book, page)[0]?.embed;
  assert.ok(part);
  assert.equal(embeddedText(book, page.id, part, texts.get('x/b.md') ?? '')?.text, '[a](a.md) [c](x/c.md) [d](x/d.md)');
});

test('a page that embeds itself shows itself once', () => {
  assert.equal(embedded('//- case-studies/a.md\n# A\n\nText ![[a]]\n', '')?.text, 'Text [A](a.md)');
  assert.equal(embedded('//- case-studies/a.md\n## A\n\nText ![[#A]]\n', '')?.text, 'Text [\\#A](a.md#a)');
});

test('says which links lead to ATLAS pages', () => {
  const shown = embedded('//- notes/b.md\n[[erode]] [[plan]] [[erode#AML.T0031: Erode It all|x]]\n', '![[b]]');
  assert.deepEqual(
    [...(shown?.kinds ?? [])],
    [
      ['../techniques/impact/erode.md', 'technique'],
      ['../techniques/impact/erode.md#amlt0031-erode-it-all', 'technique'],
    ],
  );
});

test('nothing is embedded of what is not there, and of other files', () => {
  for (const embed of ['![[gone]]', '![[b#gone]]', '![[b#^gone]]', '![[kiosk (1).svg]]', '[[b]]']) {
    assert.equal(embedded('//- notes/b.md\n# B\n', embed), undefined, embed);
  }
});

test('a long page is cut at a line', () => {
  const line = `${'𝒜 word '.repeat(10)}[[plan]]`;
  const shown = embedded(`//- notes/b.md\n${`${line}\n`.repeat(1000)}`, '![[b]]');
  assert.ok(shown);
  assert.equal(shown.cut, true);
  assert.ok(shown.text.length <= 20_000 && shown.text.length > 19_000);
  assert.ok(shown.text.endsWith('[Plan](../notes/plan.md)'));
});

test('so is one without lines, between two characters, and one that grows by its links', () => {
  for (const page of ['𝒜'.repeat(20_000), `a${'𝒜'.repeat(20_000)}`, '[[erode]]'.repeat(20_000)]) {
    const shown = embedded(`//- notes/b.md\n${page}\n`, '![[b]]');
    assert.ok(shown);
    assert.equal(shown.cut, true);
    assert.ok(shown.text.length <= 20_000 && shown.text.length > 19_000);
    assert.equal(shown.text, shown.text.replace(/\p{Surrogate}/gu, ''));
  }
});

test('a text that is not that of the page is not shown', () => {
  const { book } = fixture('//- a.md\n![[b]]\n//- b.md\n[[a]]\n');
  const page = pageOf(book.vault, 'a.md');
  const part = page && previewLinks(book, page)[0]?.embed;
  assert.ok(part);
  assert.equal(embeddedText(book, 'a.md', part, 'new text'), undefined);
});

test('no label becomes HTML, a picture or another link', () => {
  const render = markdownIt({ html: true, linkify: true });
  render.linkify.set({ fuzzyLink: false });
  const piece = fc.constantFrom(
    ...['<', '>', '(', ')', '`', '*', '_', '~', '\\', '!', '#', '&lt;', '<b>', '<script>alert(1)</script>', '](x)'],
    ...[
      '![x](y)',
      'https://x.org',
      '<img src=x onerror=alert(1)>',
      'javascript:alert(1)',
      ' ',
      'word',
      '𝒜',
      '<!--',
      '-->',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('plan', 'gone'), (pieces, target) => {
      const label = pieces.join('').replace(/[[\]`]/g, '');
      const shown = embedded(`//- notes/b.md\n[[${target}|${label}]]\n`, '![[b]]');
      const html = render.render(shown?.text ?? '');
      const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
      const allowed = /^<(?:\/?p|\/?s|a href="\.\.\/notes\/plan\.md"|\/a)>$/;
      assert.deepEqual(
        tags.filter(tag => !allowed.test(tag)),
        [],
        html,
      );
    }),
    { numRuns: 300 },
  );
});

test('whatever stands on a page, what is shown has an end', () => {
  for (const evil of [
    '[[a]] ',
    '[x](y) ',
    '![[b]]',
    '<!-- ',
    '^k\n',
    '[a][b] ',
    '[1]: x\n',
    '- a\n',
    '> a\n',
    '\n',
    '[',
  ]) {
    for (const embed of ['![[b]]', '![[b#^k]]']) {
      const shown = embedded(`//- notes/b.md\n${evil.repeat(50_000)}\n^k\n`, embed);
      assert.ok((shown?.text.length ?? 0) <= 20_000, evil);
    }
  }
});
