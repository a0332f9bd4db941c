import * as vscode from 'vscode';
import { byRule } from './problemGroups.ts';
import type { FoundProblem, ProblemsOfPage, ProblemsOfRule } from './problemGroups.ts';
import { createTree, opening } from './tree.ts';

type Node = { readonly rule: ProblemsOfRule } | { readonly page: ProblemsOfPage } | { readonly problem: FoundProblem };

/** The side bar's list of our problems by rule, the gravest first. */
export function createProblemsTree(): vscode.Disposable {
  return createTree<Node>({
    id: 'atlasCasebook.problems',
    load: () => Promise.resolve(byRule(ourProblems()).map(rule => ({ rule }))),
    children: node => {
      if ('rule' in node) return node.rule.pages.map(page => ({ page }));
      return 'page' in node ? node.page.problems.map(problem => ({ problem })) : [];
    },
    item: node =>
      'rule' in node ? ruleItem(node.rule) : 'page' in node ? pageItem(node.page) : problemItem(node.problem),
    onDidChange: vscode.languages.onDidChangeDiagnostics,
  });
}

const ourProblems = (): readonly FoundProblem[] =>
  vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics.flatMap(diagnostic => {
      const { code, source, severity, message, range } = diagnostic;
      if (source !== 'atlas' || code === undefined) return [];
      const { line, character } = range.start;
      return { uri: uri.toString(), code: codeOf(code), severity, message, line, character };
    }),
  );

const codeOf = (code: NonNullable<vscode.Diagnostic['code']>): string =>
  String(typeof code === 'object' ? code.value : code);

const ruleItem = ({ code, count, severity, pages }: ProblemsOfRule): vscode.TreeItem => {
  const item = new vscode.TreeItem(code, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = code;
  item.description = pages.length === 1 ? String(count) : vscode.l10n.t('{0} in {1} pages', count, pages.length);
  item.iconPath = iconOf(severity);
  item.contextValue = 'rule';
  return item;
};

const iconOf = (severity: number): vscode.ThemeIcon => {
  switch (severity) {
    case vscode.DiagnosticSeverity.Error:
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
    case vscode.DiagnosticSeverity.Warning:
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
    case vscode.DiagnosticSeverity.Information:
      return new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground'));
    default:
      return new vscode.ThemeIcon('lightbulb');
  }
};

const pageItem = ({ uri, problems }: ProblemsOfPage): vscode.TreeItem => {
  const [first] = problems;
  const item = new vscode.TreeItem(vscode.Uri.parse(uri), vscode.TreeItemCollapsibleState.Collapsed);
  item.description = String(problems.length);
  item.command = opening(uri, first);
  return item;
};

const problemItem = ({ uri, line, character, message }: FoundProblem): vscode.TreeItem => {
  const item = new vscode.TreeItem(message);
  item.description = vscode.l10n.t('line {0}', line + 1);
  item.tooltip = message;
  item.command = opening(uri, { line, character });
  return item;
};
