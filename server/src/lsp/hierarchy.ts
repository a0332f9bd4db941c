import type {
  CallHierarchyItem,
  CancellationToken,
  SymbolKind,
  TextDocumentPositionParams,
  TypeHierarchyItem,
} from 'vscode-languageserver';
import type { Named } from '../atlas/named.ts';
import { namedById, namedPage } from '../atlas/named.ts';
import type { Page } from '../core/page.ts';
import type { Span } from '../core/text.ts';
import { offsetAt } from '../core/text.ts';
import { incomingCalls, outgoingCalls } from '../features/callHierarchy.ts';
import type { HierarchyItem } from '../features/hierarchyItem.ts';
import { hierarchyItemsAt } from '../features/hierarchyItem.ts';
import { subTechniqueItems, superTechniqueItems } from '../features/typeHierarchy.ts';
import type { Context, PageAt } from './context.ts';
import { pageAt, throwIfCancelled } from './context.ts';
import { rangeOfPlace, SYMBOL_OF_KIND, toRange } from './convert.ts';

/** An item that comes back: the ID, for one that the vault has no page for. */
interface ItemData {
  readonly absent?: string;
}

/** Both hierarchies have the same items. */
interface Item {
  readonly uri: string;
  readonly data?: unknown;
}

/** Techniques and the case studies that use them; techniques and their sub-techniques. */
export const answerHierarchies = (context: Context): void => {
  const { callHierarchy, typeHierarchy } = context.connection.languages;

  const prepare = async (
    { textDocument, position }: TextDocumentPositionParams,
    token: CancellationToken,
    isWanted: (item: HierarchyItem) => boolean,
  ): Promise<(CallHierarchyItem & TypeHierarchyItem)[] | null> => {
    const at = await pageAt(context, textDocument.uri, token);
    if (at === undefined) return null;
    const offset = offsetAt(at.page.lineStarts, at.page.length, position);
    const items = hierarchyItemsAt(at.book, at.page, offset).filter(isWanted);
    return items.length === 0 ? null : items.map(item => toItem(at, item));
  };

  callHierarchy.onPrepare((params, token) => prepare(params, token, () => true));
  callHierarchy.onIncomingCalls(async ({ item }, token) => {
    // The user asked for it and may wait for a vault that is still being read.
    await context.workspace.whenRead();
    throwIfCancelled(token);
    const found = await itemAt(context, item, token);
    if (found === undefined) return null;
    const { at, named } = found;
    return incomingCalls(at.book, at.page, named).map(call => ({
      from: toItem(at, call.item),
      fromRanges: call.item.named.page === undefined ? [] : toRanges(call.item.named.page, call.spans),
    }));
  });
  callHierarchy.onOutgoingCalls(async ({ item }, token) => {
    const found = await itemAt(context, item, token);
    if (found === undefined) return null;
    const { at, named } = found;
    return outgoingCalls(at.book, named).map(call => ({
      to: toItem(at, call.item),
      fromRanges: toRanges(at.page, call.spans),
    }));
  });

  typeHierarchy.onPrepare((params, token) => prepare(params, token, ({ kind }) => kind === 'technique'));
  typeHierarchy.onSupertypes(async ({ item }, token) => {
    const found = await itemAt(context, item, token);
    return found && superTechniqueItems(found.at.book, found.at.page, found.named).map(each => toItem(found.at, each));
  });
  typeHierarchy.onSubtypes(async ({ item }, token) => {
    const found = await itemAt(context, item, token);
    return found && subTechniqueItems(found.at.book, found.at.page, found.named).map(each => toItem(found.at, each));
  });
};

/** What an item that came back stands for; undefined where its page is gone. */
const itemAt = async (
  context: Context,
  { uri, data }: Item,
  token: CancellationToken,
): Promise<{ readonly at: PageAt; readonly named: Named } | undefined> => {
  const at = await pageAt(context, uri, token);
  if (at === undefined) return undefined;
  const { absent } = (data ?? {}) as ItemData;
  const named = absent === undefined ? namedPage(at.book, at.page) : namedById(at.book, absent);
  return named && { at, named };
};

const toItem = (
  { book, uri }: PageAt,
  { named, kind, name, detail, place }: HierarchyItem,
): CallHierarchyItem & TypeHierarchyItem => ({
  name,
  kind: SYMBOL_OF_KIND[kind] satisfies SymbolKind,
  detail,
  uri: uri(place.path),
  range: rangeOfPlace(book.vault, { path: place.path, span: place.full }),
  selectionRange: rangeOfPlace(book.vault, place),
  data: (named.page === undefined && named.id !== undefined ? { absent: named.id } : {}) satisfies ItemData,
});

const toRanges = (page: Page, spans: readonly Span[]) => spans.map(span => toRange(page, span));
