import { changedMatrix, MATRIX } from '../../../server/src/lsp/protocol.ts';
import type {
  MatrixAnswer,
  MatrixChange,
  MatrixParams,
  MatrixView,
  VaultParams,
} from '../../../server/src/lsp/protocol.ts';
import type { VaultQuestions } from './vaultQuestions.ts';

/** A matrix as the server says it now. */
export interface ToldMatrix {
  readonly view: MatrixView;
  /** What became of the one that was known, where that says it all. */
  readonly change?: MatrixChange;
}

/** Asks for the matrix of a vault, which for one that is `known` takes few words. Undefined where there is none, or no answer now. */
export const askMatrix = async (
  vault: VaultQuestions,
  at: VaultParams,
  known: MatrixView | undefined,
): Promise<ToldMatrix | undefined> => {
  const params: MatrixParams = { ...at, ...(known === undefined ? {} : { known: known.version }) };
  const answer = await vault.ask<MatrixAnswer>(MATRIX, params);
  if (answer === undefined) return undefined;
  if (answer !== 'unchanged' && 'tactics' in answer) return { view: answer };
  if (known === undefined) return undefined;
  return answer === 'unchanged' ? { view: known } : { view: changedMatrix(known, answer), change: answer };
};
