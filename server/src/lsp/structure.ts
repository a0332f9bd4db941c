import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import { offsetAt } from '../core/text.ts';
import type { PageSymbol } from '../features/documentSymbol.ts';
import { documentSymbols } from '../features/documentSymbol.ts';
import { foldingRanges } from '../features/foldingRange.ts';
import { selectionRanges } from '../features/selectionRange.ts';
import type { Context, PageAt } from './context.ts';
import { pageAt } from './context.ts';
import { SYMBOL_OF_PART, toFoldingRange, toRange, toSelectionRange } from './convert.ts';

/** The outline of a page, what folds, and what selection grows to. */
export const answerStructure = (context: Context): void => {
  const { connection } = context;

  connection.onDocumentSymbol(async (params, token) => {
    const at = await pageAt(context, params.textDocument.uri, token);
    if (at === undefined) return null;
    const symbols = documentSymbols(at.book, at.page);
    return context.client().hierarchicalSymbols
      ? symbols.map(symbol => toDocumentSymbol(at, symbol))
      : symbols.flatMap(symbol => toSymbolInformation(at, symbol, undefined));
  });

  connection.onFoldingRanges(async (params, token) => {
    const at = await pageAt(context, params.textDocument.uri, token);
    if (at === undefined) return null;
    return foldingRanges(at.book, at.page)
      .map(range => toFoldingRange(at.page, range))
      .filter(range => range.endLine > range.startLine);
  });

  connection.onSelectionRanges(async (params, token) => {
    const at = await pageAt(context, params.textDocument.uri, token);
    if (at === undefined) return null;
    return params.positions.map(position => {
      const offset = offsetAt(at.page.lineStarts, at.page.length, position);
      return toSelectionRange(at.page, selectionRanges(at.book, at.page, offset), offset);
    });
  });
};

const toDocumentSymbol = (
  at: PageAt,
  { name, detail, kind, span, nameSpan, children }: PageSymbol,
): DocumentSymbol => ({
  name,
  ...(detail === undefined ? {} : { detail }),
  kind: SYMBOL_OF_PART[kind],
  range: toRange(at.page, span),
  selectionRange: toRange(at.page, nameSpan),
  children: children.map(child => toDocumentSymbol(at, child)),
});

/** The flat form, for clients that know no other. */
const toSymbolInformation = (at: PageAt, symbol: PageSymbol, container: string | undefined): SymbolInformation[] => [
  {
    name: symbol.name,
    kind: SYMBOL_OF_PART[symbol.kind],
    location: { uri: at.uri(at.page.id), range: toRange(at.page, symbol.span) },
    ...(container === undefined ? {} : { containerName: container }),
  },
  ...symbol.children.flatMap(child => toSymbolInformation(at, child, symbol.name)),
];
