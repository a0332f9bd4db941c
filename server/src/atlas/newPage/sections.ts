import { majority } from '../../core/commonest.ts';
import { formatLink, linkTargetFor } from '../../core/linkText.ts';
import type { Page } from '../../core/page.ts';
import type { PageKind } from '../pageIdentity.ts';
import type { PageList } from '../lists/pageLists.ts';
import { atlasPage } from '../atlasPage.ts';
import type { Casebook } from '../casebook.ts';
import { pagesWithId } from '../casebook.ts';
import { folderTactic, isEmptySection } from '../lists/derivedLists.ts';
import { formatIdLabel } from '../ids.ts';
import { commonForm, formsOf, namedEntries, USUAL_FORM, writeEntry } from '../lists/listShape.ts';
import { namedById } from '../named.ts';
import { subTechniquePages } from '../subTechniques.ts';
import { tacticPages } from '../tactics.ts';
import type { Facts } from './facts.ts';
import { metadataLines } from './metadata.ts';
import type { Form } from '../pageForms.ts';
import type { Sample, SampleSection } from './samples.ts';
import { bodyText, inSampleOrder, sectionsOf } from './samples.ts';

/** What a new page is made from. */
export interface Models {
  /** Pages of its form, nearest first. */
  readonly siblings: readonly Sample[];
  /** Other techniques near it, with and without a parent: they show lists that its siblings may lack. */
  readonly relatives: readonly Sample[];
  /** What is known of the new page before it is there. */
  readonly outline: Page;
  /** The casebook as it will be with the new page: how links on it must be written. */
  readonly later: Casebook;
  /** The entries of its derived lists. */
  readonly lines: Readonly<Partial<Record<PageList['what'], readonly string[]>>>;
}

/** The sections of a new page, in the order of its siblings; each is its heading and its text, which may be empty. */
export const sectionTexts = (
  book: Casebook,
  models: Models,
  facts: Facts,
  form: Form,
): readonly (readonly [heading: string, body: string])[] => {
  const { siblings, relatives } = models;
  const lists = [...siblings, ...relatives].map(sample => sectionsOf(sample).map(({ key }) => key));
  const usual = inSampleOrder(lists, () => true);
  const missing =
    siblings.length === 0 || form === 'caseStudy' ? SECTIONS[form].filter(key => !usual.includes(key)) : [];
  return [...missing.filter(isFirst), ...usual, ...missing.filter(key => !isFirst(key))].flatMap(key => {
    const write = WRITERS[key] ?? everyonesHeading;
    const body = write({ book, models, facts, form, key, own: sectionsWith(siblings, key) });
    return body === undefined ? [] : [body];
  });
};

/** What a page of a form has where no sibling shows it, and a case study in any case. */
const SECTIONS: Readonly<Record<Form, readonly string[]>> = {
  tactic: ['metadata'],
  technique: ['metadata', 'tactics'],
  subTechnique: ['metadata', 'tactics'],
  mitigation: ['metadata'],
  caseStudy: ['metadata', 'procedure', 'references'],
  note: [],
};

const isFirst = (key: string): boolean => key === 'metadata';

type Found = readonly [sample: Sample, section: SampleSection];

const sectionsWith = (samples: readonly Sample[], key: string): readonly Found[] =>
  samples.flatMap(sample => {
    const section = sectionsOf(sample).find(other => other.key === key);
    return section === undefined ? [] : [[sample, section] as const];
  });

interface Asked {
  readonly book: Casebook;
  readonly models: Models;
  readonly facts: Facts;
  readonly form: Form;
  readonly key: string;
  /** The section in those siblings that have it. */
  readonly own: readonly Found[];
}

type Writer = (asked: Asked) => readonly [heading: string, body: string] | undefined;

/** A heading as the nearest sibling writes it, with another count where that has one. */
const headingLike = (found: readonly Found[], otherwise: string, count?: number): string => {
  const text = found[0]?.[1].heading.text ?? otherwise;
  return count === undefined ? text : text.replace(/\d+(?=\)$)/, String(count));
};

const metadata: Writer = ({ models, facts, form, own }) => {
  const lines = metadataLines([...models.siblings, ...models.relatives], facts, form);
  return lines.length === 0 ? undefined : [headingLike(own, 'Metadata'), lines.join('\n')];
};

const listsOf = (samples: readonly Sample[], what: PageList['what']): readonly (readonly [Sample, PageList])[] =>
  samples.flatMap(sample => {
    const list = atlasPage(sample.page).lists.find(other => other.what === what);
    return list === undefined ? [] : [[sample, list] as const];
  });

/** Not where siblings leave their tactics to their folders. */
const tactics: Writer = ({ book, models, facts, form, own }) => {
  if (form !== 'technique' && form !== 'subTechnique') return undefined;
  if (own.length === 0 && models.siblings.length > 0) return undefined;
  const pages = tacticsOfNew(book, models.outline, facts);
  if (pages.length === 0) return undefined;
  const lists = listsOf(models.siblings, 'tactics').map(([sample, { entries }]) => [sample, entries] as const);
  const lines = entryLines(models, lists, 'tactic', pages);
  return [headingLike(own, `Tactics (${pages.length})`, pages.length), lines.join('\n')];
};

/** Entries for pages, in the form that these lists show. */
const entryLines = (
  { outline, later }: Models,
  lists: readonly (readonly [sample: Sample, entries: PageList['entries']])[],
  kind: PageKind,
  pages: readonly Page[],
): readonly string[] => {
  const forms = lists.flatMap(([{ text, page }, entries]) =>
    formsOf(later, text, page, namedEntries(later, page, entries, kind)),
  );
  const form = commonForm(forms) ?? USUAL_FORM;
  return pages.map(page => form.marker + writeEntry(later, outline, page, form));
};

