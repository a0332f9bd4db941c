import { atlasPage } from '../../atlas/atlasPage.ts';
import { pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { MENTION, sitePathId } from '../../atlas/ids.ts';
import { readIdLabel } from '../../atlas/linkLabel.ts';
import { resolveLink } from '../../atlas/linkedPage.ts';
import type { Block, Heading, Link, Page } from '../../core/page.ts';
import { headingIndex } from '../../core/page.ts';
import { resolvedPath } from '../../core/resolve.ts';
import type { Span } from '../../core/text.ts';
import { touches } from '../../core/text.ts';
import { isUrl, pageOf } from '../../core/vault.ts';
import { linkSubject, partAt, targetAt } from '../target.ts';
import { statesName } from './pageName.ts';
import { shownTarget } from './path.ts';
import type { Refusal } from './refusal.ts';
import { isRefusal, refuse, refuseForeign } from './refusal.ts';

/** What is renamed. */
export type RenameSubject =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly page: Page }
  | { readonly kind: 'heading'; readonly page: Page; readonly heading: Heading }
  | { readonly kind: 'block'; readonly page: Page; readonly block: Block }
  /** The file that a link's target leads to. */
  | { readonly kind: 'path'; readonly link: Link; readonly path: string };

/** What is renamed at an offset, where it stands there, and what the user starts from. */
export interface RenamePlace {
  readonly subject: RenameSubject;
  readonly span: Span;
  readonly placeholder: string;
}

/** What a rename at an offset of a page is about; a sentence where nothing can be renamed. */
export const renamePlaceAt = (book: Casebook, page: Page, offset: number): RenamePlace | Refusal => {
  const target = targetAt(book, page, offset);
  const link = target?.link ?? page.links.find(each => touches(each, offset));
  if (link !== undefined) return linkPlace(book, page, link, offset);
  const mention = page.mentions.findLast(each => touches(each, offset));
  if (mention !== undefined) return idPlace(mention.id, mention);
  if (target?.subject.kind === 'heading') return headingPlace(page, target.subject.heading, target.span);
  if (target?.subject.kind === 'block') return blockPlace(page, target.subject.block, target.span);
  const claim =
    target && atlasPage(page).claims.find(({ start, end }) => start === target.span.start && end === target.span.end);
  if (claim === undefined)
    return refuseForeign('Only titles, headings, block marks, ATLAS IDs and links can be renamed.');
  if (claim.source === 'metadata' && claim.id !== undefined) return idPlace(claim.id, claim);
  const heading = claim.source === 'heading' ? page.headings[0] : undefined;
  return heading === undefined ? titlePlace(page, claim) : headingPlace(page, heading, claim);
};

const idPlace = (id: string, { start, end }: Span): RenamePlace => ({
  subject: { kind: 'id', id },
  span: { start, end },
  placeholder: id,
});

/** The name at the end of a text that shows a page; all of the text where it shows something else. */
const namePlace = (page: Page, { start, end }: Span, shown: string): RenamePlace => {
  const { name } = pageIdentity(page);
  const isEnd = shown.endsWith(name) && end - start >= name.length;
  return {
    subject: { kind: 'name', page },
    span: { start: isEnd ? end - name.length : start, end },
    placeholder: name,
  };
};

const titlePlace = (page: Page, span: Span): RenamePlace => {
  const title = page.frontMatter?.fields.find(({ key }) => key === 'title')?.value;
  const isPlain = typeof title === 'string' && title.length === span.end - span.start;
  return namePlace(page, span, isPlain ? title : '');
};

const headingPlace = (page: Page, heading: Heading, span: Span): RenamePlace => {
  const claim =
    headingIndex(page, heading) === 0 ? atlasPage(page).claims.find(({ source }) => source === 'heading') : undefined;
  if (claim !== undefined && statesName(page, claim)) return namePlace(page, span, heading.text);
  return { subject: { kind: 'heading', page, heading }, span, placeholder: heading.text };
};

const blockPlace = (page: Page, block: Block, span: Span): RenamePlace => ({
  subject: { kind: 'block', page, block },
  span,
  placeholder: block.id,
});

const linkPlace = (book: Casebook, page: Page, link: Link, offset: number): RenamePlace | Refusal => {
  switch (partAt(link, offset)) {
    case 'label':
      return labelPlace(book, page, link, offset);
    case 'fragment':
      return fragmentPlace(book, page, link);
    case 'target':
      return targetPlace(book, page, link);
  }
};

