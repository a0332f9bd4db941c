import { atlasPage } from '../atlas/atlasPage.ts';
import { sameName } from '../atlas/names.ts';
import { frontMatterString } from '../core/page.ts';
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
    const { claims, aliases } = atlasPage(page);
    const title = claims.find(claim => claim.source === 'title');
    const heading = claims.find(claim => claim.source === 'heading');
    if (title?.name === undefined || heading?.name === undefined || page.frontMatter?.error !== undefined) return [];
    const { name } = heading;
    // Where the IDs differ, that is the problem.
    if (title.id !== undefined && heading.id !== undefined && title.id !== heading.id) return [];
    if (heading.id === undefined && page.headings.filter(({ level }) => level === 1).length > 1) return [];
    const others = heading.id === undefined ? [...aliases, frontMatterString(page, 'sidebar_label') ?? ''] : [];
    if ([title.name, ...others].some(other => sameName(other, name))) return [];
    return [
      {
        code: 'title-mismatch',
        span: spanOf(heading),
        message: `The heading calls this page '${name}', its title '${title.name}'. They must agree.`,
        related: [{ page: page.id, span: spanOf(title), message: 'The title' }],
      },
    ];
  },
};
