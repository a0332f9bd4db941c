import type { Claim } from '../atlas/pageIdentity.ts';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { nameOf } from '../atlas/catalogue.ts';
import { formatIdLabel, leadingId } from '../atlas/ids.ts';
import { sameName } from '../atlas/names.ts';
import type { FrontMatterField, Page } from '../core/page.ts';
import { frontMatterString } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { likelyIf, textFix } from './fix.ts';
import { isOneLine, rewriteField } from './ownPageEdits.ts';
import type { Rule } from './problem.ts';
import { spanOf } from './spans.ts';

/**
 * `title-mismatch`: the first heading names the page otherwise than its title. An alias or the label of the sidebar is
 * another right name; and on a page with several headings of level 1, the first is a section's, unless it has an ID.
 */
export const titleMismatch: Rule = {
  codes: ['title-mismatch'],
  on: 'atlas',
  check: (_, page) => {
    const found = mismatch(page);
    if (found === undefined) return [];
    const { title, heading } = found;
    return [
      {
        code: 'title-mismatch',
        span: spanOf(heading),
        message: `The heading calls this page '${heading.name}', its title '${title.name}'. They must agree.`,
        related: [{ page: page.id, span: spanOf(title), message: 'The title' }],
      },
    ];
  },
  fixes: (book, page) => {
    const found = mismatch(page);
    if (found === undefined) return [];
    const { title, heading } = found;
    const usual = usualName(book, page);
    const fixes = [
      textFix(
        `Make the heading say '${title.name}'`,
        page,
        text => renameHeading(text, heading, title.name),
        likelyIf(usual === title.name),
      ),
      ...(titleField(page) === undefined
        ? []
        : [
            textFix(
              `Make the title say '${heading.name}'`,
              page,
              text => renameTitle(text, page, title, sourceOfName(text, heading)),
              likelyIf(usual === heading.name),
            ),
          ]),
    ];
    return fixes.toSorted((a, b) => Number(a.confidence === 'possible') - Number(b.confidence === 'possible'));
  },
};

type Named = Claim & { readonly name: string };

/** Title and first heading, if they name the page differently. */
const mismatch = (page: Page): { readonly title: Named; readonly heading: Named } | undefined => {
  const { claims, aliases } = atlasPage(page);
  const title = claims.find((claim): claim is Named => claim.source === 'title' && claim.name !== undefined);
  const heading = claims.find((claim): claim is Named => claim.source === 'heading' && claim.name !== undefined);
  if (title === undefined || heading === undefined || page.frontMatter?.error !== undefined) return undefined;
  // Where the IDs differ, that is the problem.
  if (title.id !== undefined && heading.id !== undefined && title.id !== heading.id) return undefined;
  if (heading.id === undefined && page.headings.filter(({ level }) => level === 1).length > 1) return undefined;
  const others = heading.id === undefined ? [...aliases, frontMatterString(page, 'sidebar_label') ?? ''] : [];
  return [title.name, ...others].some(other => sameName(other, heading.name)) ? undefined : { title, heading };
};

/** Which of the two names others use: the catalogue, else the label of the sidebar. */
const usualName = (book: Casebook, page: Page): string | undefined => {
  const found = mismatch(page);
  const { id } = pageIdentity(page);
  const known = id === undefined ? undefined : nameOf(book.catalogue, id);
  const label = frontMatterString(page, 'sidebar_label');
  const names = [found?.title.name ?? '', found?.heading.name ?? ''];
  for (const said of [known, label]) {
    const name = said === undefined ? undefined : names.find(each => sameName(each, said));
    if (name !== undefined) return name;
  }
  return undefined;
};

/** A heading's source up to its name, its name, and an anchor behind it; undefined where emphasis or a link runs through them. */
const partsOfHeading = (source: string): readonly [before: string, name: string, anchor: string] | undefined => {
  const anchor = /\s*\{#[^}]*\}$/.exec(source)?.[0] ?? '';
  const said = source.slice(0, source.length - anchor.length);
  if (/[*_`[\]<\\&]/.test(said)) return undefined;
  const before = leadingId(said) === undefined ? '' : (/^[^:]*:\s*/.exec(said)?.[0] ?? '');
  return [before, said.slice(before.length), anchor];
};

const renameHeading = (text: string, { id, start, end }: Named, name: string): readonly TextEdit[] => {
  const source = text.slice(start, end);
  const parts = partsOfHeading(source);
  const anchor = parts?.[2] ?? /\s*\{#[^}]*\}$/.exec(source)?.[0] ?? '';
  const before = parts?.[0] ?? (id === undefined ? '' : `${id}: `);
  return [{ span: { start, end }, newText: before + name.replace(/\s+/g, ' ') + anchor }];
};

/** The heading's name as it is written, where it has no marks; else as it reads. */
const sourceOfName = (text: string, { name, start, end }: Named): string => {
  const written = partsOfHeading(text.slice(start, end))?.[1];
  return written === undefined || written === '' ? name : written;
};

const titleField = (page: Page): FrontMatterField | undefined =>
  page.frontMatter?.fields.find(field => field.key === 'title' && isOneLine(page, field));

/** The title with another name, and the label of the sidebar with it, if that was the name. */
const renameTitle = (text: string, page: Page, title: Named, name: string): readonly TextEdit[] => {
  const field = titleField(page);
  if (field === undefined) return [];
  const label = page.frontMatter?.fields.find(({ key, value }) => key === 'sidebar_label' && value === title.name);
  return [
    ...rewriteField(text, field, title.id === undefined ? name : formatIdLabel(title.id, name)),
    ...(label === undefined || !isOneLine(page, label) ? [] : rewriteField(text, label, name)),
  ];
};
