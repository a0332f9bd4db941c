import type { Page, PageId } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import type { PlannedEdit } from '../core/vaultEdit.ts';
import type { Casebook } from '../atlas/casebook.ts';

/** The stable codes of `docs/problems.md`, with the severity each has unless the user says otherwise. */
export const DEFAULT_SEVERITY = {
  'broken-link': 'error',
  'ambiguous-link': 'warning',
  'missing-heading': 'warning',
  'missing-block': 'warning',
  'case-mismatch': 'warning',
  'non-canonical-link': 'hint',
  'malformed-link': 'error',
  'label-id-mismatch': 'error',
  'label-name-mismatch': 'warning',
  'unknown-id': 'warning',
  'retired-id': 'warning',
  'duplicate-id': 'error',
  'id-conflict': 'error',
  'title-mismatch': 'warning',
  'slug-mismatch': 'information',
  'front-matter-syntax': 'error',
  'front-matter-field': 'warning',
  'missing-section': 'warning',
  'metadata-field': 'warning',
  'step-numbering': 'warning',
  'step-technique': 'error',
  'wrong-kind': 'error',
  'step-title-mismatch': 'information',
  'step-tactic': 'information',
  'reference-format': 'information',
  'uncited-number': 'information',
  'stale-list': 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

export type ProblemCode = keyof typeof DEFAULT_SEVERITY;

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Something wrong in a page. Its severity is the code's (or the user's), unless `severity` says otherwise. */
export interface Problem {
  readonly code: ProblemCode;
  readonly span: Span;
  /** What is wrong and what would be right, in one or two sentences. */
  readonly message: string;
  /** Only where the default differs within one code (missing References are information). */
  readonly severity?: Severity;
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly page: PageId;
  readonly span: Span;
  readonly message: string;
}

/** A repair of one problem. */
export interface Fix extends PlannedEdit {
  /** As the lightbulb shows it: `Link to 'techniques/impact/erode.md'`. */
  readonly title: string;
  readonly confidence: Confidence;
}

/**
 * How surely a repair is what the author wants. `certain`: may be applied without asking, as nothing else can be meant;
 * `likely`: the one to choose of several; `possible`: one of several. A problem has at most one that is not `possible`.
 */
export type Confidence = 'certain' | 'likely' | 'possible';

/** One rule: pure, reads only the page and the casebook, and finds the problems of its codes in one page. */
export interface Rule {
  readonly codes: readonly ProblemCode[];
  /** `all` pages, pages with an ID of their own (`atlas`), or case studies. */
  readonly on: 'all' | 'atlas' | 'caseStudy';
  readonly check: (book: Casebook, page: Page) => readonly Problem[];
  /**
   * Repairs of one of the problems that `check` gave for this very page, best first. With `onlyCertain` those that are not certain may be
   * left out, where it takes a while to find them.
   */
  readonly fixes?: (book: Casebook, page: Page, problem: Problem, onlyCertain?: boolean) => readonly Fix[];
}
