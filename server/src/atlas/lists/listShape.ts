import { commonest } from '../../core/commonest.ts';
import { formatLink } from '../../core/linkText.ts';
import type { Page } from '../../core/page.ts';
import type { PageKind } from '../pageIdentity.ts';
import type { ListEntry } from './pageLists.ts';
import { pageIdentity } from '../pageIdentity.ts';
import type { Casebook } from '../casebook.ts';
import { pageLabel } from '../linkLabel.ts';
import { meantPage } from '../linkedPage.ts';
import { targetText } from '../linkTo.ts';
import { maturityOf } from '../techniqueFacts.ts';

/** An entry of a list as its author wrote it, in parts by which others can be written. */
export interface EntryForm {
  /** From the item's marker to its content: `- `. */
  readonly marker: string;
  /** What stands before the link. */
  readonly lead: string;
  readonly isWiki: boolean;
  /** The link's label, empty for none, and what stands behind the link, with `{id}`, `{name}` and `{maturity}` for the page's own. */
  readonly label: string;
  readonly tail: string;
}

/** An entry and the page that it names. */
export interface NamedEntry {
  readonly entry: ListEntry;
  readonly target: Page;
}

/** The entries of a page that name a page of this kind. */
export const namedEntries = (
  book: Casebook,
  page: Page,
  entries: readonly ListEntry[],
  kind: PageKind | undefined,
): readonly NamedEntry[] =>
  entries.flatMap(entry => {
    const target = entry.link && meantPage(book, page, entry.link);
    return target === undefined || pageIdentity(target).kind !== kind ? [] : [{ entry, target }];
  });

/** The forms of entries; none where the text is not that of the page. */
export const formsOf = (
  book: Casebook,
  text: string | undefined,
  page: Page,
  named: readonly NamedEntry[],
): readonly EntryForm[] =>
  text?.length === page.length
    ? named.flatMap(({ entry, target }) => formOfEntry(book, text, entry, target) ?? [])
    : [];

/** The form of an entry that links `target`; undefined for one without link. `text` is that of the entry's page. */
const formOfEntry = (book: Casebook, text: string, entry: ListEntry, target: Page): EntryForm | undefined => {
  const { item, link } = entry;
  if (link === undefined) return undefined;
  const { id, name, maturity } = factsOf(book, target);
  const tail = text
    .slice(link.end, item.end)
    .replace(/\s+\^[\w-]+\s*$/, '')
    .trimEnd();
  return {
    marker: text.slice(item.start, item.contentStart),
    lead: text.slice(item.contentStart, link.start).replace(/^\[[xX]\]/, '[ ]'),
    isWiki: link.kind === 'wiki',
    label: link.label === undefined ? '' : withTokens(link.label, { id, name }),
    tail: withTokens(tail, { id, name, maturity }),
  };
};

/**
 * The form that entries have in common: each part the commonest, of equals the first. Words of the author's are
 * repeated only where all entries do so. Undefined where no entry shows how a label is made.
 */
export const commonForm = (forms: readonly EntryForm[]): EntryForm | undefined => {
  const [first] = forms;
  const label = commonest(forms.map(form => form.label).filter(isMadeOfTokens));
  if (first === undefined || label === undefined) return undefined;
  return {
    marker: first.marker,
    lead:
      sharedBy(forms.map(form => form.lead)) ?? commonest(forms.map(({ lead }) => (hasWords(lead) ? '' : lead))) ?? '',
    isWiki: commonest(forms.map(form => form.isWiki)) ?? true,
    label,
    tail: sharedBy(forms.map(form => form.tail)) ?? commonest(forms.map(({ tail }) => withoutWords(tail))) ?? '',
  };
};

/** Whether an entry's label is made of what its page is called, or it has none: then others can be made likewise. */
export const showsLabel = ({ link }: ListEntry, target: Page): boolean => {
  const { id, name } = pageIdentity(target);
  return link !== undefined && (link.label === undefined || isMadeOfTokens(withTokens(link.label, { id, name })));
};

/** The usual form, where nothing shows another. */
export const USUAL_FORM: EntryForm = { marker: '- ', lead: '', isWiki: true, label: '{id}: {name}', tail: '' };

/** An entry for a page in a list of the page `holder`, without its marker. `note` stands in for the form's own tail. */
export const writeEntry = (book: Casebook, holder: Page, page: Page, form: EntryForm, note?: string): string => {
  const facts = factsOf(book, page);
  const label = withFacts(form.label, facts);
  const target = targetText(book, holder, form.isWiki ? 'wiki' : 'markdown', page.id);
  const link = form.isWiki
    ? formatLink({ target, label })
    : `[${(label || pageLabel(pageIdentity(page))).replace(/[[\]\\]/g, '\\$&')}](${target})`;
  return form.lead + link + (note ?? withFacts(form.tail, facts));
};

/** What stands between a link and a note on it; undefined where the text goes on in another way. */
export const noteSeparator = (tail: string): string | undefined =>
  /^[ \t]*(?:[\u2013\u2014]|-{1,2}|:)[ \t]+/.exec(tail)?.[0];

interface Facts {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly maturity?: string | undefined;
}

/** What entries say of a page. */
const factsOf = (book: Casebook, page: Page): Facts => {
  const { id, name, kind } = pageIdentity(page);
  return { id, name, maturity: kind === 'technique' ? maturityOf(book, page) : undefined };
};

const withTokens = (text: string, facts: Facts): string => {
  const known = Object.entries(facts).filter((entry): entry is [string, string] => !!entry[1]);
  if (known.length === 0) return text;
  const words = known.map(([, value]) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'gu'), found => {
    const key = known.find(([, value]) => value === found)?.[0];
    return key === undefined ? found : `{${key}}`;
  });
};

/** What is not known goes with the brackets around it. */
const withFacts = (form: string, { id = '', name = '', maturity }: Facts): string =>
  form
    .replace(/[ \t]*[([]?\{maturity\}[)\]]?/g, found => (maturity ? found.replace('{maturity}', () => maturity) : ''))
    .replace(/\{(id|name)\}/g, (_, key: string) => (key === 'id' ? id : name));

const TOKEN = String.raw`\{(?:id|name|maturity)\}`;
const NO_WORDS = String.raw`[^\p{L}\p{N}{}]*`;
const MADE_OF_TOKENS = new RegExp(`^(?:${NO_WORDS}${TOKEN})+${NO_WORDS}$`, 'u');
const UP_TO_WORDS = new RegExp(`^(?:${NO_WORDS}${TOKEN})+[)\\]*_.]*`, 'u');

const isMadeOfTokens = (label: string): boolean => label === '' || MADE_OF_TOKENS.test(label);

/** Whether a text holds a letter or a digit. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** As much of what stands behind a link as holds for any page. */
const withoutWords = (tail: string): string => (hasWords(tail) ? (UP_TO_WORDS.exec(tail)?.[0] ?? '') : tail);

/** What all of several have; undefined for a single one, which shows no habit. */
const sharedBy = (all: readonly string[]): string | undefined =>
  all.length > 1 && new Set(all).size === 1 ? all[0] : undefined;
