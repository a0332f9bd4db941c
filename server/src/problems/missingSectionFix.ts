import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { LISTED_FIELD, writeField } from '../atlas/fieldText.ts';
import { followHeadings } from '../atlas/headingLinks.ts';
import { METADATA_FIELDS, metadataRank } from '../atlas/metadataFields.ts';
import { plainText } from '../atlas/names.ts';
import { blockBehind } from '../core/insertText.ts';
import { isBlankIn, lineBreakOf, lineEndIn, lineStartIn } from '../core/lines.ts';
import type { Heading, Page } from '../core/page.ts';
import { headingIndex, sectionSpan } from '../core/page.ts';
import { headingsAfter } from '../core/pageEdit.ts';
import type { TextEdit } from '../core/text.ts';
import { editPage, mergeEdits, planned } from '../core/vaultEdit.ts';
import { likelyIf, textFix } from './fix.ts';
import { knownValues } from './metadataFix.ts';
import type { Fix } from './problem.ts';

export const SECTION_NAMES = ['Metadata', 'Procedure', 'References'] as const;

export type SectionName = (typeof SECTION_NAMES)[number];

/** Gives a section that is there under another name its own, or inserts it where it belongs, in the level of its siblings. */
export const sectionFixes = (book: Casebook, page: Page, name: SectionName): readonly Fix[] => {
  const misnamed = misnamedSection(page, name);
  const rename = misnamed === undefined ? [] : [renameFix(book, page, misnamed, name)];
  return [
    ...rename,
    textFix(
      `Insert the section '${name}'`,
      page,
      text => insertion(book, page, text, name),
      likelyIf(rename.length === 0),
    ),
  ];
};

/** Links to the section follow. */
const renameFix = (book: Casebook, page: Page, heading: Heading, name: SectionName): Fix => {
  const span = { start: heading.textStart, end: heading.textEnd };
  const texts = new Map([[headingIndex(page, heading), name]]);
  const { edits: links } = followHeadings(book, new Map([[page.id, texts]]));
  return {
    title: `Rename the section '${plainText(heading.text)}' to '${name}'`,
    confidence: 'likely',
    ...planned(mergeEdits([editPage(page.id, [{ span, newText: name }]), ...links])),
  };
};

/** The section that holds what belongs into one of this name. */
const misnamedSection = (page: Page, name: SectionName): Heading | undefined => {
  const { sections, steps } = atlasPage(page);
  const isOther = (index: number): boolean => index > 0 && !Object.values(sections).includes(index);
  let found = -1;
  switch (name) {
    case 'Metadata':
      found = page.headings.findIndex(
        (_, i) => page.fields.filter(({ heading, key }) => heading === i && metadataRank(key) >= 0).length > 1,
      );
      break;
    case 'Procedure': {
      const [first] = steps;
      const level = first?.heading.level ?? 0;
      found = page.headings.findLastIndex((above, i) => i < (first?.headingIndex ?? 0) && above.level < level);
      break;
    }
    case 'References':
      found = page.headings.findLastIndex(({ text }) => REFERENCES.test(plainText(text)));
  }
  return isOther(found) ? page.headings[found] : undefined;
};

const REFERENCES = /^(?:reference|sources?|links|bibliography|citations|further reading)$/i;

const insertion = (book: Casebook, page: Page, text: string, name: SectionName): readonly TextEdit[] => {
  const level = sectionLevel(page, name);
  const marked = `${'#'.repeat(level)} ${name}`;
  const lines = name === 'Metadata' ? [marked, '', ...metadataLines(book, page)] : [marked];
  const before = headingBehind(page, name, level);
  const edit =
    before === undefined
      ? blockBehind(text, lineEndIn(text, text.trimEnd().length), lines)
      : blockBefore(text, before.start, lines);
  // At the end of a page, a block of code that nobody closed would take it in.
  return headingsAfter(page, text, [edit]).includes(marked) ? [edit] : [];
};

const blockBefore = (text: string, offset: number, lines: readonly string[]): TextEdit => {
  const lineBreak = lineBreakOf(text);
  const isTop = offset === 0 || isBlankIn(text, lineStartIn(text, offset - 1), offset);
  const newText = (isTop ? '' : lineBreak) + [...lines, '', ''].join(lineBreak);
  return { span: { start: offset, end: offset }, newText };
};

const metadataLines = (book: Casebook, page: Page): readonly string[] => {
  const values = knownValues(book, page);
  return METADATA_FIELDS.filter(({ isNeeded }) => isNeeded).map(({ name }) =>
    writeField(LISTED_FIELD, name, values[name] ?? ''),
  );
};

/** The level of the sections that are there; a procedure stands above its steps. */
const sectionLevel = (page: Page, name: SectionName): number => {
  const { sections, steps } = atlasPage(page);
  const sibling = Object.values(sections).find(index => index >= 0);
  const level = sibling === undefined ? undefined : page.headings[sibling]?.level;
  const [step] = steps;
  const top = name === 'Procedure' && step !== undefined ? Math.max(1, step.heading.level - 1) : undefined;
  return top ?? level ?? 2;
};

/** The heading that comes behind a section of this name; undefined for the end of the page. */
const headingBehind = (page: Page, name: SectionName, level: number): Heading | undefined => {
  const { headings } = page;
  const { sections, steps } = atlasPage(page);
  switch (name) {
    case 'Metadata':
      return headings.find((heading, i) => heading.level <= level && (i > 0 || heading.level > 1));
    case 'Procedure': {
      const [step] = steps;
      if (step !== undefined) return step.heading;
      if (sections.metadata < 0) return headings[sections.references];
      const { end } = sectionSpan(page, sections.metadata);
      return headings.find(({ start }) => start === end);
    }
    case 'References':
      return undefined;
  }
};
