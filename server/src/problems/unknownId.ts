import { distance } from 'fastest-levenshtein';
import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesCalled, pagesWithId } from '../atlas/casebook.ts';
import { idKey } from '../atlas/extract.ts';
import { hasCataloguePrefix, idStatus } from '../atlas/catalogue.ts';
import { kindOfId, leadingId, sitePathId, slugOf } from '../atlas/ids.ts';
import { readIdLabel } from '../atlas/linkLabel.ts';
import { rightTarget } from '../atlas/linkedPage.ts';
import { plainText } from '../atlas/names.ts';
import { get, has } from '../core/layeredMap.ts';
import type { Link, Page } from '../core/page.ts';
import { fold } from '../core/paths.ts';
import type { Span } from '../core/text.ts';
import { pageOf } from '../core/vault.ts';
import { likelyIf, pageFix } from './fix.ts';
import { linkProblems } from './linkProblem.ts';
import type { Problem, Rule } from './problem.ts';

/** unknown-id, retired-id: an ID of the catalogue's prefix that neither the catalogue nor a page of the vault has. */
export const unknownId: Rule = {
  codes: ['unknown-id', 'retired-id'],
  on: 'all',
  check: (book, page) => idsOf(book, page).map(({ id, span }) => problemOf(book, id, span)),
  fixes: (book, page, problem) => {
    const use = idsOf(book, page).find(({ span }) => span.start === problem.span.start);
    if (use === undefined) return [];
    const near = nearestIds(book, use);
    const isOnly = near.filter(({ sure }) => sure).length === 1;
    return near.flatMap(({ id, name, sure }) =>
      pageFix(
        `Change to ${id} (${name})`,
        page,
        [{ span: use.span, newText: use.text.replace(use.id, id) }],
        likelyIf(sure && isOnly),
      ),
    );
  },
};

interface IdUse {
  readonly id: string;
  readonly span: Span;
  /** What stands in the span: the ID, or a label that begins with it. */
  readonly text: string;
  /** The name that the text gives beside the ID. */
  readonly name: string | undefined;
}

/** Unknown IDs of a page in text order: bare ones, and one of each link that has no other problem. */
const idsOf = (book: Casebook, page: Page): readonly IdUse[] => {
  const isUnknown = (id: string): boolean =>
    !book.catalogue.byId.has(id) && !has(book.vault.called, idKey(id)) && hasCataloguePrefix(book.catalogue, id);
  const bare = page.mentions
    .filter(({ id }) => isUnknown(id))
    // What a page says of itself is judged by the rules on its own ID.
    .filter(({ start, end }) => !atlasPage(page).claims.some(claim => claim.start <= start && end <= claim.end))
    .map(({ id, start, end }): IdUse => ({ id, span: { start, end }, text: id, name: undefined }));
  // Nearly every label has a known ID: that is seen without reading the rest of it.
  const mayBeUnknown = (link: Link): boolean => {
    if (rightTarget(book.vault, link) !== undefined) return false;
    const { kind, label } = link;
    const id = label === undefined ? undefined : leadingId(label);
    return kind === 'markdown' || (id !== undefined && isUnknown(id));
  };
  const linked = page.links.filter(mayBeUnknown).flatMap(link =>
    idsOfLink(link)
      .filter(({ id }) => isUnknown(id))
      .slice(0, 1)
      .map(use => ({ use, link })),
  );
  if (linked.length === 0) return bare;
  // By their place: the links of a closed page may have been made anew since their problems were found.
  const troubled = new Set(linkProblems(book, page).map(({ link }) => link.start));
  const clean = linked.filter(({ link }) => !link.faulty && !troubled.has(link.start)).map(({ use }) => use);
  return [...bare, ...clean].sort((a, b) => a.span.start - b.span.start);
};

