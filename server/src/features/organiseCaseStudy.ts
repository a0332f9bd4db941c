import { atlasPage } from '../atlas/atlasPage.ts';
import { isCaseStudy } from '../atlas/pageIdentity.ts';
import { readDate } from '../atlas/dates.ts';
import { metadataRank, statedFields } from '../atlas/metadataFields.ts';
import { plainText } from '../atlas/names.ts';
import { datesMeant } from '../atlas/readableDate.ts';
import { isBlankIn, lineStartIn } from '../core/lines.ts';
import type { ListItem, Page } from '../core/page.ts';
import { headingLines, headingsAfter } from '../core/pageEdit.ts';
import { headingKey } from '../core/resolve.ts';
import type { Span, TextEdit } from '../core/text.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import { editPage, NO_EDIT } from '../core/vaultEdit.ts';
import { hasUnnumberedReferences, referenceNumberEdits } from './numberReferences.ts';
import { areApart, movingPart, rearranged } from './rearrange.ts';

/**
 * Puts the fields and sections of a case study into their order, writes its date as ISO and numbers its references. What the order
 * does not know stays behind what it stood behind. A sentence where there is nothing to do.
 */
export const organiseCaseStudy = (page: Page): PlannedEdit | string => {
  if (!isCaseStudy(page)) return 'This page is no case study.';
  const fields = metadataItems(page);
  const fieldOrder = orderByRank(fields.map(({ rank }) => rank));
  const known = knownSections(page);
  const sectionOrder = orderByRank(known.map(({ rank }) => rank));
  const date = dateEdits(page);
  const isInOrder = !isChanged(fieldOrder) && !isChanged(sectionOrder) && date.length === 0;
  if (isInOrder && !hasUnnumberedReferences(page)) return 'This case study is in order already.';
  return {
    reads: [page.id],
    make: textOf => {
      const text = textOf(page.id);
      if (text?.length !== page.length) return NO_EDIT;
      const inner = [...date, ...referenceNumberEdits(page, text)];
      const inMetadata = isChanged(fieldOrder)
        ? rearranged(
            text,
            itemParts(
              text,
              fields.map(({ item }) => item),
            ),
            fieldOrder,
            inner,
          )
        : inner;
      const parts = known.map(({ heading }) => movingPart(page, text, heading));
      if (!areApart(parts)) return NO_EDIT;
      const edits = isChanged(sectionOrder) ? rearranged(text, parts, sectionOrder, inMetadata) : inMetadata;
      // A block of code that nobody closed would swallow what comes behind it.
      const before = headingLines(page).toSorted().join('\n');
      return headingsAfter(page, text, edits).toSorted().join('\n') === before ? editPage(page.id, edits) : NO_EDIT;
    },
  };
};

/** Places by rank; what has none (-1) follows what it stood behind, and keeps the top where nothing stood before it. */
const orderByRank = (ranks: readonly number[]): readonly number[] => {
  let rank = -1;
  const keys = ranks.map(own => (rank = own < 0 ? rank : own));
  return keys.map((_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
};

const isChanged = (order: readonly number[]): boolean => order.some((from, i) => from !== i);

/** The items of the list under Metadata, each with the place of its field in the order. */
const metadataItems = (page: Page): readonly { readonly item: ListItem; readonly rank: number }[] => {
  const { sections, metadata } = atlasPage(page);
  return page.items
    .filter(({ heading }) => sections.metadata >= 0 && heading === sections.metadata)
    .map(item => {
      const field = metadata.find(({ start, end }) => start <= item.start && item.start < end);
      return { item, rank: field === undefined ? -1 : metadataRank(field.key) };
    });
};

/** The lines of items; what stands between two of them (a comment) goes with the second. */
const itemParts = (text: string, items: readonly ListItem[]): readonly Span[] =>
  items.map(({ start, blockEnd }, i) => {
    const line = lineStartIn(text, start);
    const before = items[i - 1];
    if (before === undefined || isBlankIn(text, before.blockEnd, line)) return { start: line, end: blockEnd };
    const gap = text.slice(before.blockEnd, line);
    return { start: lineStartIn(text, before.blockEnd + gap.length - gap.trimStart().length), end: blockEnd };
  });

/**
 * Sections from the first that the order knows on, each with its place in it. None where they are of several levels, or a
 * heading above them stands between: then the page has a structure of its own.
 */
const knownSections = (page: Page): readonly { readonly heading: number; readonly rank: number }[] => {
  const { metadata, procedure, references } = atlasPage(page).sections;
  const known = [metadata, procedure, references].filter(index => index >= 0);
  const first = Math.min(...known);
  const level = page.headings[first]?.level ?? 0;
  if (known.some(index => page.headings[index]?.level !== level)) return [];
  const behind = page.headings.findIndex((heading, i) => i > first && heading.level < level);
  const end = behind < 0 ? page.headings.length : behind;
  if (known.some(index => index >= end)) return [];
  return page.headings.flatMap((heading, i) =>
    i < first || i >= end || heading.level !== level
      ? []
      : [{ heading: i, rank: SECTIONS.indexOf(headingKey(heading.text)) }],
  );
};

/** As `headingKey` gives them. A second section of a name stays with the first. */
const SECTIONS = ['metadata', 'procedure', 'references'];

/** The date in the form of ISO, where it can only be read so. */
const dateEdits = (page: Page): readonly TextEdit[] => {
  const field = statedFields(page).get('Incident Date');
  if (field === undefined || field.valueEnd - field.valueStart > field.value.length) return [];
  const value = plainText(field.value);
  const [meant, ...others] = readDate(value) === 'date' ? [] : datesMeant(value);
  if (meant === undefined || others.length > 0) return [];
  return [{ span: { start: field.valueStart, end: field.valueEnd }, newText: meant }];
};
