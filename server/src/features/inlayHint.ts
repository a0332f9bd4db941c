import { firstFrom } from '../core/text.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Step } from '../atlas/steps.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { isAtlasId, sitePathId, slugOf } from '../atlas/ids.ts';
import { pageLabel } from '../atlas/linkLabel.ts';
import type { Named } from '../atlas/named.ts';
import { namedById } from '../atlas/named.ts';
import { plainText } from '../atlas/names.ts';
import { stepTechnique, tacticsOf } from '../atlas/tactics.ts';
import type { Link, Page, PageId } from '../core/page.ts';
import type { Span } from '../core/text.ts';

/** A word that the editor shows in the text though it is not there. */
export interface InlayHint {
  readonly kind: 'name' | 'tactic';
  /** Where it is shown. */
  readonly offset: number;
  readonly parts: readonly HintPart[];
  readonly tooltip: string;
}

/** A piece of a hint; `page` is the page that it names, if the vault has it. */
export interface HintPart {
  readonly text: string;
  readonly page?: PageId;
}

/** Which hints are wanted. */
export interface HintSwitches {
  readonly names: boolean;
  readonly tactics: boolean;
}

/**
 * The hints of a stretch of a page, in text order: the name behind a bare ID, and behind a link of the ATLAS site that only
 * says the ID, unless the name stands beside it; the tactics of a step behind its technique, unless it states one. `text` is the
 * page's.
 */
export const inlayHints = (
  book: Casebook,
  page: Page,
  text: string,
  span: Span,
  { names, tactics }: HintSwitches,
): readonly InlayHint[] =>
  [
    ...(names ? [...mentionHints(book, page, text, span), ...siteHints(book, page, text, span)] : []),
    ...(tactics ? tacticHints(book, page, span) : []),
  ].sort((a, b) => a.offset - b.offset);

const mentionHints = (book: Casebook, page: Page, text: string, span: Span): readonly InlayHint[] => {
  const { mentions } = page;
  const { id: own } = pageIdentity(page);
  const hints: InlayHint[] = [];
  for (let i = firstFrom(mentions, span.start - LONGEST_ID); i < mentions.length; i++) {
    const mention = mentions[i];
    if (mention === undefined || mention.end > span.end) break;
    const { id, start, end } = mention;
    if (mention.place === 'frontMatter' || end < span.start || (id === own && isClaim(page, mention))) continue;
    hints.push(...nameHint(book, text, id, start, end));
  }
  return hints;
};

/** No ID is longer. */
const LONGEST_ID = 64;

/** Whether a page says its own ID there. */
const isClaim = (page: Page, { start, end }: Span): boolean =>
  atlasPage(page).claims.some(claim => claim.start <= start && end <= claim.end);

const siteHints = (book: Casebook, page: Page, text: string, span: Span): readonly InlayHint[] =>
  page.links.flatMap((link: Link) => {
    if (link.kind !== 'markdown' || link.place === 'frontMatter') return [];
    if (link.end < span.start || link.end > span.end) return [];
    const id = sitePathId(link.target);
    const label = plainText(link.label ?? '');
    return id === undefined || (label !== '' && !isAtlasId(label))
      ? []
      : nameHint(book, text, id, link.start, link.end);
  });

/** The name of an ID that stands there, behind it; none if nobody has the ID, or the name is already beside it. */
const nameHint = (book: Casebook, text: string, id: string, start: number, end: number): readonly InlayHint[] => {
  const named = namedById(book, id);
  if (named === undefined || slugOf(named.name) === slugOf(id) || isBeside(text, named.name, start, end)) return [];
  return [{ kind: 'name', offset: end, parts: [partOf(named)], tooltip: tooltipOf(book, named) }];
};

/** So many signs may stand between an ID and its name, such as brackets, dashes, marks of emphasis and blanks. */
const BETWEEN = 16;

/** Whether a name follows or precedes a stretch, whatever marks stand between. */
const isBeside = (text: string, name: string, start: number, end: number): boolean => {
  const slug = slugOf(name);
  const room = name.length + BETWEEN;
  const behind = slugOf(text.slice(end, end + room));
  if (behind.startsWith(slug) && ['', '-'].includes(behind.slice(slug.length, slug.length + 1))) return true;
  const before = slugOf(text.slice(Math.max(0, start - room), start));
  return before.endsWith(slug) && ['', '-'].includes(before.slice(0, -slug.length).slice(-1));
};

const tacticHints = (book: Casebook, page: Page, span: Span): readonly InlayHint[] =>
  atlasPage(page).steps.flatMap(step => {
    const line = step.techniques[0];
    if (line === undefined || step.tactics.length > 0) return [];
    const offset = line.link?.end ?? line.field.valueEnd;
    return offset < span.start || offset > span.end ? [] : tacticHint(book, page, step, offset);
  });

const tacticHint = (book: Casebook, page: Page, step: Step, offset: number): readonly InlayHint[] => {
  const technique = stepTechnique(book, page, step);
  const tactics = technique === undefined ? [] : tacticsOf(book, technique);
  if (technique === undefined || tactics.length === 0) return [];
  const parts = tactics.flatMap((tactic, i) => [...(i === 0 ? [] : [{ text: ', ' }]), partOf(tactic)]);
  const label = pageLabel(technique);
  const tooltip =
    tactics.length === 1
      ? `The tactic of ${label}.`
      : `The tactics of ${label}. A Tactic line would say which of them this step serves.`;
  return [{ kind: 'tactic', offset, parts, tooltip }];
};

const partOf = ({ name, page }: Named): HintPart => ({ text: name, ...(page === undefined ? {} : { page: page.id }) });

const tooltipOf = ({ catalogue }: Casebook, named: Named): string =>
  named.page === undefined
    ? `${pageLabel(named)}, known from ATLAS ${catalogue.version}; this vault has no page for it.`
    : `${pageLabel(named)}, in ${named.page.id}.`;
