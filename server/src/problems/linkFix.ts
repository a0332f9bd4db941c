import { atlasPage } from '../atlas/atlasPage.ts';
import { pageIdentity } from '../atlas/pageIdentity.ts';
import type { Casebook } from '../atlas/casebook.ts';
import { pagesCalled } from '../atlas/casebook.ts';
import type { IdLabelled } from '../atlas/linkLabel.ts';
import { labelSays, namesOtherwise, readIdLabel } from '../atlas/linkLabel.ts';
import type { Link, Page } from '../core/page.ts';
import { pageFix, withEdit } from './fix.ts';
import { namePath, relabel, retarget } from './linkEdits.ts';
import type { Confidence, Fix } from './problem.ts';
import { followLabel } from './stepEdits.ts';

/**
 * Lets a link lead to a page. Its heading stays, and so does its label, unless that has another ID or name than the page: then it is
 * corrected in the shape that it has, and the heading of a step with it. A link without a label gets this one, if any.
 */
export const linkFix = (
  book: Casebook,
  page: Page,
  link: Link,
  target: Page,
  confidence: Confidence,
  label?: string,
): readonly Fix[] => {
  const edits = retarget(book, page, link, target.id);
  const title = `Link to ${namePath(book, target.id)}`;
  const said = wrongLabel(book, link, target);
  const { id, name } = pageIdentity(target);
  if (said === undefined || id === undefined)
    return pageFix(title, page, label === undefined ? edits : [...edits, relabel(link, label)], confidence);
  const corrected = [...edits, relabel(link, said.write(id, name))];
  const fixes = pageFix(`${title} and correct the label`, page, corrected, confidence);
  return withEdit(fixes, followLabel(book, page, link, said, name));
};

/** A link's label where it has another ID, or surely another name, than the page. */
const wrongLabel = (book: Casebook, { label, kind }: Link, target: Page): IdLabelled | undefined => {
  const said = label === undefined || kind === 'embed' ? undefined : readIdLabel(label);
  const { id } = pageIdentity(target);
  if (said === undefined || id === undefined) return undefined;
  const isWrong = said.id === id ? namesOtherwise(said, atlasPage(target)) && !namesAnother(book, said) : true;
  return isWrong ? said : undefined;
};

/** Whether the name in a label is that of another ID: then rather the ID, and the link with it, may be wrong. */
export const namesAnother = (book: Casebook, label: IdLabelled): boolean =>
  [...book.catalogue.byId.values()].some(({ id, name }) => id !== label.id && labelSays(label, name)) ||
  pagesCalled(book, label.name ?? '').some(page => pageIdentity(page).id !== label.id);
