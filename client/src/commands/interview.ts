/** What was answered so far, by the questions' keys. */
export type Answers<Key extends string> = Readonly<Partial<Record<Key, string>>>;

/** A question of several. */
export interface Question<Key extends string> {
  readonly key: Key;
  /** Whether it is asked at all, after the answers before it. Always, unless given. */
  readonly isAsked?: (answers: Answers<Key>) => boolean;
}

/** Where a question stands, counted from 1, among those that are asked. */
export interface Place {
  readonly step: number;
  readonly total: number;
}

/** In place of an answer: the question before this one again. */
export const BACK = Symbol('back');

/**
 * Asks questions one after the other. Who goes back finds the answers given earlier. `ask` gives an answer, `BACK`, or undefined from
 * whoever gives up, as this does then.
 */
export const interview = async <Key extends string, Asked extends Question<Key>>(
  questions: readonly Asked[],
  ask: (question: Asked, answers: Answers<Key>, place: Place) => Promise<string | typeof BACK | undefined>,
): Promise<Answers<Key> | undefined> => {
  let answers = {} as Answers<Key>;
  for (let at = 0; ;) {
    const asked = questions.filter(question => question.isAsked?.(answers) ?? true);
    const question = asked[at];
    if (question === undefined) return answers;
    const answer = await ask(question, answers, { step: at + 1, total: asked.length });
    if (answer === undefined) return undefined;
    if (answer === BACK) at = Math.max(0, at - 1);
    else {
      answers = { ...answers, [question.key]: answer };
      at++;
    }
  }
};