/** The pages of the tactics that the catalogue gives the technique, else its sub-techniques, else its folder. */
const tacticsOfNew = (book: Casebook, outline: Page, { id, entry }: Facts): readonly Page[] => {
  const ids = entry?.kind === 'technique' ? entry.tactics : [];
  const known = ids.flatMap(tactic => pagesWithId(book, tactic).slice(0, 1));
  if (known.length > 0 || id === undefined) return known;
  const ofChildren = subTechniquePages(book, id).flatMap(page => tacticPages(book, page));
  return [...new Set([...ofChildren, ...(ofChildren.length > 0 ? [] : [folderTactic(book, outline) ?? []].flat())])];
};

/** `## Parent Technique` as a sibling writes it, with another parent in it. */
const parent: Writer = ({ book, models: { later }, facts, own }) => {
  const ofSame = own.filter(([{ facts: other }]) => other.parent === facts.parent);
  for (const [sample, section] of [...ofSame, ...own]) {
    const body = parentBody(book, later, sample, section, facts);
    if (body !== undefined) return [headingLike([[sample, section]], 'Parent Technique'), body];
  }
  return undefined;
};

const parentBody = (
  book: Casebook,
  later: Casebook,
  sample: Sample,
  section: SampleSection,
  facts: Facts,
): string | undefined => {
  const was = sample.facts.parent;
  const is = facts.parent;
  if (was === undefined || is === undefined) return undefined;
  const [wasName, isName] = [was, is].map(id => namedById(book, id)?.name);
  if (wasName === undefined || isName === undefined) return undefined;
  const reword = (text: string): string =>
    text
      .replaceAll(was, '\0')
      .replaceAll(wasName, () => isName)
      .replaceAll('\0', is);
  const [page] = pagesWithId(book, is);
  let body = '';
  let at = section.heading.end;
  for (const link of sample.page.links.filter(({ start, end }) => start >= at && end <= section.end)) {
    if (link.kind !== 'wiki') return undefined;
    const label = reword(link.label ?? '');
    const target = page && linkTargetFor(later.vault, facts.path, page.id, later.linkStyle);
    body += reword(sample.text.slice(at, link.start));
    body += target === undefined ? label || formatIdLabel(is, isName) : formatLink({ target, label });
    at = link.end;
  }
  body += reword(sample.text.slice(at, section.end));
  return body.includes(is) || body.includes(isName) ? body.replace(/\r\n?/g, '\n').trim() : undefined;
};

/** The pages of a technique's sub-techniques, where pages of the vault have such a section. */
const subTechniques: Writer = ({ book, models, facts, form, key }) => {
  if (form !== 'technique' || facts.id === undefined) return undefined;
  const found = sectionsWith([...models.siblings, ...models.relatives], key);
  const pages = subTechniquePages(book, facts.id);
  if (found.length === 0 || pages.length === 0) return undefined;
  const lists = found.map(([sample, section]) => [sample, entriesIn(sample, section)] as const);
  const lines = entryLines(models, lists, 'technique', pages);
  return [headingLike(found, 'Sub-techniques', pages.length), lines.join('\n')];
};

const entriesIn = ({ page }: Sample, { heading, end }: SampleSection): PageList['entries'] =>
  page.items
    .filter(item => item.start >= heading.end && item.start < end)
    .map(item => ({ item, link: page.links.find(link => link.start >= item.contentStart && link.end <= item.end) }));

/**
 * A list that is derived from other pages. Where none names this one it is left out, but where every sibling has it, even one with
 * nothing to list: then it says so as that one does.
 */
const derived =
  (what: PageList['what']): Writer =>
  ({ models: { siblings, relatives, lines }, key, own }) => {
    const listed = lines[what] ?? [];
    if (listed.length === 0) return own.length < siblings.length ? undefined : emptyList(own);
    const samples = [...siblings, ...relatives];
    const found = sectionsWith(samples, key);
    if (found.length === 0) return undefined;
    const introductions = listsOf(samples, what).map(([sample, list]) => introductionOf(sample, list));
    const body = [majority(introductions) ?? '', listed.join('\n')].filter(text => text !== '').join('\n\n');
    return [headingLike(found, '', listed.length), body];
  };

/** What stands between a list's heading and its first entry. */
const introductionOf = (sample: Sample, { heading, entries }: PageList): string =>
  entries[0] === undefined ? '' : bodyText(sample, heading.end, entries[0].item.start);

const emptyList = (own: readonly Found[]): readonly [string, string] | undefined => {
  for (const [sample, section] of own) {
    const list = atlasPage(sample.page).lists.find(other => other.heading.start === section.heading.start);
    if (list?.entries.length !== 0 || !isEmptySection(sample.page, list)) continue;
    return [headingLike([[sample, section]], ''), bodyText(sample, section.heading.end, section.end)];
  }
  return undefined;
};

/** A section that is the writer's to fill: its heading, where every sibling has it. */
const everyonesHeading: Writer = ({ models: { siblings }, own }) =>
  siblings.length > 1 && own.length === siblings.length ? [headingLike(own, ''), ''] : undefined;

const needed =
  (heading: string): Writer =>
  ({ own, form }) =>
    form === 'caseStudy' || own.length > 0 ? [headingLike(own, heading), ''] : undefined;

const WRITERS: Readonly<Record<string, Writer>> = {
  metadata,
  tactics,
  parent,
  parenttechnique: parent,
  subtechniques: subTechniques,
  techniques: derived('techniques'),
  mitigations: derived('mitigations'),
  casestudies: derived('caseStudies'),
  procedure: needed('Procedure'),
  references: needed('References'),
};
