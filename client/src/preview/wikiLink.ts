/** A wiki-link as its author wrote it; nothing here is resolved. */
export interface WikiLink {
  /** What it leads to, `target#fragment`, trimmed and without a table's backslash. */
  readonly raw: string;
  /** Behind the bar, trimmed; undefined for none. */
  readonly label: string | undefined;
  readonly embed: boolean;
  /** The whole of it with its brackets. */
  readonly source: string;
}

/** A link longer than this is none: it keeps a page of nothing but brackets from costing quadratic time. */
const LONGEST = 2000;

/**
 * Reads `[[…]]` or `![[…]]` at an offset of a line or paragraph that ends at `end`. Undefined where none stands there:
 * unclosed, empty or nested brackets, a template's placeholder, and the citation style `[[7]](https://…)`, `[[7]][ref]`.
 */
export function readWikiLink(text: string, at: number, end: number): WikiLink | undefined {
  const embed = text[at] === '!';
  const opening = embed ? at + 1 : at;
  if (!text.startsWith('[[', opening) || text[opening + 2] === '[') return undefined;
  const window = text.slice(opening + 2, Math.min(end, opening + 2 + LONGEST));
  const close = window.indexOf(']]');
  const inner = window.slice(0, close);
  if (close < 0 || /[[\]`\n]/.test(inner)) return undefined;
  if (isCitation(inner, window.slice(close + 2))) return undefined;
  const bar = /\\?\|/.exec(inner);
  const raw = inner.slice(0, bar?.index).trim();
  if (raw === '' || raw === '#' || isPlaceholder(raw)) return undefined;
  const label = bar === null ? undefined : inner.slice(bar.index + bar[0].length).trim();
  return { raw, label: label === '' ? undefined : label, embed, source: text.slice(at, opening + close + 4) };
}

/** `{{name}}`, `<% … %>`, `${name}` or `{name}`: a template fills it in later. */
const isPlaceholder = (target: string): boolean => /\{\{|<%|\$\{|\{[^{}]*\}/.test(target);

const DESTINATION =
  /^\(\s*(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/;

/** Whether a pair of brackets with this content, and this text behind it, is a markdown link with the text `[content]`. */
function isCitation(inner: string, behind: string): boolean {
  const numeric = /^\s*\^?\d+\s*$/.test(inner);
  const destination = DESTINATION.exec(behind);
  if (destination !== null) {
    return numeric || /^(?:[a-z][a-z0-9+.-]*:|\/|#|\.)/i.test(destination[1] ?? destination[2] ?? '');
  }
  return numeric && /^\[[^[\]\n]+\]/.test(behind);
}
