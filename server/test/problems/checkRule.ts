import assert from 'node:assert/strict';
import type { Casebook, LinkStyle } from '../../src/atlas/casebook.ts';
import type { Span } from '../../src/core/text.ts';
import { applyEdits } from '../../src/core/text.ts';
import { pageOf } from '../../src/core/vault.ts';
import type { Fix, Problem, ProblemCode, Rule } from '../../src/problems/problem.ts';
import { casebookOf, fixture } from '../fixture.ts';

export interface RuleOptions {
  readonly linkStyle?: LinkStyle;
  readonly linkStyleChosen?: boolean;
  readonly obsidian?: boolean;
}

/** All that a rule finds in a vault given as one literal, page by page. */
export const problemsIn = (rule: Rule, literal: string, options: RuleOptions = {}): readonly Problem[] => {
  const { book, texts } = fixture(literal, styleOf(options));
  return [...texts.keys()].flatMap(path => checked(rule, { ...book, ...obsidianOf(options) }, path));
};

/** Holds what a rule finds to the marks `«…»` of the literal: these spans and no others, with these codes in turn. */
export const checkRule = (
  rule: Rule,
  literal: string,
  codes: readonly ProblemCode[],
  options: RuleOptions = {},
): readonly Problem[] => {
  const { book, texts, marks } = fixture(literal, styleOf(options));
  const problems = [...texts.keys()].flatMap(path =>
    checked(rule, { ...book, ...obsidianOf(options) }, path).map(problem => ({ path, problem })),
  );
  const shown = (path: string, { start, end }: Span, code: string | undefined): string =>
    `${path}@${start} '${texts.get(path)?.slice(start, end)}' ${code}`;
  assert.deepEqual(
    problems.map(({ path, problem: { span, code } }) => shown(path, span, code)),
    marks.map(({ path, span }, i) => shown(path, span, codes[i])),
  );
  assert.equal(problems.length, codes.length);
  for (const { problem } of problems) assert.match(problem.message, /^\S.*[.]$/s);
  return problems.map(({ problem }) => problem);
};

/** Holds a rule to finding nothing. */
export const checkSilent = (rule: Rule, literal: string, options: RuleOptions = {}): void => {
  checkRule(rule, literal, [], options);
};

export interface FixCase extends RuleOptions {
  readonly rule: Rule;
  /** The vault; the first page is the one that is mended. */
  readonly vault: string;
  /** The fix is the first whose title holds this; otherwise the first of all. */
  readonly title?: string;
  /** The first page afterwards. */
  readonly after: string;
  readonly preferred?: boolean;
  /** The page's first line is what matters, so that nothing is put before it. */
  readonly onlyTop?: boolean;
}

/**
 * Holds the first page after a fix of its first problem to the text expected, blank lines at its end aside. Does so in LF and CRLF files, and
 * behind characters outside the Basic Multilingual Plane.
 */
export const checkFix = ({ rule, vault, title = '', after, preferred, onlyTop, ...options }: FixCase): void => {
  const { texts } = fixture(vault);
  const [first] = texts.keys();
  assert.ok(first);
  const variants: readonly ((text: string) => string)[] = [
    text => text,
    text => text.replace(/\n/g, '\r\n'),
    ...(onlyTop ? [] : [(text: string) => text.replace(/^(?:---\n(?:[^]*?\n)?---\n)?/, '$&𝒜 🦊🦊\n\n')]),
  ];
  for (const vary of variants) {
    const varied: ReadonlyMap<string, string> = new Map(
      [...texts].map(([path, text]) => [path, path === first ? vary(text) : text]),
    );
    const book: Casebook = { ...casebookOf(varied, styleOf(options)), ...obsidianOf(options) };
    const fix: Fix | undefined = fixesIn(rule, book, first).find(other => other.title.includes(title));
    assert.ok(fix, `no fix '${title}'`);
    if (preferred !== undefined) assert.equal(fix.confidence !== 'possible', preferred);
    assert.equal(afterFix(varied, first, fix).trimEnd(), vary(`${after.trimEnd()}\n`).trimEnd());
  }
};

/** The fixes of a page's first problem. */
export const fixesIn = (rule: Rule, book: Casebook, path: string): readonly Fix[] => {
  const page = pageOf(book.vault, path);
  assert.ok(page);
  const [problem] = rule.check(book, page);
  assert.ok(problem, 'no problem');
  return rule.fixes?.(book, page, problem) ?? [];
};

const afterFix = (texts: ReadonlyMap<string, string>, path: string, fix: Fix): string => {
  const edits = fix
    .make(id => (fix.reads.includes(id) ? texts.get(id) : undefined))
    .edits.filter(edit => edit.page === path)
    .flatMap(edit => edit.edits);
  return applyEdits(texts.get(path) ?? '', edits);
};

const checked = (rule: Rule, book: Casebook, path: string): readonly Problem[] => {
  const page = pageOf(book.vault, path);
  return page === undefined ? [] : rule.check(book, page);
};

const styleOf = ({
  linkStyle,
  linkStyleChosen,
}: RuleOptions): { linkStyle?: LinkStyle; linkStyleChosen?: boolean } => ({
  ...(linkStyle === undefined ? {} : { linkStyle }),
  ...(linkStyleChosen === undefined ? {} : { linkStyleChosen }),
});

const obsidianOf = ({ obsidian }: RuleOptions): { obsidian?: boolean } => (obsidian === undefined ? {} : { obsidian });
