import { distance } from 'fastest-levenshtein';
import { fragmentText, withoutCount } from '../core/fragmentText.ts';
import type { Link, Page } from '../core/page.ts';
import { headingKey, resolveFragment } from '../core/resolve.ts';
import type { TextEdit } from '../core/text.ts';
import { withoutExtension } from '../core/paths.ts';
import { likelyIf, pageFix } from './fix.ts';
import { linkProblemAt, linkProblemsOf } from './linkProblem.ts';
import type { Fix, Problem, Rule } from './problem.ts';

/** missing-heading, missing-block: the page exists, the heading or block in it does not. */
export const missingPlace: Rule = {
  codes: ['missing-heading', 'missing-block'],
  on: 'all',
  check: (book, page) =>
    linkProblemsOf(book, page, 'missing-heading', 'missing-block').map(({ code, link, target, fragment }): Problem => {
      const what = code === 'missing-block' ? 'block' : 'heading';
      const [nearest] = nearPlaces(target, fragment);
      return {
        code,
        span: { start: link.fragmentStart, end: link.fragmentEnd },
        message: `'${withoutExtension(target.id)}' has no ${what} '${fragment}'.${nearest === undefined ? '' : ` Nearest: '${nearest}'.`}`,
      };
    }),
  fixes: (book, page, problem) => {
    const found = linkProblemAt(book, page, problem, 'missing-heading', 'missing-block');
    if (found === undefined) return [];
    const { link, target, fragment } = found;
    const span = { start: link.fragmentStart, end: link.fragmentEnd };
    const places = nearPlacesOf(target, fragment);
    const near = places.flatMap(({ place, unlike }, i) => {
      const isBest = i === 0 && unlike <= SLIP && unlike < (places[1]?.unlike ?? Infinity);
      return pageFix(`Link to '#${place}'`, page, [{ span, newText: place }], likelyIf(isBest));
    });
    return [...near, ...dropFix(page, link)];
  },
};

/** At most so many headings or blocks are offered. */
const OFFERED = 5;

/** So much of the longer text may differ. */
const MOST_EDITS = 0.5;

/** What differs by more is not surely the same place. */
const SLIP = 0.34;

/** Fragments of the page that are like the wanted one, most alike first. Each names its heading or block. */
const nearPlaces = (target: Page, fragment: string): readonly string[] =>
  nearPlacesOf(target, fragment).map(({ place }) => place);

const nearPlacesOf = (
  target: Page,
  fragment: string,
): readonly { readonly place: string; readonly unlike: number }[] => {
  const places = fragment.startsWith('^') ? target.blocks : target.headings;
  const wanted = headingKey(fragment.slice(fragment.lastIndexOf('#') + 1));
  // A page of thousands of headings with as many wrong links would else be compared a million times over.
  if (places.length > MOST_PLACES || wanted.length > LONGEST) return [];
  return [...new Set(places.map(place => ('text' in place ? fragmentText(withoutCount(place.text)) : `^${place.id}`)))]
    .map(place => ({ place, unlike: unlikeness(wanted, headingKey(place)) }))
    .filter(({ place, unlike }) => unlike <= MOST_EDITS && resolveFragment(target, place) !== undefined)
    .sort((a, b) => a.unlike - b.unlike)
    .slice(0, OFFERED);
};

/** On a page of more headings or blocks, and for a longer text, none is looked for. */
const MOST_PLACES = 200;
const LONGEST = 200;

const unlikeness = (wanted: string, key: string): number => {
  const longest = Math.max(wanted.length, key.length, 1);
  const shortest = Math.min(wanted.length, key.length);
  if (shortest >= 4 && (key.includes(wanted) || wanted.includes(key))) return 0.25 * (1 - shortest / longest);
  return longest - shortest > MOST_EDITS * longest ? Infinity : distance(wanted, key) / longest;
};

/** Without the fragment the link leads to the page; a link within a page would lead nowhere. */
const dropFix = (page: Page, link: Link): readonly Fix[] => {
  if (link.target === '') return [];
  const edit: TextEdit = { span: { start: link.targetEnd, end: link.fragmentEnd }, newText: '' };
  return pageFix('Link to the whole page', page, [edit], 'possible');
};
