import * as vscode from 'vscode';

/** The lines, from 1, at which `docs/problems.md` explains each problem code. The build fills them in. */
declare const PROBLEM_LINES: Readonly<Record<string, number>>;

/** Where the extension itself explains each problem code: VS Code opens the page at the line, without any network. */
export const problemLinks = (extension: vscode.Uri): Readonly<Record<string, string>> => {
  const page = vscode.Uri.joinPath(extension, 'docs', 'problems.md');
  return Object.fromEntries(
    Object.entries(PROBLEM_LINES).map(([code, line]) => [code, page.with({ fragment: `L${line}` }).toString()]),
  );
};
