import type { MarkdownIt, StateInline } from 'markdown-it';
import type { PreviewLink } from '../../../server/src/lsp/protocol.ts';
import { relativeHref } from './relativeHref.ts';
import { readWikiLink } from './wikiLink.ts';
import type { WikiLink } from './wikiLink.ts';
import { escapeHtml } from '../escapeHtml.ts';

/** What is known of a page's links: each by its `raw`; `outside` of every vault; or not `asked` for an answer yet. */
export type KnownLinks = ReadonlyMap<string, PreviewLink> | 'outside' | 'asked';

/** Gives what is known of the links of the page with this URI. */
export type LinksOf = (uri: string) => KnownLinks;

/**
 * A markdown-it plugin that renders wiki-links: working ones as links of VS Code's preview, broken ones as struck text
 * that says why. What stands in code, HTML or templates, and every link outside of a vault, stays as written. VS Code
 * parses a page once and may render it many times, so links are looked up when they are rendered.
 */
export function wikiLinkPlugin(md: MarkdownIt, linksOf: LinksOf): MarkdownIt {
  md.inline.ruler.before('link', TOKEN, parseWikiLink);
  md.renderer.rules[TOKEN] = (tokens, index, _options, env) => {
    const link = tokens[index]?.meta?.['link'] as WikiLink;
    const page = pageOf(env);
    return page === undefined ? escapeHtml(link.source) : render(link, page, linksOf(page));
  };
  return md;
}

const TOKEN = 'atlas_wiki_link';

function parseWikiLink(state: StateInline, silent: boolean): boolean {
  const link = readWikiLink(state.src, state.pos, state.posMax);
  if (link === undefined) return false;
  if (!silent) {
    const token = state.push(TOKEN, '', 0);
    token.content = link.source;
    token.meta = { link };
    // VS Code makes a heading's anchor from the texts in it; this keeps the anchor that its own links expect.
    const text = new state.Token('text', '', 0);
    text.content = link.source;
    token.children = [text];
  }
  state.pos += link.source.length;
  return true;
}

/** The URI of the page that is rendered, as VS Code gives it. */
function pageOf(env: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const page = env?.['currentDocument'];
  return page === undefined || page === null ? undefined : String(page);
}

function render(link: WikiLink, page: string, known: KnownLinks): string {
  if (known === 'asked') return element('span', { class: 'atlas-link-asked' }, link.label ?? link.raw);
  const found = known === 'outside' ? undefined : known.get(link.raw);
  // The server sees no link here: a comment, say, that VS Code's preview shows as text.
  if (found === undefined) return escapeHtml(link.source);
  const text = link.label ?? found.title;
  if (found.uri === undefined) {
    return element('span', { class: 'atlas-link-broken', title: found.problem ?? 'No page has this name.' }, text);
  }
  const href = relativeHref(page, found.uri, found.fragment);
  const doubtful = found.problem === undefined ? {} : { title: found.problem };
  const name = found.problem === undefined ? 'atlas-link' : 'atlas-link atlas-link-doubtful';
  return element('a', { class: name, href, 'data-href': href, ...doubtful }, text);
}

function element(name: string, attributes: Readonly<Record<string, string>>, text: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join('')}>${escapeHtml(text)}</${name}>`;
}
