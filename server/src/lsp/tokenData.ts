import type { SemanticTokens, SemanticTokensDelta, SemanticTokensLegend } from 'vscode-languageserver';
import type { PageKind } from '../atlas/pageIdentity.ts';
import type { Page } from '../core/page.ts';
import type { SemanticToken } from '../features/semanticTokens.ts';
import { toRange } from './convert.ts';

const TYPES: Readonly<Record<PageKind, string>> = {
  tactic: 'atlasTactic',
  technique: 'atlasTechnique',
  mitigation: 'atlasMitigation',
  caseStudy: 'atlasCaseStudy',
  note: 'atlasNote',
};

/** What the numbers of tokens mean; `package.json` says how VS Code shows these names. */
export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: Object.values(TYPES), tokenModifiers: ['broken'] };

/** Tokens in LSP's form, five numbers each: line and character from the last one, length, type, modifiers. None spans lines. */
export const tokenData = (page: Page, tokens: readonly SemanticToken[]): number[] => {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const token of tokens) {
    const { start, end } = toRange(page, token);
    if (end.line !== start.line) continue;
    if (start.line !== line) character = 0;
    const type = TOKEN_LEGEND.tokenTypes.indexOf(TYPES[token.kind]);
    data.push(start.line - line, start.character - character, token.end - token.start, type, token.broken ? 1 : 0);
    ({ line, character } = start);
  }
  return data;
};

/** Tokens that a client was given, so that it can be told only what changed. */
export interface SentTokens {
  readonly resultId: string;
  readonly data: readonly number[];
}

let sent = 0;

/** Tokens under a new name. */
export const newTokens = (data: number[]): SentTokens & SemanticTokens => ({ resultId: String(++sent), data });

/** What to change in tokens that the client has: the one stretch between what both have at their ends. */
export const tokenDelta = (before: SentTokens, after: SentTokens): SemanticTokensDelta => {
  const { resultId } = after;
  const shorter = Math.min(before.data.length, after.data.length);
  let start = 0;
  while (start < shorter && before.data[start] === after.data[start]) start++;
  let same = 0;
  while (same < shorter - start && before.data.at(-1 - same) === after.data.at(-1 - same)) same++;
  const deleteCount = before.data.length - same - start;
  const data = after.data.slice(start, after.data.length - same);
  return { resultId, edits: deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }] };
};
