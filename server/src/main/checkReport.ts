import type { PageId } from '../core/page.ts';
import type { Range } from '../core/text.ts';
import type { ProblemCode, Severity } from '../problems/problem.ts';

/** A problem as it is printed: the file's path from the vault's root, lines and characters as in LSP. */
export interface FoundProblem {
  readonly file: PageId;
  readonly range: Range;
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
}

/** What `check` found; files in alphabetical order, then by position. */
export interface CheckReport {
  readonly vault: string;
  readonly pages: number;
  readonly problems: readonly FoundProblem[];
}
