import assert from 'node:assert/strict';
import { test } from 'node:test';
import createMarkdownIt from 'markdown-it';
import type { MarkdownIt } from 'markdown-it';
import type { PreviewEmbed, PreviewLink } from '../../server/src/lsp/protocol.ts';
import type { KnownLinks } from '../src/preview/knownLinks.ts';
import { previewPlugin } from '../src/preview/previewPlugin.ts';
import { ENGLISH } from './previewTexts.ts';

const ROOT = 'file:///vault';

const embedding = (raw: string, text: string, more: Partial<PreviewEmbed> = {}): PreviewLink => ({
  raw,
  uri: `${ROOT}/b.md`,
  title: 'B',
  embed: { title: `B › ${raw}`, text, cut: false, kinds: {}, ...more },
});

const renderer = (links: readonly PreviewLink[] | 'outside' | 'asked', options = { html: true }): MarkdownIt => {
  const known: KnownLinks = typeof links === 'string' ? links : new Map(links.map(link => [link.raw, link]));
  return previewPlugin(createMarkdownIt(options), () => known, ENGLISH);
};

const env = () => ({ currentDocument: `${ROOT}/a.md` });

const frame = (raw: string, html: string, label = `B › ${raw}`): string =>
  `<figure class="atlas-embed">\n<figcaption><a class="atlas-link" href="b.md" data-href="b.md">${label}</a></figcaption>\n` +
  `<div class="atlas-embed-text">\n${html}</div>\n</figure>\n`;

/** Renders a page on which `x` shows a word, and `y` a list. */
const checkEmbed = (markdown: string, html: string): void =>
  void test(JSON.stringify(markdown), () => {
    const md = renderer([
      embedding('x', 'Word.'),
      embedding('y', '- one\n- two'),
      { raw: 'z', uri: `${ROOT}/z.md`, title: 'Z' },
    ]);
    assert.equal(md.render(markdown, env()), html);
  });

const word = frame('x', '<p>Word.</p>\n');
const list = frame('y', '<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n');
const z = '<a class="atlas-link" href="z.md" data-href="z.md">Z</a>';
const x = '<a class="atlas-link" href="b.md" data-href="b.md">B</a>';

checkEmbed('![[x]]', word);
checkEmbed('![[x|The word]]', frame('x', '<p>Word.</p>\n', 'The word'));
checkEmbed('![[y]]\n![[x]]', list + word);
checkEmbed('Before ![[x]] and **behind**.', `<p>Before</p>\n${word}<p>and <strong>behind</strong>.</p>\n`);
checkEmbed('Before  \n![[y]]\n', `<p>Before</p>\n${list}`);
checkEmbed('- a ![[y]]\n- b', `<ul>\n<li>a${list}</li>\n<li>b</li>\n</ul>\n`);
checkEmbed('> ![[x]]', `<blockquote>\n${word}</blockquote>\n`);
// An embed that shows nothing is a link in its paragraph.
checkEmbed('a ![[z]] b', `<p>a ${z} b</p>\n`);
checkEmbed('a\n\n![[gone]]', '<p>a</p>\n<p>![[gone]]</p>\n');
// A link shows nothing, nor does an embed where no frame can stand.
checkEmbed('a [[x]] b', `<p>a ${x} b</p>\n`);
checkEmbed('# ![[x]]', `<h1>${x}</h1>\n`);
checkEmbed('*![[x]]*', `<p><em>${x}</em></p>\n`);
checkEmbed(
  '| a |\n| - |\n| ![[x]] |',
  `<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>${x}</td>\n</tr>\n</tbody>\n</table>\n`,
);

test('outside of a vault, and before the answer is here, a paragraph stays one', () => {
  assert.equal(renderer('outside').render('a ![[x]] b', env()), '<p>a ![[x]] b</p>\n');
  assert.equal(renderer('asked').render('a ![[x]] b', env()), '<p>a <span class="atlas-link-asked">x</span> b</p>\n');
});

test('the end of what is cut says so', () => {
  const md = renderer([embedding('x', 'Word.', { cut: true })]);
  const rest =
    '<p class="atlas-embed-rest"><a class="atlas-link" href="b.md" data-href="b.md">The page goes on: open it to read the rest.</a></p>';
  assert.ok(md.render('![[x]]', env()).endsWith(`</div>\n${rest}\n</figure>\n`));
});

test('a page that embeds the same again and again does not grow without end', () => {
  const md = renderer([embedding('x', 'word '.repeat(4000))]);
  for (let i = 0; i < 2; i++) {
    const html = md.render('![[x]]\n\n'.repeat(1000), env());
    assert.equal(html.split('<figure').length - 1, 10);
    assert.equal(html.split(`<p>${x}</p>`).length - 1, 990);
  }
});

test('an empty section is only a title', () => {
  const html = renderer([embedding('x', '')]).render('![[x]]', env());
  assert.equal(html, frame('x', '').replace(/<div[^]*<\/div>\n/, ''));
});

