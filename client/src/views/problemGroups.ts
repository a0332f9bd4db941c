/** One of our problems, as the editor has it. */
export interface FoundProblem {
  readonly uri: string;
  readonly code: string;
  /** As VS Code numbers them: 0 is an error, 3 a hint. */
  readonly severity: number;
  readonly message: string;
  readonly line: number;
  readonly character: number;
}

/** The problems of one code. */
export interface ProblemsOfRule {
  readonly code: string;
  readonly count: number;
  /** The gravest of them. */
  readonly severity: number;
  readonly pages: readonly ProblemsOfPage[];
}

export interface ProblemsOfPage {
  readonly uri: string;
  readonly problems: readonly FoundProblem[];
}

/** Problems by code, the gravest codes first, then those with the most; in each the pages by address and the problems by place. */
export const byRule = (problems: readonly FoundProblem[]): readonly ProblemsOfRule[] =>
  [...grouped(problems, ({ code }) => code)]
    .map(([code, found]) => ({
      code,
      count: found.length,
      severity: Math.min(...found.map(({ severity }) => severity)),
      pages: byPage(found),
    }))
    .sort((a, b) => a.severity - b.severity || b.count - a.count || (a.code < b.code ? -1 : 1));

const byPage = (problems: readonly FoundProblem[]): readonly ProblemsOfPage[] =>
  [...grouped(problems, ({ uri }) => uri)]
    .map(([uri, found]) => ({ uri, problems: found.toSorted((a, b) => a.line - b.line || a.character - b.character) }))
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));

const grouped = (
  problems: readonly FoundProblem[],
  keyOf: (problem: FoundProblem) => string,
): ReadonlyMap<string, readonly FoundProblem[]> => {
  const groups = new Map<string, FoundProblem[]>();
  for (const problem of problems) {
    const key = keyOf(problem);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return groups;
};
