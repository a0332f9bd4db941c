import type { MarkdownIt, Renderer, StateCore, Token } from 'markdown-it';
import { embeddedHtml } from './embeddedHtml.ts';
import { element } from './html.ts';
import type { Env, LinksOf } from './knownLinks.ts';
import { pageOf } from './knownLinks.ts';
import { relativeHref } from './relativeHref.ts';
import type { PreviewTexts, WikiLinkMeta } from './wikiLinkPlugin.ts';
import { knownOf, linkHtml, shownLabel, WIKI_LINK } from './wikiLinkPlugin.ts';

/**
 * A markdown-it plugin, to be used after `wikiLinkPlugin`, that shows what an embed in a paragraph names, in a frame with the
 * page's name. A frame is no part of a paragraph: it stands between what is before and behind it. An embed within a
 * link, a heading or a table remains a link.
 */
export function embedPlugin(md: MarkdownIt, linksOf: LinksOf, texts: PreviewTexts): MarkdownIt {
  md.core.ruler.push(PARAGRAPH, markParagraphs);
  md.renderer.rules[PARAGRAPH] = (tokens, index, options, env, renderer) => {
    const token = tokens[index] as Token;
    const frame = (child: Token): string | undefined => frameHtml(md, child, linksOf, texts, env, renderer);
    const inline = (children: readonly Token[]): string => renderer.renderInline([...children], options, env);
    return paragraphHtml(token, renderer, frame, inline);
  };
  return md;
}

/** The type of the one token of a paragraph with an embed in it; its `children` are those of the paragraph. */
const PARAGRAPH = 'atlas_paragraph';

/** Makes one token of each paragraph that has an embed in it, since only when it is rendered is it known what that shows. */
function markParagraphs(state: StateCore): void {
  if (!state.tokens.some(hasEmbed)) return;
  const { tokens } = state;
  state.tokens = [];
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i] as Token;
    const inline = tokens[i + 1];
    if (open.type !== 'paragraph_open' || inline === undefined || !hasEmbed(inline)) {
      state.tokens.push(open);
      continue;
    }
    const paragraph = new state.Token(PARAGRAPH, '', 0);
    const { attrs, map, level, hidden } = open;
    const { children, content } = inline;
    state.tokens.push(Object.assign(paragraph, { block: true, attrs, map, level, hidden, children, content }));
    // What closes the paragraph is behind its text.
    i += 2;
  }
}

const hasEmbed = ({ type, children }: Token): boolean => type === 'inline' && children?.some(isEmbed) === true;

/** Whether a token is an embed that stands in no link or emphasis. */
const isEmbed = ({ type, level, meta }: Token): boolean =>
  type === WIKI_LINK && level === 0 && (meta as unknown as WikiLinkMeta).link.embed;

/** A paragraph's texts and frames one after the other. In a tight list a paragraph's text stands there without `<p>`. */
function paragraphHtml(
  { children, attrs, hidden }: Token,
  renderer: Renderer,
  frame: (child: Token) => string | undefined,
  inline: (children: readonly Token[]) => string,
): string {
  let html = '';
  let text: Token[] = [];
  /** The attributes of the next element. Only the first one says which line it stands on. */
  let given = hidden ? [] : (attrs ?? []);
  const addText = (): void => {
    const inner = inline(withoutBreaks(text)).trim();
    text = [];
    if (inner === '') return;
    html += hidden ? inner : `<p${renderer.renderAttrs({ attrs: given })}>${inner}</p>\n`;
    given = [];
  };
  for (const child of children ?? []) {
    const framed = frame(child);
    if (framed === undefined) {
      text.push(child);
      continue;
    }
    addText();
    const names = given.flatMap(([key, value]) => (key === 'class' ? [value] : []));
    const others = given.filter(([key]) => key !== 'class');
    const all = [['class', ['atlas-embed', ...names].join(' ')] as [string, string], ...others];
    html += `<figure${renderer.renderAttrs({ attrs: all })}>\n${framed}</figure>\n`;
    given = [];
  }
  addText();
  return html;
}

/** What stands on one side of a frame, without the line breaks next to it. */
function withoutBreaks(tokens: readonly Token[]): readonly Token[] {
  const isBreak = ({ type, content }: Token): boolean =>
    type === 'softbreak' || type === 'hardbreak' || (type === 'text' && content.trim() === '');
  const first = tokens.findIndex(token => !isBreak(token));
  const last = tokens.findLastIndex(token => !isBreak(token));
  return first < 0 ? [] : tokens.slice(first, last + 1);
}

/** The embeds of a page show at most so many characters together, however often it embeds the same; further ones are links. */
const MOST_EMBEDDED = 200_000;

/** How many characters each rendering has shown. */
const shown = new WeakMap<object, number>();

/** What stands in the frame of an embed; undefined where a token is none, or one that shows nothing. */
function frameHtml(
  md: MarkdownIt,
  token: Token,
  linksOf: LinksOf,
  texts: PreviewTexts,
  env: Env,
  renderer: Renderer,
): string | undefined {
  const page = pageOf(env);
  if (page === undefined || !isEmbed(token)) return undefined;
  const { link } = token.meta as unknown as WikiLinkMeta;
  const known = knownOf(env, linksOf);
  const found = known === 'asked' ? undefined : known?.get(link.raw);
  if (env === undefined || found?.embed === undefined || found.uri === undefined) return undefined;
  const { embed, uri } = found;
  const sofar = (shown.get(env) ?? 0) + embed.text.length;
  if (sofar > MOST_EMBEDDED) return undefined;
  shown.set(env, sofar);
  const title = linkHtml(found, page, texts, shownLabel(link) ?? embed.title);
  const href = relativeHref(page, uri, undefined);
  const more = element('a', { class: 'atlas-link', href, 'data-href': href }, texts.goesOn);
  const rest = embed.cut ? `<p class="atlas-embed-rest">${more}</p>\n` : '';
  const text = embeddedHtml(md, embed, texts, env, renderer);
  const body = text === '' ? '' : `<div class="atlas-embed-text">\n${text}</div>\n`;
  return `<figcaption>${title}</figcaption>\n${body}${rest}`;
}
