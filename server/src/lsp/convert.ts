import {
  CodeActionKind,
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
import type { Page, Place } from '../core/page.ts';
import type { Span, TextEdit } from '../core/text.ts';
import { offsetAt, rangeOf } from '../core/text.ts';
import type { Vault } from '../core/vault.ts';
import { pageOf } from '../core/vault.ts';
import type { Fix, Problem, Severity } from '../problems/problem.ts';
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

/** A problem as the editor shows it. */
export const toDiagnostic = (
  vault: Vault,
  page: Page,
  { problem, severity }: ReportedProblem,
  uri: (path: string) => string,
): Diagnostic => ({
  range: toRange(page, problem.span),
  severity: SEVERITY[severity],
  code: problem.code,
  codeDescription: { href: `${PROBLEMS_PAGE}#${problem.code}` },
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

export const toTextEdit = (page: Page, edit: TextEdit): LspTextEdit => ({
  range: toRange(page, edit.span),
  newText: edit.newText,
});

/** The edits of a fix. `version` gives that of an open document, else null; it is only asked where the client takes versions. */
export const toWorkspaceEdit = (
  vault: Vault,
  fix: Fix,
  uri: (path: string) => string,
  version: ((path: string) => number | null) | undefined,
): WorkspaceEdit => {
  const byPage = fix.edits.map(({ page: id, edits }) => {
    const page = pageOf(vault, id);
    return { id, edits: page === undefined ? [] : edits.map(edit => toTextEdit(page, edit)) };
  });
  return version === undefined
    ? { changes: Object.fromEntries(byPage.map(({ id, edits }) => [uri(id), edits])) }
    : {
        documentChanges: byPage.map(({ id, edits }) => ({
          textDocument: { uri: uri(id), version: version(id) },
          edits,
        })),
      };
};

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

export const toCodeAction = (
  page: Page,
  action: { readonly title: string; readonly problem: Problem; readonly fix: Fix },
  edit: WorkspaceEdit,
  sent: readonly Diagnostic[],
): LspCodeAction => ({
  title: action.title,
  kind: CodeActionKind.QuickFix,
  diagnostics: sent.filter(diagnostic => isDiagnosticOf(page, action.problem, diagnostic)),
  isPreferred: action.fix.preferred,
  edit,
});

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
