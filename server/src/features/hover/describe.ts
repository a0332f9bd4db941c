import { atlasPage } from '../../atlas/atlasPage.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import type { CatalogueEntry } from '../../atlas/catalogue.ts';
import { entryOf, idStatus, knownDate } from '../../atlas/catalogue.ts';
import { formatIdLabel, kindOfId, parentId } from '../../atlas/ids.ts';
import { meantPage } from '../../atlas/linkedPage.ts';
import { pageLabel } from '../../atlas/linkLabel.ts';
import { listKey } from '../../atlas/lists/listKeys.ts';
import type { Named } from '../../atlas/named.ts';
import { namedById, namedPage } from '../../atlas/named.ts';
import { subTechniqueIds } from '../../atlas/subTechniques.ts';
import { tacticsOf } from '../../atlas/tactics.ts';
import { maturityOf, metadataValue } from '../../atlas/techniqueFacts.ts';
import { get } from '../../core/layeredMap.ts';
import type { Page } from '../../core/page.ts';
import { sectionSpan } from '../../core/page.ts';
import { withoutExtension } from '../../core/paths.ts';
import { linkKeys, nameKey, pageOf } from '../../core/vault.ts';
import { excerptPart } from './excerpt.ts';
import { counted } from '../../core/wording.ts';
import { escapeMarkdown } from './markdown.ts';
import type { HoverPart } from './part.ts';

/**
 * A page: ID and name, what it is, its relatives, its first paragraph, and for a technique the case studies that use it,
 * at most `limit` of them.
 */
export const describePage = (book: Casebook, page: Page, limit: number): readonly HoverPart[] => {
  const identity = pageIdentity(page);
  const lines = [`**${escapeMarkdown(pageLabel(identity))}**`, factsOf(book, page), ...relatives(book, identity.id)];
  return [
    { markdown: lines.join('\n\n') },
    ...summaryOf(book, page),
    ...(identity.kind === 'technique' ? usedIn(book, page, limit) : []),
  ];
};

/** A page's first paragraph, unless it is one of its Metadata. */
const summaryOf = (book: Casebook, page: Page): readonly HoverPart[] => {
  const { summary } = page;
  if (summary === undefined) return [];
  const { metadata } = atlasPage(page).sections;
  const { start, end } = metadata < 0 ? { start: 0, end: 0 } : sectionSpan(page, metadata);
  return start <= summary.start && summary.start < end ? [] : [excerptPart(book, page, summary)];
};

/** An ID that no page of the vault has, by what the catalogue knows of it. */
export const describeEntry = (book: Casebook, id: string): readonly HoverPart[] => {
  const { catalogue } = book;
  const entry = entryOf(catalogue, id);
  const release = `ATLAS ${escapeMarkdown(catalogue.version)}`;
  if (entry === undefined) {
    const why = idStatus(catalogue, id) === 'retired' ? ' It is retired, or was never assigned.' : '';
    return [{ markdown: `**${id}**\n\nNeither this vault nor ${release} has this ID.${why}` }];
  }
  const lines = [
    `**${escapeMarkdown(formatIdLabel(id, entry.name))}**`,
    facts([kindWord(id), ...entryFacts(book, entry)]),
    ...relatives(book, id),
    `Known from ${release}; this vault has no page for it.`,
  ];
  return [{ markdown: lines.join('\n\n') }];
};

const entryFacts = (book: Casebook, entry: CatalogueEntry): readonly (string | undefined)[] => {
  switch (entry.kind) {
    case 'technique':
      return [tacticNames(book, { ...entry, page: undefined }), entry.maturity];
    case 'mitigation':
      return [entry.categories.join(', ')];
    case 'caseStudy':
      return [entry.type, knownDate(entry)];
    case 'tactic':
      return [];
  }
};

