import { MarkupKind } from 'vscode-languageserver';
import type {
  CancellationToken,
  Definition,
  DefinitionLink,
  DocumentLink,
  Hover,
  SymbolInformation,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { Place } from '../core/page.ts';
import { offsetAt } from '../core/text.ts';
import { definition } from '../features/definition.ts';
import { documentHighlights } from '../features/documentHighlight.ts';
import { documentLinks } from '../features/documentLink.ts';
import { hover, hoverMarkdown } from '../features/hover.ts';
import { references } from '../features/references.ts';
import { workspaceSymbols } from '../features/workspaceSymbol.ts';
import type { Context, PageAt } from './context.ts';
import { pageAt, textOf, throwIfCancelled, uriFor } from './context.ts';
import { rangeOfPlace, SYMBOL_OF_KIND, toHighlight, toLocation, toRange } from './convert.ts';

/** Jumps, hovers, references and symbols. Handlers convert, call once, convert. */
export const answerNavigation = (context: Context): void => {
  const { connection } = context;

  connection.onDefinition(async (params, token): Promise<Definition | DefinitionLink[] | null> => {
    const at = await positionAt(context, params, token);
    const found = at && definition(at.book, at.page, at.offset);
    if (at === undefined || found === undefined) return null;
    const { vault } = at.book;
    if (!context.client().linkSupport) return found.targets.map(target => toLocation(vault, target, at.uri));
    return found.targets.map(target => ({
      originSelectionRange: toRange(at.page, found.origin),
      targetUri: at.uri(target.path),
      targetRange: rangeOfPlace(vault, { path: target.path, span: target.full }),
      targetSelectionRange: rangeOfPlace(vault, target),
    }));
  });

  connection.onHover(async (params, token): Promise<Hover | null> => {
    const at = await positionAt(context, params, token);
    const found = at && hover(at.book, at.page, at.offset);
    if (at === undefined || found === undefined) return null;
    const excerpts = new Map<Place, string>();
    for (const part of found.parts) {
      if (!('excerpt' in part)) continue;
      const { path, span } = part.excerpt;
      excerpts.set(part.excerpt, (await textOf(context, at.host, path))?.slice(span.start, span.end) ?? '');
    }
    throwIfCancelled(token);
    const value = hoverMarkdown(found.parts, excerpts, at.uri);
    return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(at.page, found.span) };
  });

  connection.onReferences(async (params, token) => {
    const at = await positionAt(context, params, token);
    if (at === undefined) return null;
    const places = references(at.book, at.page, at.offset, params.context.includeDeclaration);
    return places.map(place => toLocation(at.book.vault, place, at.uri));
  });

  connection.onDocumentHighlight(async (params, token) => {
    const at = await positionAt(context, params, token);
    return at ? documentHighlights(at.book, at.page, at.offset).map(found => toHighlight(at.page, found)) : null;
  });

  connection.onDocumentLinks(async (params, token) => {
    const at = await pageAt(context, params.textDocument.uri, token);
    if (at === undefined) return null;
    return documentLinks(at.book, at.page).map(({ span, path, place, tooltip }): DocumentLink => {
      const { start } = rangeOfPlace(at.book.vault, { path, span: place ?? { start: 0, end: 0 } });
      // VS Code jumps to the line and column that such a fragment names, counted from 1.
      const fragment = place === undefined ? '' : `#L${start.line + 1},${start.character + 1}`;
      return {
        range: toRange(at.page, span),
        target: at.uri(path) + fragment,
        ...(tooltip === undefined ? {} : { tooltip }),
      };
    });
  });

  connection.onWorkspaceSymbol(async ({ query }, token) => {
    await context.workspace.whenReady();
    throwIfCancelled(token);
    return context.workspace.hosts().flatMap(host => {
      const book = host.session?.book();
      if (book === undefined) return [];
      const uri = uriFor(host);
      return workspaceSymbols(book, query).map(({ name, kind, path, span, container }): SymbolInformation => ({
        name,
        kind: SYMBOL_OF_KIND[kind],
        location: toLocation(book.vault, { path, span }, uri),
        ...(container === undefined ? {} : { containerName: container }),
      }));
    });
  });
};

/** The page and offset that a request points to. */
const positionAt = async (
  context: Context,
  { textDocument, position }: TextDocumentPositionParams,
  token: CancellationToken,
): Promise<(PageAt & { readonly offset: number }) | undefined> => {
  const at = await pageAt(context, textDocument.uri, token);
  return at && { ...at, offset: offsetAt(at.page.lineStarts, at.page.length, position) };
};
