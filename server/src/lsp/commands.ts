import type { CancellationToken } from 'vscode-languageserver';
import { isCaseStudy, pageIdentity } from '../atlas/pageIdentity.ts';
import { has } from '../core/layeredMap.ts';
import { isMarkdown } from '../core/paths.ts';
import { applyEdits, lineStartsOf, offsetAt, positionAt } from '../core/text.ts';
import { planned } from '../core/vaultEdit.ts';
import { atlasUrl } from '../features/commands/atlasUrl.ts';
import { insertLink } from '../features/commands/insertLink.ts';
import type { CursorEdit } from '../features/commands/insertStep.ts';
import { insertStep } from '../features/commands/insertStep.ts';
import { caseStudyFolder, draftProblem, newCaseStudy } from '../features/commands/newCaseStudy.ts';
import { pageLink } from '../features/commands/pageLinks.ts';
import { pasteIntoTable, pasteLinks, readPasted } from '../features/commands/pasteLinks.ts';
import type { Choice, ChoiceOffer } from '../features/commands/techniques.ts';
import { findTechniques } from '../features/commands/techniques.ts';
import { templateSnippet, templateText } from '../features/commands/template.ts';
import type { Context, PageAt } from './context.ts';
import { editMaker, pageAt, textOf, throwIfCancelled } from './context.ts';
import { toSpan } from './convert.ts';
import { pastedPath } from './pastedPath.ts';
import * as protocol from './protocol.ts';
import { pathIn } from './uris.ts';
import type { VaultHost } from './vaultHost.ts';

type Refusal = protocol.Refusal;

const NOT_IN_VAULT: Refusal = { reason: 'This page is in no vault that is awake.' };

/** What the commands of an editor ask for. Handlers convert, call once, convert. */
export const answerCommands = (context: Context): void => {
  answerCaseStudies(context);
  answerInsertions(context);
  answerLinks(context);
};

/** New case studies, and what a page is. */
const answerCaseStudies = (context: Context): void => {
  const { connection, workspace } = context;
  const awake = async (token: CancellationToken): Promise<readonly VaultHost[]> => {
    await workspace.whenReady();
    throwIfCancelled(token);
    return workspace.hosts().filter(({ session }) => session !== undefined);
  };
  const vaultAt = async (root: string, token: CancellationToken): Promise<VaultHost | undefined> =>
    (await awake(token)).find(host => pathIn(host.root, root) === '');

  connection.onRequest(
    protocol.CASE_STUDY_PLACES,
    async (
      { uri }: protocol.CaseStudyPlacesParams,
      token: CancellationToken,
    ): Promise<protocol.CaseStudyPlaces | Refusal> => {
      const all = await awake(token);
      const at = uri === undefined ? undefined : workspace.locate(uri);
      const inside = all.find(host => host === at?.host);
      const vaults = (inside === undefined ? all : [inside]).map(host => {
        const folder = (host === at?.host ? chosenFolder(host, at.path) : undefined) ?? studiesOf(host);
        return { root: host.root, ...(folder === undefined ? {} : { folder }) };
      });
      return vaults.length > 0
        ? { vaults }
        : { reason: 'No folder here is a vault: no page has an ATLAS ID of its own.' };
    },
  );

  connection.onRequest(
    protocol.CHECK_CASE_STUDY,
    async (
      { root, field, draft }: protocol.CheckCaseStudyParams,
      token: CancellationToken,
    ): Promise<protocol.CheckCaseStudyResult> => {
      const book = (await vaultAt(root, token))?.session?.book();
      const reason = book === undefined ? NOT_IN_VAULT.reason : draftProblem(book, field, draft);
      return reason === undefined ? {} : { reason };
    },
  );

  connection.onRequest(
    protocol.NEW_CASE_STUDY,
    async (
      { root, draft }: protocol.NewCaseStudyParams,
      token: CancellationToken,
    ): Promise<protocol.NewCaseStudy | Refusal> => {
      const host = await vaultAt(root, token);
      const book = host?.session?.book();
      if (host === undefined || book === undefined) return NOT_IN_VAULT;
      const page = newCaseStudy(book, draft);
      if ('reason' in page) return page;
      const { id, path, template } = page;
      return { id, uri: host.uri(path), text: templateText(template), snippet: templateSnippet(template) };
    },
  );

  connection.onRequest(
    protocol.PAGE_KIND,
    async ({ uri }: protocol.PageKindParams, token: CancellationToken): Promise<protocol.PageKindResult> => {
      const page = (await pageAt(context, uri, token))?.page;
      return page === undefined ? {} : { kind: isCaseStudy(page) ? 'caseStudy' : pageIdentity(page).kind };
    },
  );
};

/** The folder that a path names, where it names one. */
const chosenFolder = ({ session }: VaultHost, path: string): string | undefined => {
  const isFile = isMarkdown(path) || (session !== undefined && has(session.book().vault.files, path));
  return isFile || path === '' ? undefined : path;
};

const studiesOf = ({ session }: VaultHost): string | undefined => session && caseStudyFolder(session.book());

