import type { PlannedEdit } from '../core/vaultEdit.ts';
import type { Problem } from '../problems/problem.ts';

/** Something that the editor offers to do at a place, by the kinds of LSP. */
export interface CodeAction {
  /** Unlike that of every other action of the place. */
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor.rewrite' | 'source.organize.atlas' | 'source.updateLists.atlas';
  /** The problem that it solves; undefined for a refactoring. */
  readonly problem: Problem | undefined;
  readonly preferred: boolean;
  readonly plan: PlannedEdit;
}
