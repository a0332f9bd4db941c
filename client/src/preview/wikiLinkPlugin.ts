import type { MarkdownIt, StateInline, Token } from 'markdown-it';
import type { AtlasKindName, PreviewLink } from '../../../server/src/lsp/protocol.ts';
import { escapeHtml } from '../escapeHtml.ts';
import { element } from './html.ts';
import type { Env, LinksOf } from './knownLinks.ts';
import { isEmbedded, pageOf } from './knownLinks.ts';
import { relativeHref } from './relativeHref.ts';
import { readWikiLink } from './wikiLink.ts';
import type { WikiLink } from './wikiLink.ts';

/** What a preview says in words of ours. */
export interface PreviewTexts {
  /** Of a broken link of which nothing else is known. */
  readonly noPage: string;
  /** Below an embed that shows only the beginning. */
  readonly goesOn: string;
  readonly kinds: Readonly<Record<AtlasKindName, string>>;
}

/**
 * A markdown-it plugin that renders wiki-links: working ones as links of VS Code's preview, broken ones as struck text
 * that says why, embeds of pictures as pictures, and other embeds as links (`embedPlugin` frames what they show). What
 * stands in code, HTML or templates, and every link outside of a vault, stays as written. VS Code
 * parses a page once and may render it many times, so links are looked up when they are rendered.
 */
export function wikiLinkPlugin(md: MarkdownIt, linksOf: LinksOf, texts: PreviewTexts): MarkdownIt {
  md.inline.ruler.before('link', WIKI_LINK, parseWikiLink);
  md.renderer.rules[WIKI_LINK] = (tokens, index, options, env, renderer) => {
    const token = tokens[index] as Token;
    const { link, image } = token.meta as unknown as WikiLinkMeta;
    const known = knownOf(env, linksOf);
    if (known === 'asked') return element('span', { class: 'atlas-link-asked' }, shownLabel(link) ?? link.raw);
    // Where the server sees no link there is a comment, say, that VS Code's preview shows as text.
    const found = known?.get(link.raw);
    const page = pageOf(env);
    if (found === undefined || page === undefined) return escapeHtml(link.source);
    if (image === undefined || found.uri === undefined || !isPicture(found.uri)) {
      return linkHtml(found, page, texts, shownLabel(link) ?? found.title);
    }
    setPicture(image, link, relativeHref(page, found.uri, undefined), found.title);
    return renderer.rules['image']?.([image], 0, options, env, renderer) ?? renderer.renderToken([image], 0, options);
  };
  return md;
}

/** The type of a wiki-link's token; its `meta` is a `WikiLinkMeta`. */
export const WIKI_LINK = 'atlas_wiki_link';

export interface WikiLinkMeta {
  readonly link: WikiLink;
  /** Of an embed: the token of a picture, for markdown-it's own rule. */
  readonly image: Token | undefined;
}

function parseWikiLink(state: StateInline, silent: boolean): boolean {
  const link = readWikiLink(state.src, state.pos, state.posMax);
  if (link === undefined) return false;
  if (!silent) {
    const token = state.push(WIKI_LINK, '', 0);
    token.content = link.source;
    // VS Code makes a heading's anchor from the texts in it; this keeps the anchor that its own links expect.
    token.children = [textToken(state, link.source)];
    token.meta = { link, image: link.embed ? imageToken(state) : undefined };
  }
  state.pos += link.source.length;
  return true;
}

function textToken(state: StateInline, content: string): Token {
  const text = new state.Token('text', '', 0);
  text.content = content;
  return text;
}

function imageToken(state: StateInline): Token {
  const image = new state.Token('image', 'img', 0);
  image.children = [textToken(state, '')];
  return image;
}

/** What is known of the links of the page that is rendered; undefined where nothing of it is to be a link. */
export function knownOf(env: Env, linksOf: LinksOf): ReadonlyMap<string, PreviewLink> | 'asked' | undefined {
  const page = pageOf(env);
  const known = page === undefined || isEmbedded(env) ? 'outside' : linksOf(page);
  return known === 'outside' ? undefined : known;
}

/** The link of a preview, or struck text, with a text in it. */
export function linkHtml(found: PreviewLink, page: string, { noPage, kinds }: PreviewTexts, text: string): string {
  const { uri, fragment, problem, kind, title } = found;
  if (uri === undefined) return element('span', { class: 'atlas-link-broken', title: problem ?? noPage }, text);
  const href = relativeHref(page, uri, fragment);
  const names = ['atlas-link', ...(kind === undefined ? [] : [kindClass(kind)])];
  const about = kind === undefined ? undefined : text === title ? kinds[kind] : `${kinds[kind]} · ${title}`;
  if (problem !== undefined) names.push('atlas-link-doubtful');
  const tip = problem ?? about;
  const attributes = { class: names.join(' '), href, 'data-href': href };
  return element('a', tip === undefined ? attributes : { ...attributes, title: tip }, text);
}

/** The class of a link to an ATLAS page; the style sheet puts a mark before it. */
export const kindClass = (kind: AtlasKindName): string => `atlas-kind-${kind === 'caseStudy' ? 'case-study' : kind}`;

const isPicture = (uri: string): boolean => /\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|webp)$/i.test(uri);

/** Makes a token that of a picture, anew each time: VS Code writes into it when it is rendered. */
function setPicture(image: Token, link: WikiLink, src: string, title: string): void {
  const { width, height } = sizeOf(link);
  image.attrs = [
    ['src', src],
    ['alt', ''],
  ];
  if (width !== undefined) image.attrSet('width', width);
  if (height !== undefined) image.attrSet('height', height);
  const [text] = image.children ?? [];
  if (text !== undefined) text.content = shownLabel(link) ?? title;
}

/** `300` or `300x200` at the end of an embed's label. */
const SIZE = /(?:^|\\?\|)\s*(\d{1,5})(?:\s*x\s*(\d{1,5}))?\s*$/;

const sizeOf = ({
  label = '',
}: WikiLink): { readonly width: string | undefined; readonly height: string | undefined } => {
  const [, width, height] = SIZE.exec(label) ?? [];
  return { width, height };
};

/** The label that a link shows; undefined for none. The size of an embed is none of it. */
export const shownLabel = ({ label, embed }: WikiLink): string | undefined => {
  const text = embed ? label?.replace(SIZE, '').trim() : label;
  return text === '' ? undefined : text;
};
