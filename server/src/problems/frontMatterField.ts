import { pageIdentity } from '../atlas/pageIdentity.ts';
import { CASE_STUDY_TYPE } from '../atlas/pageIdentity.ts';
import { requiredKeys } from '../atlas/requiredKeys.ts';
import type { FrontMatterField, FrontMatterValue, Page } from '../core/page.ts';
import { frontMatterFixes } from './frontMatterFix.ts';
import type { Problem, Rule } from './problem.ts';
import { pageSpan } from './spans.ts';

/** `front-matter-field`: `id` or `title` is missing or no text; a case study is not marked as `type: case-study`. */
export const frontMatterField: Rule = {
  codes: ['front-matter-field'],
  on: 'atlas',
  check: (_, page) => {
    const { frontMatter } = page;
    // What cannot be read has front-matter-syntax, and may well hold every field.
    if (frontMatter?.error !== undefined) return [];
    const wanted = requiredKeys(pageIdentity(page).kind);
    const missing = missingKeys(page);
    const problems = (frontMatter?.fields ?? []).flatMap(field =>
      wanted.includes(field.key) ? valueProblem(field) : [],
    );
    if (missing.length === 0) return problems;
    const span =
      frontMatter === undefined
        ? pageSpan(page)
        : { start: frontMatter.start, end: Math.max(frontMatter.start + 3, frontMatter.bodyStart - 1) };
    const message =
      frontMatter === undefined
        ? `This page has no front matter. It needs ${missing.map(shown).join(', ')}.`
        : `The front matter lacks ${missing.map(shown).join(', ')}.`;
    return [...problems, { code: 'front-matter-field', span, message }];
  },
  fixes: (book, page, { span }) => {
    const field = page.frontMatter?.fields.find(({ start, end }) => start <= span.start && span.end <= end);
    return frontMatterFixes(book, page, field ?? missingKeys(page));
  },
};

const missingKeys = (page: Page): readonly string[] =>
  requiredKeys(pageIdentity(page).kind).filter(key => !page.frontMatter?.fields.some(field => field.key === key));

const shown = (key: string): string => (key === 'type' ? `'type: ${CASE_STUDY_TYPE}'` : `'${key}'`);

const valueProblem = (field: FrontMatterField): readonly Problem[] => {
  const { key, value } = field;
  const wrong = key === 'type' ? wrongType(value) : wrongText(key, value);
  if (wrong === undefined) return [];
  const span =
    field.valueEnd > field.valueStart
      ? { start: field.valueStart, end: field.valueEnd }
      : { start: field.start, end: field.keyEnd };
  return [{ code: 'front-matter-field', span, message: wrong }];
};

const wrongType = (value: FrontMatterValue): string | undefined =>
  value === CASE_STUDY_TYPE ? undefined : `The type of a case study's page is '${CASE_STUDY_TYPE}'.`;

const wrongText = (key: string, value: FrontMatterValue): string | undefined => {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return `'${key}' is empty.`;
  return typeof value === 'string' ? undefined : `'${key}' must be a text: put it in quotes.`;
};
