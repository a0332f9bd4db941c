import type { Matrix, MatrixTechnique } from './matrix.ts';

/**
 * The techniques that other numbers of case studies use than before, by their IDs; undefined where the matrices differ in more than
 * that. Most of what somebody types into a case study changes no more, however large the matrix is.
 */
export const usesChanged = (before: Matrix, after: Matrix): ReadonlyMap<string, number> | undefined => {
  if (before.tactics.length !== after.tactics.length) return undefined;
  const changed = new Map<string, number>();
  const isAlike = after.tactics.every((tactic, i) => {
    const was = before.tactics[i];
    return (
      was?.id === tactic.id &&
      was?.name === tactic.name &&
      was?.path === tactic.path &&
      addUses(was?.techniques ?? [], tactic.techniques, changed)
    );
  });
  return isAlike ? changed : undefined;
};

/** Notes what techniques are used by; whether nothing else in them differs. */
const addUses = (
  before: readonly MatrixTechnique[],
  after: readonly MatrixTechnique[],
  changed: Map<string, number>,
): boolean =>
  before.length === after.length &&
  after.every((technique, i) => {
    const was = before[i];
    if (was === undefined || FACTS.some(fact => was[fact] !== technique[fact])) return false;
    if (was.uses !== technique.uses) changed.set(technique.id, technique.uses);
    return addUses(was.children, technique.children, changed);
  });

const FACTS = ['id', 'name', 'path', 'maturity'] as const;
