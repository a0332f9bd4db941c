import assert from 'node:assert/strict';
import { test } from 'node:test';
import MarkdownIt from 'markdown-it';
import type { PreviewLink } from '../../server/src/lsp/protocol.ts';
import type { KnownLinks } from '../src/preview/knownLinks.ts';
import { wikiLinkPlugin } from '../src/preview/wikiLinkPlugin.ts';
import { ENGLISH } from './previewTexts.ts';

const ROOT = 'file:///vault';

const working = (raw: string, path: string, title: string, fragment?: string): PreviewLink => ({
  raw,
  uri: `${ROOT}/${path}`,
  title,
  ...(fragment === undefined ? {} : { fragment }),
});

/** What the server says of the links of the page `case-studies/a.md`. */
const links: readonly PreviewLink[] = [
  working('techniques/phishing', 'techniques/phishing.md', 'AML.T0052: Phishing'),
  working('techniques/phishing#Notes & more', 'techniques/phishing.md', 'AML.T0052: Phishing', 'notes--more'),
  working('b', 'case-studies/b.md', 'b'),
  working('#Über uns', 'case-studies/a.md', 'Über uns', '%C3%BCber-uns'),
  working('Café 100%', 'notes/Café 100%25.md', 'Café 100%'),
  working('kiosk.svg', 'files/kiosk (1).svg', 'kiosk.svg'),
  working('paper.pdf', 'files/paper.pdf', 'paper.pdf'),
  { ...working('tactic', 'tactic.md', 'AML.TA0001: Tactic <b>'), kind: 'tactic' },
  { ...working('m', 'm.md', 'AML.M0001: M'), kind: 'mitigation' },
  { ...working('study#x', 'study.md', 'AML.CS0001: Study'), kind: 'caseStudy', problem: 'No heading “x”.' },
  { raw: 'gone', title: 'gone', problem: 'No page “gone”. <b>' },
  { raw: 'techniques/phishing#gone', uri: `${ROOT}/techniques/phishing.md`, title: 'x', problem: 'No heading “gone”.' },
];

const known: KnownLinks = new Map(links.map(link => [link.raw, link]));

const render = (markdown: string, answer: KnownLinks = known): string => {
  const md = wikiLinkPlugin(new MarkdownIt({ html: true, linkify: true, typographer: true }), () => answer, ENGLISH);
  return md.render(markdown, { currentDocument: `${ROOT}/case-studies/a.md` }).trim();
};

const link = (href: string, text: string): string =>
  `<a class="atlas-link" href="${href}" data-href="${href}">${text}</a>`;

/** Renders one paragraph of the page `case-studies/a.md`. */
const checkRender = (markdown: string, html: string): void =>
  void test(markdown, () => assert.equal(render(markdown), `<p>${html}</p>`));

const phishing = '../techniques/phishing.md';

checkRender('[[techniques/phishing]]', link(phishing, 'AML.T0052: Phishing'));
checkRender('See [[techniques/phishing|the page]].', `See ${link(phishing, 'the page')}.`);
checkRender('[[ techniques/phishing | the page ]]', link(phishing, 'the page'));
checkRender('[[techniques/phishing|]]', link(phishing, 'AML.T0052: Phishing'));
checkRender('[[techniques/phishing#Notes & more|more]]', link(`${phishing}#notes--more`, 'more'));
checkRender('[[#Über uns]]', link('#%C3%BCber-uns', 'Über uns'));
checkRender('[[b]] and [[b|again]]', `${link('b.md', 'b')} and ${link('b.md', 'again')}`);
checkRender('**[[b|bold]]**', `<strong>${link('b.md', 'bold')}</strong>`);
checkRender(
  '![[paper.pdf]] [[kiosk.svg]]',
  `${link('../files/paper.pdf', 'paper.pdf')} ${link('../files/kiosk%20(1).svg', 'kiosk.svg')}`,
);
checkRender('[[Café 100%]]', link('../notes/Caf%C3%A9%20100%25.md', 'Café 100%'));
checkRender('[[[b]]]', `[${link('b.md', 'b')}]`);

// Pictures, with their size, by markdown-it's own rule.
const picture = '<img src="../files/kiosk%20(1).svg"';
checkRender('![[kiosk.svg]]', `${picture} alt="kiosk.svg">`);
checkRender('a ![[kiosk.svg|300]] b', `a ${picture} alt="kiosk.svg" width="300"> b`);
checkRender('![[kiosk.svg|300x200]]', `${picture} alt="kiosk.svg" width="300" height="200">`);
checkRender('![[kiosk.svg|The "kiosk" <b>|300]]', `${picture} alt="The &quot;kiosk&quot; &lt;b&gt;" width="300">`);
checkRender('![[kiosk.svg|300px]]', `${picture} alt="300px">`);
checkRender('**![[kiosk.svg]]**', `<strong>${picture} alt="kiosk.svg"></strong>`);
checkRender('![[kiosk.png|300]]', '![[kiosk.png|300]]');

