import { atlasPage } from '../atlas/atlasPage.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesWithId } from '../atlas/casebook.ts';
import { formatIdLabel } from '../atlas/ids.ts';
import type { IdLabelled } from '../atlas/linkLabel.ts';
import { labelSays, pageLabel } from '../atlas/linkLabel.ts';
import { pageOfId } from '../atlas/wantedPage.ts';
import type { Link, Page } from '../core/page.ts';
import { isEmptyEdit } from '../core/vaultEdit.ts';
import { createPageFix } from './createPage.ts';
import { likelyIf, pageFix, withEdit } from './fix.ts';
import { linkFix, namesAnother } from './linkFix.ts';
import { namePath, relabel } from './linkEdits.ts';
import { followLabel } from './stepEdits.ts';
import type { LabelTarget } from './linkProblem.ts';
import { linkProblemAt, linkProblemsOf } from './linkProblem.ts';
import type { Confidence, Fix, Problem, RelatedPlace, Rule } from './problem.ts';

/** label-id-mismatch, label-name-mismatch: a link's label gives another ID, or another name, than the page it leads to. */
export const labelMismatch: Rule = {
  codes: ['label-id-mismatch', 'label-name-mismatch'],
  on: 'all',
  check: (book, page) =>
    linkProblemsOf(book, page, 'label-id-mismatch', 'label-name-mismatch').map(
      ({ code, link, label, target }): Problem => ({
        code,
        span: { start: link.labelStart, end: link.labelEnd },
        message: code === 'label-id-mismatch' ? otherIdMessage(book, label, target) : otherNameMessage(label, target),
        related: statedAt(target),
      }),
    ),
  fixes: (book, page, problem) => {
    const found = linkProblemAt(book, page, problem, 'label-id-mismatch', 'label-name-mismatch');
    if (found === undefined) return [];
    const { code, link, label, target } = found;
    if (code === 'label-name-mismatch')
      return relabelFix(book, page, link, label, target, namesAnother(book, label) ? 'likely' : 'certain');
    const pointed = pagesWithId(book, label.id).map(other => ({
      other,
      agrees: labelSays(label, atlasPage(other).name),
    }));
    const slip = labelSays(label, target.atlas.name);
    const isOne = pointed.filter(({ agrees }) => agrees).length === 1;
    return [
      ...pointed.flatMap(({ other, agrees }) => linkFix(book, page, link, other, likelyIf(agrees && isOne && !slip))),
      ...relabelFix(book, page, link, label, target, likelyIf(slip)),
      ...(pointed.length === 0 ? createFix(book, page, link, label) : []),
    ];
  },
};

const otherIdMessage = (book: Casebook, label: IdLabelled, target: LabelTarget): string => {
  const labelled = formatIdLabel(label.id, label.name ?? book.catalogue.byId.get(label.id)?.name);
  const [right] = pagesWithId(book, label.id);
  const where = right === undefined ? `no page has the ID ${label.id}` : `${label.id} is ${namePath(book, right.id)}`;
  return `The label says ${labelled}, but the link leads to ${pageLabel(target.atlas)}; ${where}.`;
};

const otherNameMessage = (label: IdLabelled, target: LabelTarget): string =>
  `The label calls ${target.id} '${label.name ?? ''}'; its page is named '${target.atlas.name}'.`;

/** Where the linked page states its ID and name. */
const statedAt = ({ page, atlas }: LabelTarget): readonly RelatedPlace[] =>
  atlas.claims
    .filter(claim => claim.id === atlas.id)
    .slice(0, 1)
    .map(({ start, end }) => ({ page: page.id, span: { start, end }, message: `This page is ${pageLabel(atlas)}.` }));

/** Writes the linked page's ID and name, in the label's shape; a step's heading that says the label's name follows. */
const relabelFix = (
  book: Casebook,
  page: Page,
  link: Link,
  label: IdLabelled,
  { atlas, id }: LabelTarget,
  confidence: Confidence,
): readonly Fix[] => {
  const text = label.write(id, atlas.name);
  const heading = followLabel(book, page, link, label, atlas.name);
  const title = `Label it '${text}'${isEmptyEdit(heading) ? '' : ' and rename the step'}`;
  return withEdit(pageFix(title, page, [relabel(link, text)], confidence), heading);
};

/** Creates the page that the label names. An ID that nobody knows, without a name beside it, is rather a slip. */
const createFix = (book: Casebook, page: Page, link: Link, { id, name }: IdLabelled): readonly Fix[] =>
  name === undefined && !book.catalogue.byId.has(id)
    ? []
    : createPageFix(book, page, link, pageOfId(book, id, name), 'possible');
