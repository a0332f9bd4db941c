import type { Heading, Page } from '../../core/page.ts';
import { sectionSpan } from '../../core/page.ts';
import { withoutCount } from '../../core/fragmentText.ts';
import { headingKey } from '../../core/resolve.ts';
import type { TextOf } from '../../core/vaultEdit.ts';
import { pageIdentity } from '../pageIdentity.ts';
import type { Casebook } from '../casebook.ts';
import type { Facts } from './facts.ts';
import { factsOf } from './facts.ts';

/** A page whose form is taken over, with its text and what is known of it. */
export interface Sample {
  readonly page: Page;
  readonly text: string;
  readonly facts: Facts;
}

/** The pages as samples; without those that cannot be read, or whose file has changed since. */
export const samplesOf = ({ catalogue }: Casebook, pages: readonly Page[], textOf: TextOf): readonly Sample[] =>
  pages.flatMap(page => {
    const text = textOf(page.id);
    if (text?.length !== page.length) return [];
    const { id, name } = pageIdentity(page);
    return [{ page, text, facts: factsOf(catalogue, { path: page.id, id, name }) }];
  });

/**
 * Lists of keys as one list: the keys that pass, in the order of the list that has most of them; those of other lists come behind
 * the one that they follow there.
 */
export const inSampleOrder = (lists: readonly (readonly string[])[], passes: (key: string) => boolean): string[] => {
  const order: string[] = [];
  const kept = lists.map(list => list.filter(passes)).sort((a, b) => b.length - a.length);
  for (const list of kept) {
    list.forEach((key, i) => {
      if (order.includes(key)) return;
      const before = list.slice(0, i).findLast(other => order.includes(other));
      order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
    });
  }
  return order;
};

/** A section of level 2: its heading, and where the next of its level begins. */
export interface SampleSection {
  readonly key: string;
  readonly heading: Heading;
  readonly end: number;
}

/** The sections of a page, with keys that leave a trailing count aside. */
export const sectionsOf = ({ page }: Sample): readonly SampleSection[] =>
  page.headings.flatMap((heading, i) =>
    heading.level === 2
      ? [{ key: headingKey(withoutCount(heading.text)), heading, end: sectionSpan(page, i).end }]
      : [],
  );

/** A stretch of a sample's text with `\n` for every line end, without blanks and blank lines around it. */
export const bodyText = ({ text }: Sample, start: number, end: number): string =>
  text.slice(start, end).replace(/\r\n?/g, '\n').trim();