/** One line of what is known of a page, from itself before the catalogue. */
const factsOf = (book: Casebook, page: Page): string => {
  const { id, kind, steps, lists } = atlasPage(page);
  if (id === undefined) return facts(['Note', withoutExtension(page.id)]);
  switch (kind) {
    case 'technique':
      return facts([kindWord(id), tacticNames(book, namedPage(book, page)), maturityOf(book, page)]);
    case 'tactic':
      return facts([kindWord(id), countedIfAny(definers(book, page, 'techniques').length, 'technique')]);
    case 'mitigation': {
      const mitigated = lists.find(list => list.what === 'techniques')?.links.length ?? 0;
      return facts([kindWord(id), metadataValue(page, 'category'), countedIfAny(mitigated, 'technique')]);
    }
    default:
      return facts([
        kindWord(id),
        metadataValue(page, 'type'),
        metadataValue(page, 'incident date'),
        countedIfAny(steps.length, 'step'),
      ]);
  }
};

const facts = (parts: readonly (string | undefined)[]): string =>
  parts.flatMap(part => (part === undefined || part === '' ? [] : escapeMarkdown(part))).join(' · ');

const countedIfAny = (n: number, one: string): string | undefined => (n === 0 ? undefined : counted(n, one));

const KIND_WORDS = { tactic: 'Tactic', technique: 'Technique', mitigation: 'Mitigation', caseStudy: 'Case study' };

const kindWord = (id: string): string => {
  const kind = kindOfId(id);
  return parentId(id) !== undefined ? 'Sub-technique' : kind === undefined ? 'Page' : KIND_WORDS[kind];
};

/** The names of a technique's tactics. */
const tacticNames = (book: Casebook, technique: Named): string =>
  tacticsOf(book, technique)
    .map(({ name }) => name)
    .join(', ');

/** Lines that name a sub-technique's parent, or a technique's sub-techniques, of vault and catalogue. */
const relatives = (book: Casebook, id: string | undefined): readonly string[] => {
  if (id === undefined || kindOfId(id) !== 'technique') return [];
  const label = (other: string): string => escapeMarkdown(formatIdLabel(other, namedById(book, other)?.name));
  const parent = parentId(id);
  if (parent !== undefined) return [`Sub-technique of ${label(parent)}`];
  const children = subTechniqueIds(book, id);
  if (children.length === 0) return [];
  const more = children.length > MAX_CHILDREN ? `, and ${children.length - MAX_CHILDREN} more` : '';
  return [`Sub-techniques: ${children.slice(0, MAX_CHILDREN).map(label).join(', ')}${more}`];
};

const MAX_CHILDREN = 8;

/** Paths of the pages that name this one where it makes them enter one of its lists. */
const definers = (book: Casebook, page: Page, what: 'techniques' | 'caseStudies'): readonly string[] =>
  get(book.vault.bodies.get().defines, listKey(what, nameKey(page.id))) ?? [];

/** Up to so many case studies are looked at to count them; the file name in their links is trusted for the rest. */
const MAX_EXAMINED = 100;

/** The case studies whose Technique lines lead to a page, with the steps, by ID; at most `limit` of them, and how many there are. */
const usedIn = (book: Casebook, page: Page, limit: number): readonly HoverPart[] => {
  const studies = definers(book, page, 'caseStudies')
    .flatMap(path => pageOf(book.vault, path) ?? [])
    .map(study => ({ study, order: pageIdentity(study).id ?? study.id }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const items: HoverPart[] = [];
  let count = Math.max(0, studies.length - MAX_EXAMINED);
  for (const { study } of studies.slice(0, MAX_EXAMINED)) {
    const steps = stepsWith(book, study, page);
    if (steps.length === 0) continue;
    count++;
    if (items.length === limit) continue;
    const note = `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
    items.push({ link: study.id, title: pageLabel(pageIdentity(study)), note });
  }
  if (items.length === 0) return [{ markdown: 'No case study of this vault uses it.' }];
  const about = studies.length > MAX_EXAMINED ? 'about ' : '';
  const rest = count - items.length;
  return [
    { markdown: `Used in ${about}${counted(count, 'case study', 'case studies')}:` },
    ...items,
    ...(rest > 0 ? [{ markdown: `and ${rest} more` }] : []),
  ];
};

/** Numbers of the steps of a case study that use a technique. */
const stepsWith = (book: Casebook, study: Page, technique: Page): readonly number[] => {
  const key = nameKey(technique.id);
  return atlasPage(study)
    .steps.filter(({ techniques }) =>
      techniques.some(
        ({ link }) =>
          link !== undefined && linkKeys(link).includes(key) && meantPage(book, study, link)?.id === technique.id,
      ),
    )
    .map(step => step.number);
};
