import { MarkupKind } from 'vscode-languageserver';
import type { CompletionItem as LspCompletionItem, CompletionList, Range } from 'vscode-languageserver';
import { offsetAt } from '../core/text.ts';
import type { CompletionItem } from '../features/completion.ts';
import { completion } from '../features/completion.ts';
import { escapeMarkdown } from '../features/hover.ts';
import type { Context } from './context.ts';
import { pageAt, textOf } from './context.ts';
import { COMPLETION_KIND, toRange } from './convert.ts';

/**
 * What `completionItem/resolve` needs to find an item's documentation: which vault by its place in the list, the path, and the
 * offsets. As short as can be, since up to 200 go with each keystroke.
 */
type ItemData = readonly [vault: number, path: string, start: number, end: number];

/** Completion. */
export const answerCompletion = (context: Context): void => {
  const { connection } = context;

  connection.onCompletion(async (params, token): Promise<CompletionList | null> => {
    const at = await pageAt(context, params.textDocument.uri, token);
    const document = at?.host.open.get(at.page.id);
    if (at === undefined || document === undefined) return null;
    const offset = offsetAt(at.page.lineStarts, at.page.length, params.position);
    const { items, isIncomplete } = completion(at.book, at.page, document.getText(), offset);
    const vault = context.workspace.hosts().indexOf(at.host);
    const [first] = items;
    if (first === undefined) return { isIncomplete, items: [] };
    // Most of a long list would be this range, once for each item.
    const editRange = toRange(at.page, first.edit.span);
    return context.client().sharedEditRange
      ? {
          isIncomplete,
          itemDefaults: { editRange },
          items: items.map(item => toCompletionItem(vault, item, undefined)),
        }
      : { isIncomplete, items: items.map(item => toCompletionItem(vault, item, editRange)) };
  });

  connection.onCompletionResolve(async item => {
    const data = item.data as ItemData | undefined;
    if (data === undefined) return item;
    const [vault, path, start, end] = data;
    const host = context.workspace.hosts()[vault];
    const excerpt = host && (await textOf(context, host, path))?.slice(start, end);
    if (excerpt === undefined) return item;
    return { ...item, documentation: { kind: MarkupKind.Markdown, value: escapeMarkdown(excerpt) } };
  });
};

/** An item as LSP has it; `range` is undefined where the list gives it once. Made without copies: there are many. */
const toCompletionItem = (vault: number, item: CompletionItem, range: Range | undefined): LspCompletionItem => {
  const { label, kind, filterText, sortText, detail, description, documentation, edit } = item;
  const made: LspCompletionItem = { label, kind: COMPLETION_KIND[kind], filterText, sortText };
  if (detail !== undefined) made.labelDetails = description === undefined ? { detail } : { detail, description };
  else if (description !== undefined) made.labelDetails = { description };
  if (range === undefined) made.textEditText = edit.newText;
  else made.textEdit = { range, newText: edit.newText };
  if (typeof documentation === 'string') made.documentation = documentation;
  else if (documentation !== undefined) {
    const { path, span } = documentation;
    made.data = [vault, path, span.start, span.end] satisfies ItemData;
  }
  return made;
};