/** The ID that a link's label starts with, and the one that a path of the ATLAS site ends with. */
const idsOfLink = ({ kind, label, target, targetStart, labelStart, labelEnd }: Link): readonly IdUse[] => {
  const uses: IdUse[] = [];
  const labelled = label === undefined ? undefined : readIdLabel(label);
  if (label !== undefined && labelled !== undefined) {
    const { id, name } = labelled;
    // A wiki-link's label is kept trimmed: where blanks were cut off, it is not known on which side.
    const start = labelStart + label.indexOf(id);
    const exact = label.length === labelEnd - labelStart;
    uses.push(
      exact
        ? { id, name, span: { start, end: start + id.length }, text: id }
        : { id, name, span: { start: labelStart, end: labelEnd }, text: label },
    );
  }
  const id = kind === 'markdown' ? sitePathId(target) : undefined;
  if (id !== undefined) {
    const start = targetStart + target.lastIndexOf(id);
    uses.push({ id, name: label, span: { start, end: start + id.length }, text: id });
  }
  return uses;
};

const problemOf = ({ catalogue }: Casebook, id: string, span: Span): Problem =>
  idStatus(catalogue, id) === 'retired'
    ? {
        code: 'retired-id',
        span,
        message: `${id} is not in ATLAS ${catalogue.version}, which has higher numbers: it was retired or never assigned. No page of this vault has it.`,
      }
    : {
        code: 'unknown-id',
        span,
        message: `Neither ATLAS ${catalogue.version} nor a page of this vault has the ID ${id}.`,
      };

/** At most so many IDs are offered. */
const OFFERED = 5;

interface NearId {
  readonly id: string;
  readonly name: string;
  readonly sure: boolean;
}

/** IDs of the same kind, of the catalogue and of pages: the one of the name that stands beside the ID, then those one slip away. */
const nearestIds = (book: Casebook, use: IdUse): readonly NearId[] => {
  const kind = kindOfId(use.id);
  const name = use.name === undefined ? undefined : fold(plainText(use.name));
  const ofPages = [...namedPages(book, use), ...oneSlipAway(use.id).flatMap(id => pagesWithId(book, id).slice(0, 1))];
  const known = new Map<string, string>();
  for (const { id, name: own } of book.catalogue.byId.values()) known.set(id, own);
  for (const page of ofPages) {
    const { id, name: own } = pageIdentity(page);
    if (id !== undefined) known.set(id, own);
  }
  return [...known]
    .filter(([id]) => kindOfId(id) === kind)
    .map(([id, own]) => {
      const sure = fold(own) === name;
      return { id, name: own, sure, slips: sure ? 0 : slipsBetween(id, use.id) };
    })
    .filter(({ slips }) => slips <= 1)
    .sort((a, b) => a.slips - b.slips || (a.id < b.id ? -1 : 1))
    .slice(0, OFFERED);
};

/** Pages of the name beside the ID: by title or alias, and by the file's name. */
const namedPages = (book: Casebook, { name }: IdUse): readonly Page[] => {
  if (name === undefined) return [];
  const paths = [fold(name), slugOf(name)].flatMap(key => get(book.vault.byName, key) ?? []);
  return [...pagesCalled(book, plainText(name)), ...paths.flatMap(path => pageOf(book.vault, path) ?? [])];
};

/** The IDs that differ by one digit, or by two digits in the other order. */
const oneSlipAway = (id: string): readonly string[] =>
  [...id].flatMap((digit, i) => {
    if (!/\d/.test(digit)) return [];
    const write = (text: string): string => id.slice(0, i) + text + id.slice(i + text.length);
    const others = [...'0123456789'].filter(other => other !== digit).map(write);
    const next = id[i + 1] ?? '';
    return /\d/.test(next) && next !== digit ? [...others, write(next + digit)] : others;
  });

/** How many slips of the keyboard turn one ID into the other; two digits in the wrong order are one. */
const slipsBetween = (a: string, b: string): number => {
  const edits = distance(a, b);
  return edits === 2 && sorted(a) === sorted(b) ? 1 : edits;
};

const sorted = (text: string): string => [...text].sort().join('');
