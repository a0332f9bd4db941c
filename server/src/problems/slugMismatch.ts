import { insideQuotes } from '../atlas/pageIdentity.ts';
import type { FrontMatterField, Page } from '../core/page.ts';
import { baseName, normalise, slugsOf, withoutExtension } from '../core/paths.ts';
import { textFix } from './fix.ts';
import { isOneLine, rewriteField } from './ownPageEdits.ts';
import type { Rule } from './problem.ts';

/** `slug-mismatch`: `id` in the front matter is not the file's name. `index` and `README` may carry their folder's name. */
export const slugMismatch: Rule = {
  codes: ['slug-mismatch'],
  on: 'atlas',
  check: (_, page) => {
    const field = idField(page);
    if (typeof field?.value !== 'string' || field.value.trim() === '' || page.frontMatter?.error !== undefined)
      return [];
    const id = normalise(field.value.trim());
    if (slugsOf(page.id).some(slug => normalise(slug) === id)) return [];
    const name = withoutExtension(baseName(page.id));
    return [
      {
        code: 'slug-mismatch',
        span: insideQuotes(field),
        message: `The id is '${field.value}', but the file is named '${name}'. They must agree.`,
      },
    ];
  },
  fixes: (_, page) => {
    const field = idField(page);
    // An index rather has its folder's name.
    const slug = slugsOf(page.id).at(-1);
    if (field === undefined || slug === undefined || !isOneLine(page, field)) return [];
    return [textFix(`Set 'id' to '${slug}'`, page, text => rewriteField(text, field, slug), 'likely')];
  },
};

const idField = (page: Page): FrontMatterField | undefined => page.frontMatter?.fields.find(({ key }) => key === 'id');
