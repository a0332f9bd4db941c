import { fragmentText, shownHeading, withoutCount } from '../../core/fragmentText.ts';
import { linkBar, linkLabel } from '../../core/linkText.ts';
import type { Heading, Page } from '../../core/page.ts';
import { sectionSpan, headingIndex } from '../../core/page.ts';
import { headingKey, resolveFragment } from '../../core/resolve.ts';
import { labelOf } from './describe.ts';
import type { Offer } from './item.ts';
import { MAX_ITEMS } from './item.ts';
import { bestFits, queryOf } from './query.ts';

/** So many headings and blocks of a page are looked at. */
const MAX_PLACES = 2000;

/**
 * The headings of a link's target (`#…`; those under `A` behind `#A#…`), or its blocks (`#^…`). What is written is the
 * rest of the link from behind the `#`: the fragment, the label, the brackets. A link to another page that has no label
 * yet gets the page's; one within the page stays bare.
 */
export const fragmentOffers = (
  target: Page,
  typed: string,
  link: { readonly label: string | undefined; readonly isOwnPage: boolean; readonly inTable: boolean },
): readonly Offer[] => {
  const label = link.label ?? (link.isOwnPage ? '' : labelOf(target, 'idName'));
  const rest = `${label === '' ? '' : linkBar(link.inTable) + linkLabel(label, link.inTable)}]]`;
  return typed.startsWith('^') ? blockOffers(target, typed.slice(1), rest) : headingOffers(target, typed, rest);
};

const blockOffers = (target: Page, typed: string, rest: string): readonly Offer[] => {
  const query = queryOf(typed);
  if (query === undefined) return [];
  return bestFits(query, target.blocks.slice(0, MAX_PLACES), block => block.id)
    .slice(0, MAX_ITEMS)
    .map(block => ({
      label: `^${block.id}`,
      kind: 'block',
      newText: `^${block.id}${rest}`,
      documentation: { path: target.id, span: { start: lineStartOf(target, block.start), end: block.start } },
    }));
};

const headingOffers = (target: Page, typed: string, rest: string): readonly Offer[] => {
  const hash = typed.lastIndexOf('#');
  const outer = hash < 0 ? '' : typed.slice(0, hash + 1);
  const query = queryOf(typed.slice(hash + 1));
  const within = outer === '' ? undefined : headingNamed(target, outer.slice(0, -1));
  if (query === undefined || (outer !== '' && within === undefined)) return [];
  const all = target.headings.slice(0, MAX_PLACES);
  const first = new Map<string, Heading>();
  for (const heading of all) {
    const key = headingKey(asFragment(heading));
    if (!first.has(key)) first.set(key, heading);
  }
  const section = within && sectionSpan(target, target.headings.indexOf(within));
  const candidates = all.filter(
    heading =>
      asFragment(heading) !== '' &&
      (section === undefined || (heading.start > section.start && heading.end <= section.end)),
  );
  return bestFits(query, candidates, asFragment)
    .slice(0, MAX_ITEMS)
    .flatMap(heading => {
      const isFirst = first.get(headingKey(asFragment(heading)))?.start === heading.start;
      const fragment =
        outer !== '' ? outer + asFragment(heading) : isFirst ? asFragment(heading) : nested(target, heading);
      if (fragment === undefined) return [];
      return {
        label: heading.text,
        description: `H${heading.level}`,
        kind: 'heading' as const,
        newText: fragment + rest,
        documentation: { path: target.id, span: { start: heading.start, end: heading.end } },
      };
    });
};

const headingNamed = (page: Page, fragment: string): Heading | undefined => {
  const found = resolveFragment(page, fragment);
  return found !== undefined && 'level' in found ? found : undefined;
};

/** A later heading of the same text is reached through the one above it; undefined where that names an earlier one too. */
const nested = (page: Page, heading: Heading): string | undefined => {
  const at = headingIndex(page, heading);
  for (let i = at - 1; i >= 0; i--) {
    const above = page.headings[i];
    if (above === undefined || above.level >= heading.level) continue;
    const fragment = `${asFragment(above)}#${asFragment(heading)}`;
    return resolveFragment(page, fragment)?.start === heading.start ? fragment : undefined;
  }
  return undefined;
};

/** A heading as a fragment names it. */
const asFragment = ({ text }: Heading): string => fragmentText(withoutCount(shownHeading(text)));

const lineStartOf = (page: Page, offset: number): number => {
  let start = 0;
  for (const lineStart of page.lineStarts) {
    if (lineStart > offset) break;
    start = lineStart;
  }
  return start;
};
