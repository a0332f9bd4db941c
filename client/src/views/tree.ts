import * as vscode from 'vscode';

/** A tree of the side bar whose nodes are plain data. */
export interface TreeOptions<Node> {
  /** The view's id in the manifest. */
  readonly id: string;
  /** The nodes at the top; asked for when the view is shown, and again when something changed. */
  readonly load: () => Promise<readonly Node[]>;
  readonly children: (node: Node) => readonly Node[];
  readonly item: (node: Node) => vscode.TreeItem;
  /** Says that the tree may show something old. */
  readonly onDidChange: vscode.Event<unknown>;
}

/** How long changes are gathered before a tree that is shown is loaded again, in milliseconds. */
const DELAY = 300;

/** Keeps a tree while it can be seen; a hidden one costs nothing, and is loaded when it is shown again. */
export function createTree<Node>({ id, load, children, item, onDidChange }: TreeOptions<Node>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView<Node>(id, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async node => [...(node === undefined ? await load() : children(node))],
      getTreeItem: item,
    },
  });
  let isOld = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    isOld = !view.visible;
    if (view.visible) changed.fire();
  };
  const following = [
    changed,
    view,
    onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(refresh, DELAY);
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible && isOld) refresh();
    }),
  ];
  return {
    dispose: () => {
      clearTimeout(timer);
      following.forEach(each => each.dispose());
    },
  };
}

/** A command that opens a page, at a place in it where one is given. */
export const opening = (uri: string, place?: { readonly line: number; readonly character: number }): vscode.Command => {
  const position = place && new vscode.Position(place.line, place.character);
  const selection = position && new vscode.Range(position, position);
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [vscode.Uri.parse(uri), selection === undefined ? {} : { selection }],
  };
};

/** Whether a node of a tree has anything below it. */
export const collapsed = (hasChildren: boolean): vscode.TreeItemCollapsibleState =>
  hasChildren ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;

/** How the kinds of pages look in trees. */
export const KIND_ICONS = {
  tactic: 'milestone',
  technique: 'tools',
  mitigation: 'shield',
  caseStudy: 'book',
  note: 'note',
} as const;