const labelPlace = (book: Casebook, page: Page, link: Link, offset: number): RenamePlace | Refusal => {
  const { label = '', labelStart, labelEnd } = link;
  const span = { start: labelStart, end: labelEnd };
  const id = idInLabel(link, offset);
  if (id !== undefined) return id;
  const led = pageOfLink(book, page, link);
  if (isRefusal(led)) return led;
  const said = readIdLabel(label)?.id;
  const { id: own } = pageIdentity(led);
  if (said !== undefined && own !== undefined && said !== own)
    return refuse(`The label speaks of ${said}, but the link leads to ${own}.`);
  return namePlace(led, span, labelEnd - labelStart === label.length ? label : '');
};

/** The ID in a label that an offset is on. */
const idInLabel = ({ label = '', labelStart, labelEnd }: Link, offset: number): RenamePlace | undefined => {
  // With blanks around it, the label does not tell where exactly its text stands; an ID at its start is near enough.
  const shift = labelStart + (labelEnd - labelStart === label.length ? 0 : 1);
  for (const { index } of label.matchAll(/[A-Z]+\d*\./g)) {
    MENTION.lastIndex = index;
    const id = MENTION.exec(label)?.[0];
    const span = { start: shift + index, end: shift + index + (id?.length ?? 0) };
    if (id !== undefined && !/[\w.]/.test(label.charAt(index - 1)) && touches(span, offset)) return idPlace(id, span);
  }
  return undefined;
};

const fragmentPlace = (book: Casebook, page: Page, link: Link): RenamePlace | Refusal => {
  const subject = linkSubject(book, page, link, 'fragment');
  const { fragment = '', fragmentEnd } = link;
  const part = fragment.slice(fragment.lastIndexOf('#') + 1);
  const span = { start: fragmentEnd - part.length, end: fragmentEnd };
  if (subject?.kind === 'heading') {
    const place = headingPlace(subject.page, subject.heading, span);
    return { ...place, span };
  }
  if (subject?.kind === 'block') return blockPlace(subject.page, subject.block, { ...span, start: span.start + 1 });
  return refuseMissing(link, `There is no '#${fragment}' to rename.`);
};

/** What a wiki-link names is of the vault or nowhere; a markdown link may lead to what only the editor knows. */
const refuseMissing = ({ kind }: Link, reason: string): Refusal =>
  kind === 'wiki' || kind === 'embed' ? refuse(reason) : refuseForeign(reason);

const targetPlace = (book: Casebook, page: Page, link: Link): RenamePlace | Refusal => {
  const { target, targetStart, targetEnd } = link;
  const span = { start: targetStart, end: targetEnd };
  const site = link.kind === 'markdown' ? sitePathId(target) : undefined;
  if (site !== undefined) {
    const start = targetStart + target.lastIndexOf(site);
    return idPlace(site, { start, end: start + site.length });
  }
  if (isUrl(target)) return refuseForeign('An address outside of the vault cannot be renamed.');
  const resolution = resolveLink(book, page, link);
  if (resolution.kind === 'ambiguous')
    return refuse(`'${target}' fits ${resolution.candidates.length} pages; write the path of the one that is meant.`);
  const path = resolvedPath(resolution);
  if (path !== undefined) return { subject: { kind: 'path', link, path }, span, placeholder: shownTarget(link) };
  const subject = linkSubject(book, page, link, 'target');
  if (subject?.kind === 'id') return idPlace(subject.id, span);
  const [called] = subject?.kind === 'pages' && subject.paths.length === 1 ? subject.paths : [];
  const led = called === undefined ? undefined : pageOf(book.vault, called);
  if (led === undefined) return refuseMissing(link, `There is no page '${target}' to rename.`);
  const { id } = pageIdentity(led);
  return id !== undefined && target.toUpperCase() === id ? idPlace(id, span) : namePlace(led, span, target);
};

/** The page that a link leads to, or that its path of the ATLAS site means. */
const pageOfLink = (book: Casebook, page: Page, link: Link): Page | Refusal => {
  const subject = linkSubject(book, page, { ...link, fragment: undefined }, 'label');
  const [path, other] = subject?.kind === 'pages' ? subject.paths : [];
  const led =
    path === undefined || other !== undefined ? undefined : path === page.id ? page : pageOf(book.vault, path);
  return (
    led ??
    refuse(
      path === undefined
        ? 'The link leads to no page that could be renamed.'
        : `'${path}' has no name but its path; rename it at the link's target.`,
    )
  );
};