/** Edits of the page in front. */
const answerInsertions = (context: Context): void => {
  const { connection } = context;

  connection.onRequest(
    protocol.FIND_TECHNIQUES,
    async (
      { uri, query }: protocol.FindTechniquesParams,
      token: CancellationToken,
    ): Promise<protocol.FindTechniquesResult> => {
      const at = await pageAt(context, uri, token);
      return { techniques: at === undefined ? [] : findTechniques(at.book, query).map(offer => toOffer(at, offer)) };
    },
  );

  connection.onRequest(
    protocol.INSERT_STEP,
    async (
      { uri, range, technique, tactic }: protocol.InsertStepParams,
      token: CancellationToken,
    ): Promise<protocol.InsertStepResult> => {
      const at = await pageWithText(context, uri, token);
      if (at === undefined) return NOT_IN_VAULT;
      const { book, page, text } = at;
      const { start } = toSpan(page, range);
      const answer = insertStep(book, page, text, start, toChoice(at, technique), tactic && toChoice(at, tactic));
      if ('tactics' in answer) return { tactics: answer.tactics.map(offer => toOffer(at, offer)) };
      return 'reason' in answer ? answer : toRefactoring(context, at, answer);
    },
  );

  connection.onRequest(
    protocol.INSERT_LINK,
    async (
      { uri, range, technique }: protocol.InsertLinkParams,
      token: CancellationToken,
    ): Promise<protocol.RefactorResult> => {
      const at = await pageWithText(context, uri, token);
      if (at === undefined) return NOT_IN_VAULT;
      const answer = insertLink(at.book, at.page, at.text, toSpan(at.page, range), toChoice(at, technique));
      return 'reason' in answer ? answer : toRefactoring(context, at, answer);
    },
  );
};

/** Links to be pasted, and addresses to be opened. */
const answerLinks = (context: Context): void => {
  const { connection, workspace } = context;

  connection.onRequest(
    protocol.COPY_LINKS,
    async (
      { uris, from }: protocol.CopyLinksParams,
      token: CancellationToken,
    ): Promise<protocol.CopyLinksResult | Refusal> => {
      const front = from === undefined ? undefined : await pageAt(context, from, token);
      await workspace.whenReady();
      throwIfCancelled(token);
      const links = uris.flatMap(uri => {
        const at = workspace.locate(uri);
        const book = at?.host.session?.book();
        if (at === undefined || book === undefined) return [];
        // A link to the page itself is for another one.
        const isBeside = front?.host === at.host && front.page.id !== at.path;
        return pageLink(book, isBeside ? front.page : undefined, at.path) ?? [];
      });
      return links.length > 0 ? { links } : { reason: 'That is no page of a vault that is awake.' };
    },
  );

  connection.onRequest(
    protocol.PASTE_LINKS,
    async (
      { uri, range, uris, text = '' }: protocol.PasteLinksParams,
      token: CancellationToken,
    ): Promise<protocol.PasteLinksResult | null> => {
      const at = await pageWithText(context, uri, token);
      if (at === undefined) return null;
      const { book, page, host } = at;
      const span = toSpan(page, range);
      const lines = uris ?? pastedLines(text);
      const pasted = lines.flatMap(line => readPasted(book, line, pastedPath(host.root, line)) ?? []);
      if (pasted.length < lines.length) return pasteIntoTable(page, at.text, span, text.trim()) ?? null;
      return pasteLinks(book, page, at.text, span, pasted) ?? null;
    },
  );

  connection.onRequest(
    protocol.ATLAS_URL,
    async (
      { uri, position }: protocol.AtlasUrlParams,
      token: CancellationToken,
    ): Promise<protocol.AtlasUrlResult | Refusal> => {
      const at = await pageAt(context, uri, token);
      if (at === undefined) return NOT_IN_VAULT;
      const { book, page } = at;
      return atlasUrl(book, page, position && offsetAt(page.lineStarts, page.length, position));
    },
  );
};

/** More lines, or longer ones, are a text of its own and no list of paths. */
const MAX_LINES = 200;
const MAX_LINE = 1000;

/** The paths that a text may be, without the quotes that Windows puts around a path. */
const pastedLines = (text: string): readonly string[] => {
  if (text.length > MAX_LINES * MAX_LINE) return [];
  const lines = text.split(/\r\n|\r|\n/).filter(line => line.trim() !== '');
  if (lines.length > MAX_LINES || lines.some(line => line.length > MAX_LINE)) return [];
  return lines.map(line => line.trim().replace(/^"(.*)"$/, '$1'));
};

type PageWithText = PageAt & { readonly text: string };

const pageWithText = async (
  context: Context,
  uri: string,
  token: CancellationToken,
): Promise<PageWithText | undefined> => {
  const at = await pageAt(context, uri, token);
  const text = at && (await textOf(context, at.host, at.page.id));
  return at === undefined || text === undefined ? undefined : { ...at, text };
};

const toOffer = ({ uri }: PageAt, { id, path, label, description }: ChoiceOffer): protocol.PageOffer => ({
  id,
  label,
  ...(path === undefined ? {} : { uri: uri(path) }),
  ...(description === undefined ? {} : { description }),
});

const toChoice = ({ host }: PageAt, { id, uri }: protocol.PageChoice): Choice => ({
  id,
  path: uri === undefined ? undefined : pathIn(host.root, uri),
});

const toRefactoring = async (
  context: Context,
  at: PageWithText,
  { edit: made, cursor }: CursorEdit,
): Promise<protocol.RefactorResult> => {
  const edit = await editMaker(context, at)(planned(made));
  if (edit === undefined) return { reason: 'There is nothing to change.' };
  const own = made.edits.find(({ page }) => page === at.page.id)?.edits ?? [];
  const position = positionAt(lineStartsOf(applyEdits(at.text, own)), cursor);
  return { edit, selection: { start: position, end: position } };
};
