import {
  CompletionItemKind,
  DiagnosticSeverity,
  DocumentHighlightKind,
  FoldingRangeKind,
  SymbolKind,
} from 'vscode-languageserver';
import type {
  CodeAction as LspCodeAction,
  Diagnostic,
  DocumentHighlight,
  FoldingRange,
  Location,
  Range as LspRange,
  SelectionRange,
  TextEdit as LspTextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { entries } from '../core/layeredMap.ts';
import type { Page, Place } from '../core/page.ts';
import type { Span, TextEdit } from '../core/text.ts';
import { offsetAt, rangeOf } from '../core/text.ts';
import type { Vault } from '../core/vault.ts';
import { pageOf } from '../core/vault.ts';
import type { VaultEdit } from '../core/vaultEdit.ts';
import type { CodeAction } from '../features/codeAction.ts';
import type { Problem, Severity } from '../problems/problem.ts';
import type { ReportedProblem } from '../report.ts';

/** The project's page with a section for each problem code. */
const PROBLEMS_PAGE = 'https://github.com/atlas-casebook/atlas-casebook/blob/main/docs/problems.md';

/** The start of a file whose text is not known here. */
const FILE_START: LspRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A span of a page as a range. */
export const toRange = (page: Page, span: Span): LspRange => rangeOf(page.lineStarts, span);

/** A range as a span of a page; what lies outside of the text is clamped to it. */
export const toSpan = (page: Page, range: LspRange): Span => {
  const start = offsetAt(page.lineStarts, page.length, range.start);
  return { start, end: Math.max(start, offsetAt(page.lineStarts, page.length, range.end)) };
};

/** The range of a place; of a file that is no page, its start. */
export const rangeOfPlace = (vault: Vault, place: Place): LspRange => {
  const page = pageOf(vault, place.path);
  return page === undefined ? FILE_START : toRange(page, place.span);
};

export const toLocation = (vault: Vault, place: Place, uri: (path: string) => string): Location => ({
  uri: uri(place.path),
  range: rangeOfPlace(vault, place),
});

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A problem as the editor shows it. `links` are addresses of what explains problems, by their codes. */
export const toDiagnostic = (
  vault: Vault,
  page: Page,
  { problem, severity }: ReportedProblem,
  uri: (path: string) => string,
  links: Readonly<Record<string, string>>,
): Diagnostic => ({
  range: toRange(page, problem.span),
  severity: SEVERITY[severity],
  code: problem.code,
  codeDescription: { href: links[problem.code] ?? `${PROBLEMS_PAGE}#${problem.code}` },
  source: 'atlas',
  message: problem.message,
  ...(problem.related?.length
    ? {
        relatedInformation: problem.related.map(related => ({
          location: toLocation(vault, { path: related.page, span: related.span }, uri),
          message: related.message,
        })),
      }
    : {}),
});

const toTextEdit = (page: Page, edit: TextEdit): LspTextEdit => ({
  range: toRange(page, edit.span),
  newText: edit.newText,
});

/** That the user sees an edit before it is done: under which label, and whether all of it is one question or each change its own. */
export interface Confirmation {
  readonly label: string;
  readonly once: boolean;
}

/**
 * An edit of a vault as the client takes it. `versionOf` gives the version of an open document, else null; undefined where the client
 * takes neither versions nor file operations.
 */
export const toWorkspaceEdit = (
  vault: Vault,
  { creates, edits, renames }: VaultEdit,
  uri: (path: string) => string,
  versionOf: ((path: string) => number | null) | undefined,
  confirmation?: Confirmation,
): WorkspaceEdit => {
  const textEdits = edits.map(({ page: id, edits: ofPage }) => {
    const page = pageOf(vault, id);
    return { id, edits: page === undefined ? [] : ofPage.map(edit => toTextEdit(page, edit)) };
  });
  if (versionOf === undefined)
    return { changes: Object.fromEntries(textEdits.map(each => [uri(each.id), each.edits])) };
  const annotated = confirmation === undefined ? {} : { annotationId: CHANGE };
  const documentChanges: WorkspaceEdit['documentChanges'] = [
    ...creates.flatMap(({ path, text }) => [
      { kind: 'create' as const, uri: uri(path), ...annotated },
      {
        textDocument: { uri: uri(path), version: null },
        edits: [{ range: FILE_START, newText: text, ...annotated }],
      },
    ]),
    ...textEdits.map(each => ({
      textDocument: { uri: uri(each.id), version: versionOf(each.id) },
      edits: each.edits.map(edit => ({ ...edit, ...annotated })),
    })),
    ...renames.map(({ from, to }) => ({ kind: 'rename' as const, oldUri: uri(from), newUri: uri(to), ...annotated })),
  ];
  if (confirmation === undefined) return { documentChanges };
  const { label, once } = confirmation;
  const changeAnnotations = { [CHANGE]: { label, needsConfirmation: !once } };
  const [known] = once ? entries(vault.pages) : [];
  if (known === undefined) return { documentChanges, changeAnnotations };
  return {
    // To create a page that is there already does nothing, and is not listed either.
    documentChanges: [
      { kind: 'create', uri: uri(known[0]), options: { ignoreIfExists: true }, annotationId: QUESTION },
      ...documentChanges,
    ],
    changeAnnotations: { ...changeAnnotations, [QUESTION]: { label, needsConfirmation: true } },
  };
};

const CHANGE = 'change';
const QUESTION = 'question';

/** Whether a diagnostic that the client sent back is this problem. */
const isDiagnosticOf = (page: Page, problem: Problem, diagnostic: Diagnostic): boolean => {
  const { start, end } = toRange(page, problem.span);
  const { range } = diagnostic;
  return (
    diagnostic.code === problem.code &&
    range.start.line === start.line &&
    range.start.character === start.character &&
    range.end.line === end.line &&
    range.end.character === end.character
  );
};

/** What an editor lists of an action. */
export interface ShownAction extends Pick<CodeAction, 'title' | 'problem' | 'preferred'> {
  readonly kind: string;
}

/** An action as the editor lists it, still without its edit. `sent` are the diagnostics that the editor has there. */
export const toCodeAction = (page: Page, action: ShownAction, sent: readonly Diagnostic[]): LspCodeAction => {
  const { title, kind, problem, preferred } = action;
  return {
    title,
    kind,
    ...(problem === undefined ? {} : { diagnostics: sent.filter(each => isDiagnosticOf(page, problem, each)) }),
    isPreferred: preferred,
  };
};

/** Lines that fold away; a span that stays on one line does not fold. */
export const toFoldingRange = (
  page: Page,
  { span, kind }: { readonly span: Span; readonly kind: 'region' | 'comment' },
): FoldingRange => {
  const { start, end } = toRange(page, span);
  // A span that ends at the start of a line ends with the line before.
  const endLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return {
    startLine: start.line,
    endLine,
    kind: kind === 'region' ? FoldingRangeKind.Region : FoldingRangeKind.Comment,
  };
};

/** Spans from the innermost to the outermost as LSP nests them. */
export const toSelectionRange = (page: Page, spans: readonly Span[], offset: number): SelectionRange => {
  const nested = spans.reduceRight<SelectionRange | undefined>(
    (parent, span) => (parent === undefined ? { range: toRange(page, span) } : { range: toRange(page, span), parent }),
    undefined,
  );
  return nested ?? { range: toRange(page, { start: offset, end: offset }) };
};

export const toHighlight = (
  page: Page,
  { span, kind }: { readonly span: Span; readonly kind: 'read' | 'write' },
): DocumentHighlight => ({
  range: toRange(page, span),
  kind: kind === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
});

/** How the parts of a page show in an outline. */
export const SYMBOL_OF_PART = {
  page: SymbolKind.File,
  section: SymbolKind.String,
  step: SymbolKind.Event,
  metadata: SymbolKind.Property,
} as const;

/** How pages show in a list of symbols. */
export const SYMBOL_OF_KIND = {
  tactic: SymbolKind.Namespace,
  technique: SymbolKind.Class,
  mitigation: SymbolKind.Interface,
  caseStudy: SymbolKind.Event,
  note: SymbolKind.File,
} as const;

/** How completion items show. */
export const COMPLETION_KIND = {
  page: CompletionItemKind.Reference,
  heading: CompletionItemKind.Struct,
  block: CompletionItemKind.Unit,
  value: CompletionItemKind.Value,
  key: CompletionItemKind.Property,
  text: CompletionItemKind.Text,
} as const;
