import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type {
  CancellationToken,
  CodeLens as LspCodeLens,
  Command,
  InlayHint as LspInlayHint,
  SemanticTokens,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Page } from '../core/page.ts';
import { pageOf } from '../core/vault.ts';
import type { LensKind, LensText } from '../features/codeLens.ts';
import { codeLenses, lensText } from '../features/codeLens.ts';
import { topSpan } from '../features/definition.ts';
import type { HintSwitches, InlayHint } from '../features/inlayHint.ts';
import { inlayHints } from '../features/inlayHint.ts';
import { semanticTokens } from '../features/semanticTokens.ts';
import type { Context, PageAt } from './context.ts';
import { pageAt, throwIfCancelled } from './context.ts';
import { toLocation, toRange, toSpan } from './convert.ts';
import { SHOW_REFERENCES } from './protocol.ts';
import type { Answers, Refreshing } from './refreshing.ts';
import type { SentTokens } from './tokenData.ts';
import { newTokens, tokenData, tokenDelta } from './tokenData.ts';
import type { VaultHost } from './vaultHost.ts';

/** What `codeLens/resolve` needs to find a lens again. */
interface LensData {
  readonly uri: string;
  readonly kind: LensKind;
}

/** What `inlayHint/resolve` needs: the vault's page that asked, and the page of each label part. */
interface HintData {
  readonly uri: string;
  readonly pages: readonly (string | null)[];
}

/** What is shown in the text of a page: lenses, hints, colours. */
export const answerInText = (context: Context, { asked }: Refreshing): void => {
  const { connection } = context;

  connection.onCodeLens(async (params, token) => {
    const { uri } = params.textDocument;
    const at = await pageAt(context, uri, token);
    asked('codeLens', undefined);
    if (at === undefined) return null;
    return lensesOf(at.host, at.page).map(({ kind, span }): LspCodeLens => ({
      range: toRange(at.page, span),
      data: { uri, kind } satisfies LensData,
    }));
  });

  connection.onCodeLensResolve(async (lens, token) => {
    const { uri, kind } = lens.data as LensData;
    const at = await (kind === 'usedBy' ? pageWithBodies : pageAt)(context, uri, token);
    const text = at && lensText(at.book, at.page, kind);
    if (at === undefined || text === undefined) throw new ResponseError(LSPErrorCodes.ContentModified, 'It is gone.');
    asked('codeLens', at);
    return { ...lens, command: commandOf(context, at, lens, text) };
  });

  connection.languages.inlayHint.on(async (params, token) => {
    const { uri } = params.textDocument;
    const at = await pageAt(context, uri, token);
    asked('inlayHint', at);
    const text = at?.host.open.get(at.page.id)?.getText();
    if (at === undefined || text === undefined) return null;
    const hints = inlayHints(at.book, at.page, text, toSpan(at.page, params.range), switchesOf(at.host));
    return hints.map(hint => toInlayHint(context, at.page, uri, hint));
  });

  connection.languages.inlayHint.resolve(async (hint, token) => {
    const data = hint.data as HintData | undefined;
    const at = data && (await pageAt(context, data.uri, token));
    if (data === undefined || at === undefined || typeof hint.label === 'string') return hint;
    const label = hint.label.map((part, i) => {
      const page = pageOf(at.book.vault, data.pages[i] ?? '');
      if (page === undefined) return part;
      return { ...part, location: toLocation(at.book.vault, { path: page.id, span: topSpan(page) }, at.uri) };
    });
    return { ...hint, label };
  });

  const { semanticTokens: tokens } = connection.languages;
  /** What each open document was coloured by last. */
  const sent = new WeakMap<TextDocument, SentTokens>();

  /** The page's tokens, and those that its document was given before. */
  const tokensOf = async (
    uri: string,
    token: CancellationToken,
  ): Promise<{ readonly before: SentTokens | undefined; readonly now: SentTokens & SemanticTokens } | undefined> => {
    const at = await pageAt(context, uri, token);
    asked('semanticTokens', at);
    if (at === undefined || !at.host.settings.semanticTokens) return undefined;
    const document = at.host.open.get(at.page.id);
    const now = newTokens(tokenData(at.page, semanticTokens(at.book, at.page)));
    if (document === undefined) return { before: undefined, now };
    const before = sent.get(document);
    sent.set(document, now);
    return { before, now };
  };

  tokens.on(async (params, token) => (await tokensOf(params.textDocument.uri, token))?.now ?? null);
  tokens.onDelta(async ({ textDocument, previousResultId }, token) => {
    const found = await tokensOf(textDocument.uri, token);
    if (found === undefined) return null;
    const { before, now } = found;
    return before?.resultId === previousResultId ? tokenDelta(before, now) : now;
  });
  tokens.onRange(async ({ textDocument, range }, token) => {
    const at = await pageAt(context, textDocument.uri, token);
    asked('semanticTokens', at);
    if (at === undefined || !at.host.settings.semanticTokens) return null;
    return { data: tokenData(at.page, semanticTokens(at.book, at.page, toSpan(at.page, range))) };
  });
};

/** All that is shown in a page now. */
export const inTextAnswers: Answers = {
  codeLens: (host, book, page) => lensesOf(host, page).map(({ kind }) => lensText(book, page, kind)),
  inlayHint: (host, book, page) => {
    const whole = { start: 0, end: page.length };
    return inlayHints(book, page, host.open.get(page.id)?.getText() ?? '', whole, switchesOf(host));
  },
  semanticTokens: (_, book, page) => semanticTokens(book, page),
};

const lensesOf = ({ settings }: VaultHost, page: Page) =>
  codeLenses(page).filter(({ kind }) => settings[`lens.${kind}`]);

const switchesOf = ({ settings }: VaultHost): HintSwitches => ({
  names: settings['hints.names'],
  tactics: settings['hints.tactics'],
});

/** The page of a document when all pages are read to their end; before that, whoever counts would have to read them at once. */
const pageWithBodies = async (context: Context, uri: string, token: CancellationToken): Promise<PageAt | undefined> => {
  const at = await pageAt(context, uri, token);
  if (at === undefined || at.book.vault.bodies.known() !== undefined) return at;
  await context.workspace.whenRead();
  throwIfCancelled(token);
  const later = await pageAt(context, uri, token);
  return later?.book.vault.bodies.known() === undefined ? undefined : later;
};

/** A lens's text, which opens its places where the client has a command for that. */
const commandOf = (
  context: Context,
  at: PageAt,
  { range }: LspCodeLens,
  { title, tooltip, places }: LensText,
): Command => {
  const shown = { title, ...(tooltip === undefined ? {} : { tooltip }) };
  if (places.length === 0 || !context.client().showsReferences) return { ...shown, command: '' };
  const locations = places.map(place => toLocation(at.book.vault, place, at.uri));
  return { ...shown, command: SHOW_REFERENCES, arguments: [at.uri(at.page.id), range.start, locations] };
};

/** A hint in LSP's form. Its parts lead to pages where the client asks for the places of those that it needs. */
const toInlayHint = (
  context: Context,
  page: Page,
  uri: string,
  { offset, parts, tooltip }: InlayHint,
): LspInlayHint => {
  const hint = { position: toRange(page, { start: offset, end: offset }).start, tooltip, paddingLeft: true };
  if (!context.client().resolvesHintLocations) return { ...hint, label: parts.map(({ text }) => text).join('') };
  const data: HintData = { uri, pages: parts.map(part => part.page ?? null) };
  return { ...hint, label: parts.map(({ text }) => ({ value: text })), data };
};