// Links to ATLAS pages have a mark of their kind, and say it.
const marked = (kind: string, href: string, title: string, text: string): string =>
  `<a class="atlas-link atlas-kind-${kind}" href="${href}" data-href="${href}" title="${title}">${text}</a>`;
checkRender('[[m]]', marked('mitigation', '../m.md', 'Mitigation', 'AML.M0001: M'));
checkRender('[[m|it]]', marked('mitigation', '../m.md', 'Mitigation · AML.M0001: M', 'it'));
checkRender('[[tactic|it]]', marked('tactic', '../tactic.md', 'Tactic · AML.TA0001: Tactic &lt;b&gt;', 'it'));
checkRender('[[study#x|it]]', marked('case-study atlas-link-doubtful', '../study.md', 'No heading “x”.', 'it'));

// Broken ones are seen to be broken, and nothing of a page becomes HTML.
const broken = '<span class="atlas-link-broken" title="No page “gone”. &lt;b&gt;">';
checkRender('[[gone]]', `${broken}gone</span>`);
checkRender(
  '[[gone|<img src=x onerror=alert(1)> & "q"]]',
  `${broken}&lt;img src=x onerror=alert(1)&gt; &amp; &quot;q&quot;</span>`,
);
checkRender('[[b|https://example.org/x]]', link('b.md', 'https://example.org/x'));
checkRender(
  '[[techniques/phishing#gone|x]]',
  `<a class="atlas-link atlas-link-doubtful" href="${phishing}" data-href="${phishing}" title="No heading “gone”.">x</a>`,
);

// What is no wiki-link stays what markdown makes of it.
checkRender('`[[b]]`', '<code>[[b]]</code>');
checkRender('\\[[b]]', '[[b]]');
checkRender('[[]] [[#]] [[|x]]', '[[]] [[#]] [[|x]]');
checkRender('[[b', '[[b');
checkRender('a <!-- [[b]] -->', 'a <!-- [[b]] -->');
checkRender(
  '[[{{title}}]] [[<% tp.x %>]] [[${x}]] [[{name}]]',
  '[[{{title}}]] [[&lt;% tp.x %&gt;]] [[${x}]] [[{name}]]',
);
checkRender('[[7]](https://example.org)', '<a href="https://example.org">[7]</a>');
checkRender('[[7]][ref]\n\n[ref]: https://example.org', '<a href="https://example.org">[7]</a>');
checkRender('[[b]](not a link)', `${link('b.md', 'b')}(not a link)`);
// Not in the server's answer: it reads this as a comment.
checkRender('%% [[hidden]] %%', '%% [[hidden]] %%');

test('a picture is rendered anew each time, by whatever rule there is', () => {
  const md = wikiLinkPlugin(new MarkdownIt(), () => known, ENGLISH);
  const before = md.renderer.rules['image'];
  md.renderer.rules['image'] = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    if (token?.attrGet('data-src') === null) token.attrSet('src', `${String(env?.['base'])}${token.attrGet('src')}`);
    token?.attrSet('data-src', 'x');
    return before?.(tokens, index, options, env, renderer) ?? '';
  };
  const tokens = md.parse('![[kiosk.svg|a]]', {});
  for (const base of ['one:', 'two:']) {
    const html = md.renderer.render(tokens, md.options, { currentDocument: `${ROOT}/case-studies/a.md`, base });
    assert.equal(html, `<p><img src="${base}../files/kiosk%20(1).svg" alt="a" data-src="x"></p>\n`);
  }
});

test('in a table the bar is escaped', () => {
  const html = render('| a | b |\n| - | - |\n| [[b\\|label]] | [[techniques/phishing]] |');
  assert.ok(html.includes(`<td>${link('b.md', 'label')}</td>`), html);
  assert.ok(html.includes(`<td>${link(phishing, 'AML.T0052: Phishing')}</td>`), html);
});

test('while no answer is here, a link is text; outside of a vault it stays as written', () => {
  assert.equal(render('[[b|<i>]]', 'asked'), '<p><span class="atlas-link-asked">&lt;i&gt;</span></p>');
  assert.equal(render('![[b|<i>]]', 'outside'), '<p>![[b|&lt;i&gt;]]</p>');
});

test('a page that VS Code renders without saying which stays as written', () => {
  const md = wikiLinkPlugin(new MarkdownIt(), () => known, ENGLISH);
  assert.equal(md.render('[[b]]'), '<p>[[b]]</p>\n');
});

test('VS Code reads the text of a heading with a link as it is written', () => {
  const md = wikiLinkPlugin(new MarkdownIt(), () => known, ENGLISH);
  const texts = md
    .parseInline('See [[b|label]]', {})[0]
    ?.children?.map(token => token.children?.[0]?.content ?? token.content);
  assert.deepEqual(texts, ['See ', '[[b|label]]']);
});

test('a page of brackets costs no quadratic time', () => {
  const brackets = '[[a '.repeat(50_000);
  assert.equal(render(brackets), `<p>${brackets.trim()}</p>`);
});