test('links to ATLAS pages are marked in an embed too', () => {
  const md = renderer([embedding('x', '[a](t/a.md#b) [c](t/c.md)', { kinds: { 't/a.md#b': 'technique' } })]);
  const html = md.render('![[x]]', env());
  assert.match(
    html,
    /<a href="t\/a\.md#b" class="atlas-link atlas-kind-technique" title="Technique">a<\/a> <a href="t\/c\.md">c<\/a>/,
  );
});

test('nothing is embedded in an embed, and no link of its is made ours', () => {
  const md = renderer([embedding('x', '![[x]] and [[x]] and [1]\n\n## References\n\n1. one')]);
  const html = md.render('![[x]]\n\n[1]', env());
  assert.match(html, /<p>!\[\[x\]\] and \[\[x\]\] and \[1\]<\/p>/);
  assert.match(html, /<p>\[1\]<\/p>\n$/);
  assert.ok(!html.includes('id='));
});

/** As VS Code does: says which line a block stands on, and gives headings anchors. */
const likeTheEditor = (md: MarkdownIt): MarkdownIt => {
  md.core.ruler.push('source_map_data_attribute', ({ tokens }) => {
    for (const token of tokens) {
      if (token.map === null || token.type === 'inline') continue;
      token.attrSet('data-line', String(token.map[0]));
      token.attrJoin('class', 'code-line');
      token.attrJoin('dir', 'auto');
    }
  });
  md.renderer.rules['heading_open'] = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet('id', tokens[index + 1]?.content ?? '');
    return self.renderToken(tokens, index, options);
  };
  return md;
};

test('lines and anchors are those of the page, not of what it embeds', () => {
  const md = likeTheEditor(renderer([embedding('x', '## Same\n\n- a\n\n> b\n\n```js\nc\n```')]));
  const html = md.render('Text.\n\n![[x]]\n\n## Same', env());
  assert.deepEqual(
    [...html.matchAll(/data-line="(\d+)"/g)].map(([, line]) => line),
    ['0', '2', '4'],
  );
  assert.equal([...html.matchAll(/code-line/g)].length, 3);
  assert.deepEqual(
    [...html.matchAll(/<h2[^>]*>/g)].map(([tag]) => tag),
    ['<h2 dir="auto">', '<h2 data-line="4" class="code-line" dir="auto" id="Same">'],
  );
  assert.match(html, /<figure class="atlas-embed code-line" data-line="2" dir="auto">/);
});

test('a page that is rendered again is the same', () => {
  const md = likeTheEditor(renderer([embedding('x', '## A\n\n[l](m.md)'), embedding('y', 'b')]));
  const tokens = md.parse('- a ![[x]]\n\nb ![[y]] c', {});
  const first = md.renderer.render(tokens, md.options, env());
  assert.equal(md.renderer.render(tokens, md.options, env()), first);
});

test('dashes that an embed begins with are no front matter', () => {
  const md = renderer([embedding('x', '---\na: b\n---\n\nText.')]);
  let lines: readonly string[] = [];
  md.core.ruler.push('first_line', ({ src, env: given }) => {
    if ('atlasEmbedded' in given) lines = src.split('\n');
  });
  md.render('![[x]]', env());
  assert.deepEqual(lines.slice(0, 2), ['', '---']);
});

// Whatever an embed's texts are, markdown's own rules alone make HTML of them.
const HOSTILE =
  '<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) </div></figure> "q" [b](command:c)';

test('what is hostile in an embed is text where markdown shows no HTML', () => {
  const link = {
    ...embedding('x', HOSTILE, {
      title: HOSTILE,
      cut: true,
      kinds: { 'javascript:alert(1)': 'tactic' },
    }),
    title: HOSTILE,
    kind: 'tactic' as const,
  };
  const md = renderer([link], { html: false });
  const html = md.render(`![[x]]\n\n![[x|${HOSTILE.replace(/[[\]]/g, '')}]]\n\n**![[x]]**`, env());
  const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  const shapes = new Set(tags.map(tag => tag.replace(/"[^"]*"/g, '""')));
  assert.deepEqual([...shapes].sort(), [
    '</a>',
    '</div>',
    '</figcaption>',
    '</figure>',
    '</p>',
    '</strong>',
    '<a class="" href="" data-href="" title="">',
    '<a class="" href="" data-href="">',
    '<a href="">',
    '<div class="">',
    '<figcaption>',
    '<figure class="">',
    '<p class="">',
    '<p>',
    '<strong>',
  ]);
  // Of an address that begins with `command:` VS Code's preview makes nothing.
  const addresses = new Set([...html.matchAll(/ (?:data-)?href="([^"]*)"/g)].map(([, address]) => address));
  assert.deepEqual([...addresses], ['b.md', 'command:c']);
  assert.equal([...html.matchAll(/<\/figure>/g)].length, 2);
});

test('and is what markdown makes of it elsewhere', () => {
  const md = renderer([embedding('x', HOSTILE)]);
  assert.ok(md.render('![[x]]', env()).includes(createMarkdownIt({ html: true }).render(HOSTILE)));
});
