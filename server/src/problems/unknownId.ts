import { distance } from 'fastest-levenshtein';
import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { idKey } from '../atlas/extract.ts';
import { hasCataloguePrefix, idStatus } from '../atlas/catalogue.ts';
import { formatIdLabel, kindOfId, leadingId, sitePathId } from '../atlas/ids.ts';
import { readIdLabel } from '../atlas/linkLabel.ts';
import { plainText } from '../atlas/names.ts';
import { has } from '../core/layeredMap.ts';
import type { Link, Page } from '../core/page.ts';
import { fold } from '../core/paths.ts';
import type { Span } from '../core/text.ts';
import { likelyIf, pageFix } from './linkEdits.ts';
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
    return nearestIds(book, use).flatMap(({ id, name, sure }) =>
      pageFix(`Change to ${formatIdLabel(id, name)}`, page, [{ span: use.span, newText: id }], likelyIf(sure)),
    );
  },
};

interface IdUse {
  readonly id: string;
  readonly span: Span;
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
    .map(({ id, start, end }): IdUse => ({ id, span: { start, end }, name: undefined }));
  // Nearly every label has a known ID: that is seen without reading the rest of it.
  const mayBeUnknown = ({ kind, label }: Link): boolean => {
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
  // By their places: a packed page makes its links anew now and then.
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
    uses.push({ id, name, span: exact ? { start, end: start + id.length } : { start: labelStart, end: labelEnd } });
  }
  const id = kind === 'markdown' ? sitePathId(target) : undefined;
  if (id !== undefined) {
    const start = targetStart + target.lastIndexOf(id);
    uses.push({ id, name: label, span: { start, end: start + id.length } });
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

/** IDs of the same kind: the one of the name that stands beside the ID, then those that are one slip away. */
const nearestIds = ({ catalogue }: Casebook, use: IdUse): readonly NearId[] => {
  const name = use.name === undefined ? undefined : fold(plainText(use.name));
  return [...catalogue.byId.values()]
    .filter(({ kind }) => kind === kindOfId(use.id))
    .map(entry => {
      const sure = fold(entry.name) === name;
      return { id: entry.id, name: entry.name, sure, slips: sure ? 0 : slipsBetween(entry.id, use.id) };
    })
    .filter(({ slips }) => slips <= 1)
    .sort((a, b) => a.slips - b.slips || (a.id < b.id ? -1 : 1))
    .slice(0, OFFERED);
};

/** How many slips of the keyboard turn one ID into the other; two digits in the wrong order are one. */
const slipsBetween = (a: string, b: string): number => {
  const edits = distance(a, b);
  return edits === 2 && sorted(a) === sorted(b) ? 1 : edits;
};

const sorted = (text: string): string => [...text].sort().join('');
