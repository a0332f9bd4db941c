import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  CaseStudyDraft,
  CaseStudyPlace,
  CaseStudyPlaces,
  CheckCaseStudyParams,
  CheckCaseStudyResult,
  NewCaseStudy,
  NewCaseStudyParams,
  Refusal,
} from '../../../server/src/lsp/protocol.ts';
import { CASE_STUDY_PLACES, CHECK_CASE_STUDY, NEW_CASE_STUDY } from '../../../server/src/lsp/protocol.ts';
import { ask } from '../ask.ts';
import { plainMessage } from '../plainMessage.ts';
import type { UserQuestion } from './askUser.ts';
import { askUser } from './askUser.ts';
import type { Answers } from './interview.ts';
import { interview } from './interview.ts';

/** `ATLAS: New Case Study`: asks for what must be known, creates the page and opens it as a snippet. A menu may name the folder. */
export const newCaseStudy =
  (client: BaseLanguageClient) =>
  async (clicked?: unknown): Promise<void> => {
    const near = clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri;
    const uri = near && client.code2ProtocolConverter.asUri(near);
    const places = accepted(await ask<CaseStudyPlaces | Refusal>(client, CASE_STUDY_PLACES, uri ? { uri } : {}));
    if (places === undefined) return;
    const answers = await interview(questions(client, places.vaults), askUser(vscode.l10n.t('New Case Study')));
    if (answers === undefined) return;
    const params: NewCaseStudyParams = {
      root: placeOf(places.vaults, answers)?.root ?? '',
      draft: { ...draftOf(places.vaults, answers), type: answers.type === 'exercise' ? 'exercise' : 'incident' },
    };
    const page = accepted(await ask<NewCaseStudy | Refusal>(client, NEW_CASE_STUDY, params));
    if (page !== undefined) await openNew(client.protocol2CodeConverter.asUri(page.uri), page.snippet);
  };

type Key = 'vault' | keyof CaseStudyDraft;

const questions = (client: BaseLanguageClient, vaults: readonly CaseStudyPlace[]): readonly UserQuestion<Key>[] => {
  const check =
    (field: keyof CaseStudyDraft) =>
    async (value: string, answers: Answers<Key>): Promise<string | undefined> => {
      const root = placeOf(vaults, answers)?.root ?? '';
      const params: CheckCaseStudyParams = { root, field, draft: { ...draftOf(vaults, answers), [field]: value } };
      const result = await ask<CheckCaseStudyResult>(client, CHECK_CASE_STUDY, params);
      return result === undefined ? vscode.l10n.t('The server does not answer.') : result.reason;
    };
  return [
    {
      key: 'vault',
      isAsked: () => vaults.length > 1,
      prompt: vscode.l10n.t('The vault that it goes to'),
      choices: vaults.map(({ root }) => ({ ...namesOf(root), value: root })),
    },
    {
      key: 'folder',
      isAsked: answers => placeOf(vaults, answers)?.folder === undefined,
      prompt: vscode.l10n.t('The folder for case studies, from the vault’s root; the vault has none yet'),
      placeholder: 'case-studies',
      value: 'case-studies',
      check: check('folder'),
    },
    {
      key: 'name',
      prompt: vscode.l10n.t('Its name, without an ID; the file is named after it'),
      placeholder: vscode.l10n.t('What happened, in a few words'),
      check: check('name'),
    },
    {
      key: 'type',
      prompt: vscode.l10n.t('Its type'),
      choices: [
        { label: 'incident', description: vscode.l10n.t('happened in the world'), value: 'incident' },
        { label: 'exercise', description: vscode.l10n.t('research or red teaming'), value: 'exercise' },
      ],
    },
    {
      key: 'date',
      prompt: vscode.l10n.t('When it happened, as exactly as it is known'),
      placeholder: vscode.l10n.t('YYYY, YYYY-MM or YYYY-MM-DD'),
      check: check('date'),
    },
    {
      key: 'target',
      prompt: vscode.l10n.t('Its target; may stay empty for now'),
      placeholder: vscode.l10n.t('Who or what was attacked'),
      check: check('target'),
    },
  ];
};

const placeOf = (vaults: readonly CaseStudyPlace[], { vault }: Answers<Key>): CaseStudyPlace | undefined =>
  vaults.find(({ root }) => root === vault) ?? vaults[0];

const draftOf = (vaults: readonly CaseStudyPlace[], answers: Answers<Key>): Omit<CaseStudyDraft, 'type'> => ({
  folder: placeOf(vaults, answers)?.folder ?? answers.folder ?? '',
  name: answers.name ?? '',
  date: answers.date ?? '',
  target: answers.target ?? '',
});

/** A vault as a list shows it: its folder's name, and the path to it. */
const namesOf = (root: string): { readonly label: string; readonly description: string } => {
  const { path } = vscode.Uri.parse(root);
  return { label: path.slice(path.lastIndexOf('/') + 1), description: path };
};

/** An answer that is no refusal; a refusal is shown. */
const accepted = <Result extends object>(answer: Result | Refusal | undefined): Result | undefined => {
  if (answer === undefined || !('reason' in answer)) return answer;
  void vscode.window.showInformationMessage(plainMessage(answer.reason));
  return undefined;
};

/** Creates a file, never over another, and opens it with a snippet; both can be undone. */
async function openNew(uri: vscode.Uri, snippet: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false });
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} could not be created.', vscode.workspace.asRelativePath(uri)),
    );
    return;
  }
  const editor = await vscode.window.showTextDocument(uri, { preview: false });
  await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
}
