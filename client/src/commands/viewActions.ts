import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CREATE_PAGE, FIX_RULE } from '../../../server/src/lsp/protocol.ts';
import type { FixRuleParams, UsersParams, ViewEdit } from '../../../server/src/lsp/protocol.ts';
import { ask } from '../ask.ts';
import { plainMessage } from '../plainMessage.ts';
import type { PageInFront } from '../views/pageInFront.ts';

/** `Create Page`, on a technique of the side bar that the vault has no page for. */
export const createPage =
  (client: BaseLanguageClient, { uri }: PageInFront) =>
  async (node?: unknown): Promise<void> => {
    const id = (node as { readonly technique?: { readonly id?: unknown } } | undefined)?.technique?.id;
    if (typeof id !== 'string') return;
    const page = uri();
    await apply(client, CREATE_PAGE, { id, ...(page === undefined ? {} : { uri: page }) } satisfies UsersParams);
  };

/** `Fix All That Is Certain`, on a rule of the side bar: shows what it would change first. */
export const fixRule =
  (client: BaseLanguageClient) =>
  async (node?: unknown): Promise<void> => {
    const rule = (
      node as { readonly rule?: { readonly code: string; readonly pages: readonly { readonly uri: string }[] } }
    )?.rule;
    const uri = rule?.pages[0]?.uri;
    if (rule !== undefined && uri !== undefined)
      await apply(client, FIX_RULE, { uri, code: rule.code } satisfies FixRuleParams);
  };

async function apply(client: BaseLanguageClient, method: string, params: object): Promise<void> {
  const answer = await ask<ViewEdit>(client, method, params);
  if (answer === undefined) return;
  if ('reason' in answer) {
    void vscode.window.showInformationMessage(plainMessage(answer.reason));
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit);
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true })) || answer.open === undefined) return;
  await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(answer.open));
}
