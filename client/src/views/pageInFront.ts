import * as vscode from 'vscode';

/** The markdown page that was last in front: a view that gets the keyboard is about it still. */
export interface PageInFront extends vscode.Disposable {
  /** Its URI; undefined until there was one. */
  readonly uri: () => string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

/** Follows which page is in front. */
export function followPageInFront(): PageInFront {
  const changed = new vscode.EventEmitter<void>();
  let page: string | undefined;
  const follow = (editor: vscode.TextEditor | undefined): void => {
    const document = editor?.document;
    if (document?.languageId !== 'markdown' || document.uri.toString() === page) return;
    page = document.uri.toString();
    changed.fire();
  };
  follow(vscode.window.activeTextEditor);
  const editors = vscode.window.onDidChangeActiveTextEditor(follow);
  return {
    uri: () => page,
    onDidChange: changed.event,
    dispose: () => vscode.Disposable.from(changed, editors).dispose(),
  };
}
