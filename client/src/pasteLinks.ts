import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { PasteLinksParams, PasteLinksResult } from '../../server/src/lsp/protocol.ts';
import { PASTE_LINKS } from '../../server/src/lsp/protocol.ts';
import { requestsOf } from './ask.ts';
import { uriList } from './uriList.ts';

const URI_LIST = 'text/uri-list';
const TEXT = 'text/plain';

/** A longer text is no list of paths. */
const LONGEST = 20_000;

/**
 * Offers wiki-links where pages, files, their paths or addresses of ATLAS' site are dropped or pasted into a page. VS Code has edits
 * for pasting, and kinds of them, only since 1.97.
 */
export const offerPastedLinks = (selector: vscode.DocumentSelector, client: BaseLanguageClient): vscode.Disposable => {
  const request = requestsOf(client);
  const linksFor = async (
    document: vscode.TextDocument,
    range: vscode.Range,
    pasted: Pick<PasteLinksParams, 'uris' | 'text'>,
    token: vscode.CancellationToken,
  ): Promise<PasteLinksResult | undefined> => {
    const { asUri, asRange } = client.code2ProtocolConverter;
    const params: PasteLinksParams = { uri: asUri(document.uri), range: asRange(range), ...pasted };
    const found = await request<PasteLinksResult | null>(PASTE_LINKS, params).catch(() => null);
    return found === null || token.isCancellationRequested ? undefined : found;
  };

  const drops: vscode.DocumentDropEditProvider = {
    provideDocumentDropEdits: async (document, position, data, token) => {
      const uris = uriList((await data.get(URI_LIST)?.asString()) ?? '');
      const range = new vscode.Range(position, position);
      const found = uris.length === 0 ? undefined : await linksFor(document, range, { uris }, token);
      return found && new vscode.DocumentDropEdit(found.text, title(), linkKind());
    },
  };

  const pastes = (kind: vscode.DocumentDropOrPasteEditKind): vscode.DocumentPasteEditProvider => ({
    provideDocumentPasteEdits: async (document, [range, ...others], data, _, token) => {
      if (range === undefined || others.length > 0) return undefined;
      const uris = uriList((await data.get(URI_LIST)?.asString()) ?? '');
      const text = (await data.get(TEXT)?.asString()) ?? '';
      const found =
        (uris.length === 0 ? undefined : await linksFor(document, range, { uris }, token)) ??
        (text === '' || text.length > LONGEST ? undefined : await linksFor(document, range, { text }, token));
      if (found === undefined) return undefined;
      const edit = new vscode.DocumentPasteEdit(found.text, title(), kind);
      if (!found.certain) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
      return [edit];
    },
  });

  const kind = linkKind();
  const kinds = kind === undefined ? {} : { providedDropEditKinds: [kind] };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentDropEditProvider(selector, drops, { ...kinds, dropMimeTypes: [URI_LIST] }),
    ...(kind === undefined ? [] : registerPastes(selector, pastes(kind), kind)),
  );
};

const title = (): string => vscode.l10n.t('Insert Wiki-Link');

/** `text.atlas.link`: a kind of text, before which VS Code's own links step back. Undefined where there are no kinds. */
const linkKind = (): vscode.DocumentDropOrPasteEditKind | undefined =>
  'DocumentDropOrPasteEditKind' in vscode && 'Text' in vscode.DocumentDropOrPasteEditKind
    ? vscode.DocumentDropOrPasteEditKind.Text.append('atlas', 'link')
    : undefined;

const registerPastes = (
  selector: vscode.DocumentSelector,
  provider: vscode.DocumentPasteEditProvider,
  kind: vscode.DocumentDropOrPasteEditKind,
): readonly vscode.Disposable[] => {
  try {
    return [
      vscode.languages.registerDocumentPasteEditProvider(selector, provider, {
        providedPasteEditKinds: [kind],
        pasteMimeTypes: [URI_LIST, TEXT],
      }),
    ];
  } catch {
    // Before 1.97 the function is there, but only for VS Code's own extensions.
    return [];
  }
};
