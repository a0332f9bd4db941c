import { formatLink, linkTargetFor } from '../../core/linkText.ts';
import type { Page, PageId } from '../../core/page.ts';
import type { PageList } from '../atlasPage.ts';
import { pageIdentity } from '../atlasPage.ts';
import type { Casebook } from '../casebook.ts';
import { linkedPage } from '../linkedPage.ts';
import { factsOf, maturity } from './facts.ts';
import type { Facts } from './facts.ts';
import { majority } from './samples.ts';
import type { Sample } from './samples.ts';

/** How an entry of a list is written: `- [[path|{name}]] — {id}`, where words in braces stand for what is known of its page. */
export interface EntryShape {
  /** Marker and blanks. */
  readonly marker: string;
  /** Empty for a link without a label. */
  readonly label: string;
  /** What follows the link; undefined where each entry has a note of its own there. */
  readonly behind: string | undefined;
}

/** The shape that most entries of these lists have; a page's label on a bullet where none leads. */
export const entryShape = (
  book: Casebook,
  lists: readonly (readonly [sample: Sample, list: Pick<PageList, 'entries'>])[],
): EntryShape => {
  const shapes = lists.flatMap(([sample, { entries }]) =>
    entries.flatMap(({ item, link }): EntryShape[] => {
      const target = link?.kind === 'wiki' ? linkedPage(book, sample.page, link) : undefined;
      if (link === undefined || target === undefined) return [];
      const facts = factsOfPage(book, target);
      const label = link.label === undefined ? '' : withWords(link.label, facts);
      // What says nothing of the page is a name that somebody made up, or a note.
      if (label !== '' && !label.includes('{')) return [];
      const behind = withWords(sample.text.slice(link.end, item.end).trimEnd(), facts);
      const isNote = !behind.includes('{') && /\p{L}/u.test(behind);
      return [{ marker: sample.text.slice(item.start, link.start), label, behind: isNote ? undefined : behind }];
    }),
  );
  return {
    marker: majority(shapes.map(({ marker }) => marker)) ?? '- ',
    label: majority(shapes.map(({ label }) => label)) ?? '{label}',
    behind: shapes.length === 0 ? '' : majority(shapes.map(({ behind }) => behind)),
  };
};

/** An entry of this shape on the page `from` (which need not be there yet) for another page; `note` is where entries have notes. */
export const entryLine = (
  book: Casebook,
  from: PageId,
  page: Page,
  { marker, label, behind }: EntryShape,
  note = '',
): string => {
  const facts = factsOfPage(book, page);
  const target = linkTargetFor(book.vault, from, page.id, book.linkStyle);
  return (
    marker +
    formatLink({ target, label: withFacts(label, facts) }) +
    (behind === undefined ? note : withFacts(behind, facts))
  );
};

const factsOfPage = ({ catalogue }: Casebook, page: Page): Facts => {
  const { id, name } = pageIdentity(page);
  return factsOf(catalogue, { path: page.id, id, name });
};

type Word = readonly [word: string, value: (facts: Facts) => string | undefined];

/** The longer first, as one may hold the other. */
const WORDS: readonly Word[] = [
  ['{label}', ({ label }) => label],
  ['{name}', ({ name }) => name],
  ['{id}', ({ id }) => id],
  ['{file}', ({ file }) => file],
  ['{maturity}', maturity],
];

const withWords = (text: string, facts: Facts): string =>
  WORDS.reduce((shape, [word, value]) => {
    const said = value(facts);
    return said === undefined || said === '' ? shape : shape.replace(said, word);
  }, text);

const withFacts = (shape: string, facts: Facts): string =>
  WORDS.reduce((text, [word, value]) => text.replace(word, () => value(facts) ?? ''), shape);
