import { MarkupKind } from 'vscode-languageserver';
import type { CompletionItem as LspCompletionItem, CompletionList } from 'vscode-languageserver';
import type { Place } from '../core/page.ts';
import { offsetAt } from '../core/text.ts';
import type { CompletionItem } from '../features/completion.ts';
import { completion } from '../features/completion.ts';
import { escapeMarkdown } from '../features/hover.ts';
import type { Context } from './context.ts';
import { pageAt, textOf } from './context.ts';
import { COMPLETION_KIND, toRange, toTextEdit } from './convert.ts';

/** What `completionItem/resolve` needs to find an item's documentation: which vault by its place in the list, and where. */
interface ItemData {
  readonly vault: number;
  readonly place: Place;
}

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
    // Most of a long list would be this range, once for each item.
    if (first !== undefined && context.client().sharedEditRange) {
      const editRange = toRange(at.page, first.edit.span);
      const textOnly = items.map(item => ({ ...toCompletionItem(vault, item), textEditText: item.edit.newText }));
      return { isIncomplete, itemDefaults: { editRange }, items: textOnly };
    }
    const whole = items.map(item => ({ ...toCompletionItem(vault, item), textEdit: toTextEdit(at.page, item.edit) }));
    return { isIncomplete, items: whole };
  });

  connection.onCompletionResolve(async item => {
    const data = item.data as ItemData | undefined;
    const host = data && context.workspace.hosts()[data.vault];
    if (data === undefined || host === undefined) return item;
    const { path, span } = data.place;
    const excerpt = (await textOf(context, host, path))?.slice(span.start, span.end);
    if (excerpt === undefined) return item;
    return { ...item, documentation: { kind: MarkupKind.Markdown, value: escapeMarkdown(excerpt) } };
  });
};

const toCompletionItem = (vault: number, item: CompletionItem): LspCompletionItem => {
  const { documentation } = item;
  return {
    label: item.label,
    kind: COMPLETION_KIND[item.kind],
    filterText: item.filterText,
    sortText: item.sortText,
    ...(item.detail === undefined && item.description === undefined
      ? {}
      : {
          labelDetails: {
            ...(item.detail === undefined ? {} : { detail: item.detail }),
            ...(item.description === undefined ? {} : { description: item.description }),
          },
        }),
    ...(typeof documentation === 'string' ? { documentation } : {}),
    ...(typeof documentation === 'object' ? { data: { vault, place: documentation } satisfies ItemData } : {}),
  };
};
