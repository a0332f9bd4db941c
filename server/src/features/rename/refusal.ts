/** Why something cannot be renamed, or not so: a sentence for the user. */
export interface Refusal {
  readonly reason: string;
  /** Whether what stands there is none of ours: something else in the editor may know how to rename it. */
  readonly isForeign?: true;
}

export const refuse = (reason: string): Refusal => ({ reason });

export const refuseForeign = (reason: string): Refusal => ({ reason, isForeign: true });

export const isRefusal = (answer: object | string): answer is Refusal =>
  typeof answer === 'object' && 'reason' in answer;

/** A text that the user typed for a name, without blanks around it; refused where it is empty or more than one line. */
export const readName = (typed: string): string | Refusal => {
  const name = typed.trim();
  if (name === '') return refuse('A name needs at least one letter.');
  return /[\r\n\u2028\u2029]/.test(name) ? refuse('A name has one line.') : name;
};
