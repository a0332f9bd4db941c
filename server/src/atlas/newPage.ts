import { majority } from '../core/commonest.ts';
import { lineBreakOf, withLineBreak } from '../core/lines.ts';
import type { Page } from '../core/page.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import { NO_EDIT } from '../core/vaultEdit.ts';
import { pageIdentity } from './pageIdentity.ts';
import type { Casebook } from './casebook.ts';
import { pagesWithId } from './casebook.ts';
import { parentId } from './ids.ts';
import { listWriter } from './lists/listWriter.ts';
import type { Form } from './pageForms.ts';
import { formOfId, pagesNear } from './pageForms.ts';
import type { Facts, WantedPage } from './newPage/facts.ts';
import { factsOf } from './newPage/facts.ts';
import { bookWith, futureSources, outlineOf } from './newPage/derived.ts';
import { headerLines } from './newPage/header.ts';
import type { Sample } from './newPage/samples.ts';
import { samplesOf } from './newPage/samples.ts';
import type { Models } from './newPage/sections.ts';
import { sectionTexts } from './newPage/sections.ts';

export type { WantedPage };
export { bookWith, outlineOf };

/** So many techniques with sub-techniques, and so many of the other form, show what siblings may lack. */
const RELATIVES = 4;

/** The lists that pages derive from others. */
const LISTS = ['mitigations', 'caseStudies', 'techniques'] as const;

/**
 * Creates a page in the form of the pages of its kind that are nearest to it: their front matter, headings, Metadata and lists as
 * far as true entries are known, and no word of prose. The text depends on nothing but the vault and what is wanted, so whoever
 * wants the same page gets the same text.
 */
export const createPage = (book: Casebook, wanted: WantedPage): PlannedEdit => {
  const form = formOfId(wanted.id);
  const siblings = siblingsOf(book, wanted, form);
  const relatives = relativesOf(book, wanted, form);
  const spare = siblings.length === 0 ? anyNear(book, wanted) : [];
  const outline = outlineOf(wanted);
  const later = bookWith(book, outline);
  const lists = LISTS.map(what => {
    const sources = futureSources(book, wanted, outline, what);
    const writer = listWriter(later, outline, { what, entries: [] }, sources, [...siblings, ...relatives]);
    return { what, sources, writer };
  });
  const samples = [...siblings, ...relatives, ...spare].map(({ id }) => id);
  return {
    reads: [...new Set([...samples, ...lists.flatMap(({ writer }) => writer.reads)])].filter(id => id !== wanted.path),
    touchesFiles: true,
    make: textOf => {
      const models: Models = {
        siblings: samplesOf(book, siblings, textOf),
        relatives: samplesOf(book, relatives, textOf),
        outline,
        later,
        lines: Object.fromEntries(
          lists.map(({ what, sources, writer }) => {
            const { marker, write } = writer.begin(textOf);
            return [what, sources.map(source => marker + write(source, marker.length, '\n'))];
          }),
        ),
      };
      const text = newPageText(book, models, factsOf(book.catalogue, wanted), form);
      const [like] = [...models.siblings, ...samplesOf(book, spare, textOf)];
      return { ...NO_EDIT, creates: [{ path: wanted.path, text: withLineBreak(text, lineBreakOf(like?.text ?? '')) }] };
    },
  };
};

/** The pages of its form; of techniques, where there is none of those with or without a parent, the others. */
const siblingsOf = ({ vault }: Casebook, { path }: WantedPage, form: Form): readonly Page[] => {
  const own = pagesNear(vault, path, form);
  const cousin = form === 'technique' ? 'subTechnique' : form === 'subTechnique' ? 'technique' : undefined;
  return own.length === 0 && cousin !== undefined ? pagesNear(vault, path, cousin) : own;
};

/** Techniques that have sub-techniques, those first whose sub-techniques are near, and some of the other form. */
const relativesOf = (book: Casebook, { path, id }: WantedPage, form: Form): readonly Page[] => {
  if (form !== 'technique' && form !== 'subTechnique') return [];
  const children = pagesNear(book.vault, path, 'subTechnique');
  if (form === 'subTechnique') return pagesNear(book.vault, path, 'technique', RELATIVES);
  const ids = new Set(children.flatMap(page => parentId(pageIdentity(page).id ?? '') ?? []));
  const parents = [...ids].filter(parent => parent !== id).flatMap(parent => pagesWithId(book, parent).slice(0, 1));
  return [...parents.slice(0, RELATIVES), ...children.slice(0, RELATIVES)];
};

/** A page of any form, for the line ends at least. */
const anyNear = ({ vault }: Casebook, { path }: WantedPage): readonly Page[] =>
  (['technique', 'tactic', 'mitigation', 'caseStudy', 'note'] as const)
    .flatMap(form => pagesNear(vault, path, form, 1))
    .slice(0, 1);

const newPageText = (book: Casebook, models: Models, facts: Facts, form: Form): string => {
  const { siblings } = models;
  const header = headerLines(siblings, facts).join('\n');
  const heading = headingText(siblings, facts);
  const gap = hasGaps(siblings) ? '\n\n' : '\n';
  const sections = form === 'note' ? [] : sectionTexts(book, models, facts, form);
  const blocks = [
    header,
    heading === undefined ? '' : `# ${heading}`,
    ...sections.map(([title, body]) => (body === '' ? `## ${title}` : `## ${title}${gap}${body}`)),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
};

/** The first heading as most siblings have it: their label or their name; undefined where they have none. */
const headingText = (siblings: readonly Sample[], { label, name }: Facts): string | undefined => {
  const shapes = siblings.map(({ page, facts }) => {
    const [first] = page.headings;
    if (first?.level !== 1) return 'none';
    return first.text === facts.name && facts.name !== facts.label ? 'name' : 'label';
  });
  const shape = majority(shapes) ?? 'label';
  return shape === 'none' ? undefined : shape === 'name' ? name : label;
};

/** Whether a blank line stands under the headings of the siblings. */
const hasGaps = (siblings: readonly Sample[]): boolean => {
  const gaps = siblings.flatMap(({ page, text }) =>
    page.headings
      .filter(({ level }) => level === 2)
      .map(({ end }) => /^\r?\n[ \t]*\r?\n/.test(text.slice(end, end + 40))),
  );
  return majority(gaps) ?? true;
};
