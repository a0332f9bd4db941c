import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';
import { element } from './html.ts';
import type { LinksOf } from './knownLinks.ts';
import { isEmbedded } from './knownLinks.ts';
import { knownOf } from './wikiLinkPlugin.ts';

/**
 * A markdown-it plugin that makes `[7]` in a page's text a link to item 7 of the ordered list under the heading References.
 * It stays as written in code and links, where `[7]: …` defines it (then markdown makes a link of it), under References
 * itself, without such an item, and outside of a vault.
 */
export function citationPlugin(md: MarkdownIt, linksOf: LinksOf): MarkdownIt {
  // Behind these two, what may be a link or picture of markdown's own has become one.
  md.inline.ruler.after('image', CITATION, parseCitation);
  md.core.ruler.push(CITATION, linkCitations);
  md.renderer.rules[CITATION] = (tokens, index, _options, env) => {
    const { content, meta } = tokens[index] as Token;
    const { id, title } = meta as unknown as Reference;
    const known = knownOf(env, linksOf);
    if (known === undefined || known === 'asked') return content;
    const href = `#${id}`;
    const attributes = { class: 'atlas-citation', href, 'data-href': href };
    return element('a', title === '' ? attributes : { ...attributes, title }, content);
  };
  return md;
}

/** The type of a citation's token, as which it only remains where there is what it cites. */
const CITATION = 'atlas_citation';

/** What a number cites. */
interface Reference {
  readonly id: string;
  /** Its text, for a tooltip. */
  readonly title: string;
}

const NUMBER = /\[[1-9]\d{0,2}\]/y;

function parseCitation(state: StateInline, silent: boolean): boolean {
  // Asked silently, markdown-it looks for the end of a link's text; brackets must stay what they are to it.
  if (silent || isEmbedded(state.env)) return false;
  NUMBER.lastIndex = state.pos;
  const [source] = NUMBER.exec(state.src) ?? [];
  if (source === undefined || state.pos + source.length > state.posMax) return false;
  const token = state.push(CITATION, '', 0);
  token.content = source;
  // As in a wiki-link: what VS Code makes a heading's anchor of.
  const text = new state.Token('text', '', 0);
  text.content = source;
  token.children = [text];
  state.pos += source.length;
  return true;
}

/** Says of each citation what it cites; makes text of those that cite nothing or stand in a link. */
function linkCitations({ tokens, md, env }: StateCore): void {
  if (isEmbedded(env)) return;
  const section = referencesSection(tokens);
  const references = referencesIn(tokens.slice(...section), token =>
    md.renderer.renderInlineAsText(token.children ?? [], md.options, env),
  );
  tokens.forEach((token, i) => {
    const inSection = section[0] <= i && i < section[1];
    let links = 0;
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') links++;
      else if (child.type === 'link_close') links--;
      child.children?.filter(isCitation).forEach(unlink);
      if (!isCitation(child)) continue;
      const reference = references.get(child.content.slice(1, -1));
      if (reference === undefined || links > 0 || inSection) unlink(child);
      else child.meta = { ...reference };
    }
  });
}

const isCitation = ({ type }: Token): boolean => type === CITATION;

function unlink(token: Token): void {
  token.type = 'text';
  token.children = null;
}

/** Where the section References starts and ends among a page's tokens; the first of level 2, else the first. */
function referencesSection(tokens: readonly Token[]): readonly [start: number, end: number] {
  const starts = tokens.flatMap(({ type, level }, i) =>
    type === 'heading_open' && level === 0 && isReferences(tokens[i + 1]?.content ?? '') ? [i] : [],
  );
  const start = starts.find(i => tokens[i]?.tag === 'h2') ?? starts[0];
  if (start === undefined) return [0, 0];
  const own = tokens[start]?.tag ?? '';
  const end = tokens.findIndex(
    ({ type, level, tag }, i) => i > start && type === 'heading_open' && level === 0 && tag <= own,
  );
  return [start, end < 0 ? tokens.length : end];
}

const isReferences = (heading: string): boolean =>
  heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') === 'references';

/** The items of the ordered lists among tokens, by their numbers as rendered and as written; each gets an `id`. */
function referencesIn(tokens: readonly Token[], textOf: (inline: Token) => string): ReadonlyMap<string, Reference> {
  const references = new Map<string, Reference>();
  const written = new Map<string, Reference>();
  let number = 0;
  tokens.forEach((token, i) => {
    if (token.type === 'ordered_list_open' && token.level === 0) number = Number(token.attrGet('start') ?? 1);
    if (token.type !== 'list_item_open' || token.level !== 1 || token.info === '') return;
    const shown = String(number++);
    if (references.has(shown)) return;
    const id = `atlas-reference-${shown}`;
    token.attrSet('id', id);
    const text = tokens.slice(i, i + 4).find(({ children }) => children !== null);
    const reference = { id, title: text === undefined ? '' : textOf(text).trim().slice(0, 200) };
    references.set(shown, reference);
    if (!written.has(token.info)) written.set(token.info, reference);
  });
  return new Map([...written, ...references]);
}
