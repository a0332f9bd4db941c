import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import type { LinkFault, Page } from '../core/page.ts';
import { resolveTarget } from '../core/resolve.ts';
import { pageOf } from '../core/vault.ts';
import { likelyIf, pageFix } from './fix.ts';
import type { Fix, Problem, Rule } from './problem.ts';

/** malformed-link: brackets or bars that were meant to be a link and are none. */
export const malformedLink: Rule = {
  codes: ['malformed-link'],
  on: 'all',
  check: (_book, page) =>
    page.faults.map(({ kind, start, end }): Problem => ({
      code: 'malformed-link',
      span: { start, end },
      message: MESSAGE[kind],
    })),
  fixes: (book, page, problem) => {
    const fault = page.faults.find(({ start, end }) => start === problem.span.start && end === problem.span.end);
    // A longer fault's text is not known whole, so no repair of it would be right.
    return fault?.text.length === problem.span.end - problem.span.start ? REPAIR[fault.kind](book, page, fault) : [];
  },
};

const MESSAGE: Readonly<Record<LinkFault['kind'], string>> = {
  unclosed: "This link is not closed: ']]' is missing.",
  unopened: "This link is not opened: '[[' is missing before the target.",
  empty: 'This link names no page. Write a target, or remove it.',
  nested: 'A link cannot stand inside a link. Keep one of the two.',
  bar: "In a table an unescaped bar ends the cell. Write '\\|' before a link's label.",
};

type Repair = (book: Casebook, page: Page, fault: LinkFault) => readonly Fix[];

const unclosed: Repair = (book, page, fault) => {
  const content = fault.text.slice(2);
  if (content.endsWith(']')) return pageFix("Add ']'", page, [insertion(fault.end, ']')], 'likely');
  const meant = meantLength(book, page, content);
  const behind = (length: number): readonly Fix[] => {
    const closed = content.slice(0, length);
    return pageFix(
      `Close the link: '[[${closed}]]'`,
      page,
      [insertion(fault.start + 2 + length, ']]')],
      likelyIf(length === meant),
    );
  };
  return meant === undefined || meant === content.length
    ? behind(content.length)
    : [...behind(meant), ...behind(content.length)];
};

/** How much of an unclosed link's content is the link: the longest start that leads to a page, and that page's label. */
const meantLength = (book: Casebook, page: Page, content: string): number | undefined => {
  const bar = /\\?\|/.exec(content);
  if (bar === null) return wordEnds(content).find(end => pathOf(book, page, content.slice(0, end)) !== undefined);
  const path = pathOf(book, page, content.slice(0, bar.index));
  const target = path === undefined ? undefined : pageOf(book.vault, path);
  const labelStart = bar.index + bar[0].length;
  if (target === undefined) return undefined;
  const identity = pageIdentity(target);
  const { id, name } = identity;
  const labels = [pageLabel(identity), name, ...(id === undefined ? [] : [id])];
  const label = labels.find(text => content.startsWith(text, labelStart));
  return label === undefined ? undefined : labelStart + label.length;
};

/** Ends of the words of a text, last first, at most 50, each with and without punctuation behind the word. */
const wordEnds = (text: string): readonly number[] =>
  [...text.matchAll(/[^\s.,;:!?)]+(?=[\s.,;:!?)]|$)/g)]
    .map(match => match.index + match[0].length)
    .slice(0, 50)
    .reverse();

const pathOf = (book: Casebook, page: Page, written: string): string | undefined => {
  const hash = written.indexOf('#');
  const target = (hash < 0 ? written : written.slice(0, hash)).trim();
  const resolution = resolveTarget(book.vault, page.id, target);
  return target !== '' && resolution.kind === 'found' ? resolution.path : undefined;
};

const unopened: Repair = (_book, page, fault) => {
  const missing = fault.text.startsWith('[') ? '[' : '[[';
  return pageFix(`Add '${missing}'`, page, [insertion(fault.start, missing)], 'likely');
};

const empty: Repair = (_book, page, fault) => {
  const label = /\|(.*)\]\]$/s.exec(fault.text)?.[1]?.trim() ?? '';
  const title = label === '' ? 'Remove the empty link' : `Keep only the text '${label}'`;
  return pageFix(title, page, [{ span: fault, newText: label }], 'likely');
};

const nested: Repair = (_book, page, fault) => {
  const inner = /\[\[([^[\]]*)\]\]/.exec(fault.text);
  if (inner?.[1] === undefined) return [];
  const shown = inner[1].replace(/^.*?\\?\|/s, '');
  const flat = fault.text.slice(0, inner.index) + shown + fault.text.slice(inner.index + inner[0].length);
  const outerTarget = /^\[\[[^[\]|\\]*\S/.test(fault.text.slice(0, inner.index));
  return [
    ...(outerTarget ? pageFix('Keep the outer link', page, [{ span: fault, newText: flat }], 'possible') : []),
    ...pageFix('Keep the inner link', page, [{ span: fault, newText: inner[0] }], 'possible'),
  ];
};

const bar: Repair = (_book, page, fault) =>
  pageFix("Write the bar as '\\|'", page, [insertion(fault.start, '\\')], 'certain');

const REPAIR: Readonly<Record<LinkFault['kind'], Repair>> = { unclosed, unopened, empty, nested, bar };

const insertion = (at: number, newText: string) => ({ span: { start: at, end: at }, newText });
