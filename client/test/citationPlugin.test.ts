import assert from 'node:assert/strict';
import { test } from 'node:test';
import createMarkdownIt from 'markdown-it';
import type { MarkdownIt, Token } from 'markdown-it';
import type { KnownLinks } from '../src/preview/knownLinks.ts';
import { previewPlugin } from '../src/preview/previewPlugin.ts';
import { ENGLISH } from './previewTexts.ts';

const renderer = (known: KnownLinks = new Map()): MarkdownIt =>
  previewPlugin(createMarkdownIt({ html: true, linkify: true }), () => known, ENGLISH);

const env = () => ({ currentDocument: 'file:///vault/a.md' });

const cited = (n: number, title: string, text = `[${n}]`): string =>
  `<a class="atlas-citation" href="#atlas-reference-${n}" data-href="#atlas-reference-${n}" title="${title}">${text}</a>`;

const one = cited(1, 'One');
const two = cited(2, 'Two &amp; &lt;more&gt;');

/** Renders a paragraph above two references. */
const checkCitation = (markdown: string, html: string): void =>
  void test(JSON.stringify(markdown), () => {
    const rendered = renderer().render(
      `${markdown}\n\n## References\n\n1. [One](https://a.b)\n2. Two & \\<more>\n`,
      env(),
    );
    assert.equal(rendered.slice(0, rendered.indexOf('\n<h2>')), html);
    const anchors = [...rendered.matchAll(/<li id="([^"]*)">/g)].map(([, id]) => id);
    assert.deepEqual(anchors, ['atlas-reference-1', 'atlas-reference-2']);
  });

checkCitation('Text [1].', `<p>Text ${one}.</p>`);
checkCitation('Text [1][2], [2] **[1]**', `<p>Text ${one}${two}, ${two} <strong>${one}</strong></p>`);
checkCitation('a[1] (see [2])', `<p>a${one} (see ${two})</p>`);
checkCitation(
  '| a |\n| - |\n| b [1] |',
  `<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b ${one}</td>\n</tr>\n</tbody>\n</table>`,
);
checkCitation('> - [2]', `<blockquote>\n<ul>\n<li>${two}</li>\n</ul>\n</blockquote>`);
checkCitation('# T [1]', `<h1>T ${one}</h1>`);
// What cites nothing.
checkCitation('[3] [0] [01] [2024] [^1] [x] [-1] [1a]', '<p>[3] [0] [01] [2024] [^1] [x] [-1] [1a]</p>');
checkCitation('`[1]`', '<p><code>[1]</code></p>');
checkCitation('    [1]', '<pre><code>[1]\n</code></pre>');
checkCitation('\\[1] [1\\]', '<p>[1] [1]</p>');
// Links and pictures of markdown's own.
checkCitation(
  '[1](https://x.y) [[1]](https://x.y)',
  '<p><a href="https://x.y">1</a> <a href="https://x.y">[1]</a></p>',
);
checkCitation('[see [1] there](https://x.y)', '<p><a href="https://x.y">see [1] there</a></p>');
checkCitation(
  '[see **[1]** there][r]\n\n[r]: https://x.y',
  '<p><a href="https://x.y">see <strong>[1]</strong> there</a></p>',
);
checkCitation('![a [1] b](x.png)', '<p><img src="x.png" alt="a [1] b"></p>');
checkCitation('[1] [a][1]\n\n[1]: https://x.y', '<p><a href="https://x.y">1</a> <a href="https://x.y">a</a></p>');
checkCitation('[a][1] [1](no link)', `<p>[a]${one} ${one}(no link)</p>`);

const check = (name: string, markdown: string, anchors: readonly string[]): void =>
  void test(name, () => {
    const html = renderer().render(markdown, env());
    assert.deepEqual(
      [...html.matchAll(/ href="#(atlas-reference-\d+)"/g)].map(([, id]) => id),
      anchors,
    );
    for (const id of anchors) assert.equal(html.split(` id="${id}"`).length, 2, html);
  });

check(
  'numbers count as rendered',
  '[1] [2] [3]\n\n## References\n\n1. a\n1. b\n1. c',
  [1, 2, 3].map(n => `atlas-reference-${n}`),
);
check('or as written', '[1] [7]\n\n## References\n\n1. a\n7. b', ['atlas-reference-1', 'atlas-reference-2']);
check('from where the list starts', '[1] [7] [8]\n\n## References\n\n7. a\n8. b', [
  'atlas-reference-7',
  'atlas-reference-8',
]);
check(
  'a list with paragraphs, nested lists and a heading below',
  '[2]\n\n## References\n\n1. a\n\n   1. x\n   2. y\n\n2. b\n\n### More\n\n## Next\n\n1. no\n2. no\n3. no',
  ['atlas-reference-2'],
);
check('the heading is found however it is written', '[1]\n\n# **References**:\n\n1. a', ['atlas-reference-1']);
check('one of level 2 first', '[2]\n\n### References\n\n1. a\n\n## References\n\n1. b\n2. c', ['atlas-reference-2']);
check('no other section', '[1]\n\n## Notes\n\n1. a', []);
check('no bullets', '[1]\n\n## References\n\n- a', []);
check('nor what stands under References itself', '## References\n\n1. a, as in [1]\n\n[1]\n\n## Next\n\n[1]', [
  'atlas-reference-1',
]);
check('an embed in the same paragraph', '![[x]] [1]\n\n## References\n\n1. a', ['atlas-reference-1']);

test('outside of a vault, and before the answer is here, it stays as written', () => {
  for (const known of ['outside', 'asked'] as const) {
    assert.match(renderer(known).render('[1]\n\n## References\n\n1. a', env()), /^<p>\[1\]<\/p>/);
  }
});

test('VS Code reads the text of a heading with a citation as it is written', () => {
  const tokens = renderer().parse('# See [1]\n\n## References\n\n1. a', {});
  const texts = tokens[1]?.children?.map((token: Token) => token.children?.[0]?.content ?? token.content);
  assert.deepEqual(texts, ['See ', '[1]']);
});
