import type { Problem, Rule } from './problem.ts';

/** front-matter-syntax: the block at the page's start is no YAML, or asks for another language. */
export const frontMatterSyntax: Rule = {
  codes: ['front-matter-syntax'],
  on: 'all',
  check: (_book, page): readonly Problem[] => {
    const error = page.frontMatter?.error;
    if (error === undefined) return [];
    return [{ code: 'front-matter-syntax', span: { start: error.start, end: error.end }, message: error.message }];
  },
};
