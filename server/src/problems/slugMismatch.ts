import { insideQuotes } from '../atlas/atlasPage.ts';
import { baseName, folderOf, normalise, withoutExtension } from '../core/paths.ts';
import type { Rule } from './problem.ts';

/** `slug-mismatch`: `id` in the front matter is not the file's name. `index` and `README` may carry their folder's name. */
export const slugMismatch: Rule = {
  codes: ['slug-mismatch'],
  on: 'atlas',
  check: (_, page) => {
    const field = page.frontMatter?.fields.find(({ key }) => key === 'id');
    if (typeof field?.value !== 'string' || field.value.trim() === '' || page.frontMatter?.error !== undefined)
      return [];
    const name = withoutExtension(baseName(page.id));
    const right = /^(?:index|readme)$/i.test(name) ? [name, baseName(folderOf(page.id))] : [name];
    const id = normalise(field.value.trim());
    if (right.some(slug => normalise(slug) === id)) return [];
    return [
      {
        code: 'slug-mismatch',
        span: insideQuotes(field),
        message: `The id is '${field.value}', but the file is named '${name}'. They must agree.`,
      },
    ];
  },
};
