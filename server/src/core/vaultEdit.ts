import type { PageId } from './page.ts';
import type { TextEdit } from './text.ts';

/** Changes of a vault's files that belong together and are undone together. */
export interface VaultEdit {
  /** Pages that come to be; no file of the vault has such a path. */
  readonly creates: readonly NewPage[];
  /** Edits of pages as they are before all of this, by the paths that they have then; at most one of these for a page. */
  readonly edits: readonly PageEdit[];
  /** Files that get another path; done last. */
  readonly renames: readonly FileRename[];
}

export interface NewPage {
  readonly path: PageId;
  readonly text: string;
}

/** Edits of one page; they do not overlap. */
export interface PageEdit {
  readonly page: PageId;
  readonly edits: readonly TextEdit[];
}

/** A file or a folder that moves. Paths from the vault's root, with extension. */
export interface FileRename {
  readonly from: string;
  readonly to: string;
}

/** The text of a page as it is now: the open buffer's, else the disk's; undefined where it cannot be read. */
export type TextOf = (id: PageId) => string | undefined;

/**
 * An edit that is known as soon as some texts are: what a `Page` does not keep of its text (the note behind an entry) is
 * read when the edit is made.
 */
export interface PlannedEdit {
  /** The pages whose texts `make` asks for; mostly none. */
  readonly reads: readonly PageId[];
  /** Whether it creates or renames files, which not every editor lets a server do. */
  readonly touchesFiles?: boolean;
  readonly make: (textOf: TextOf) => VaultEdit;
}

export const NO_EDIT: VaultEdit = { creates: [], edits: [], renames: [] };

/** Edits of one page, as an edit of the vault. */
export const editPage = (page: PageId, edits: readonly TextEdit[]): VaultEdit =>
  edits.length === 0 ? NO_EDIT : { ...NO_EDIT, edits: [{ page, edits }] };

/** An edit that needs no texts. */
export const planned = (edit: VaultEdit): PlannedEdit => ({ reads: [], make: () => edit });

/** Planned edits of one vault as one: see `mergeEdits`. */
export const joinPlans = (plans: readonly PlannedEdit[]): PlannedEdit => ({
  touchesFiles: plans.some(({ touchesFiles }) => touchesFiles === true),
  reads: [...new Set(plans.flatMap(({ reads }) => reads))],
  make: textOf => mergeEdits(plans.map(({ make }) => make(textOf))),
});

export const isEmptyEdit = ({ creates, edits, renames }: VaultEdit): boolean =>
  creates.length === 0 && renames.length === 0 && edits.every(page => page.edits.length === 0);

/**
 * Several edits of one vault as one, the first first. Where two would change the same stretch of a page differently, or create one
 * page differently, the later of them is left out as a whole.
 */
export const mergeEdits = (all: readonly VaultEdit[]): VaultEdit => {
  const byPage = new Map<PageId, TextEdit[]>();
  const creates = new Map<PageId, NewPage>();
  const renames = new Map<string, FileRename>();
  for (const edit of all) {
    const clashes =
      edit.creates.some(({ path, text }) => (creates.get(path)?.text ?? text) !== text) ||
      edit.renames.some(({ from }) => renames.has(from)) ||
      edit.edits.some(({ page, edits }) => edits.some(one => clashesWith(byPage.get(page), one)));
    if (clashes) continue;
    for (const page of edit.creates) creates.set(page.path, page);
    for (const rename of edit.renames) renames.set(rename.from, rename);
    for (const { page, edits } of edit.edits) {
      const known = byPage.get(page) ?? [];
      byPage.set(page, known);
      for (const one of edits) insertInOrder(known, one);
    }
  }
  return {
    creates: [...creates.values()],
    edits: [...byPage].map(([page, edits]) => ({ page, edits })),
    renames: [...renames.values()],
  };
};

/** Whether an edit touches the same characters as one of these (in text order), or inserts at the same place, where their order would be chance. */
const clashesWith = (edits: readonly TextEdit[] = [], one: TextEdit): boolean => {
  const at = firstFrom(edits, one.span.start);
  const [before, after] = [edits[at - 1], edits[at]];
  if (before !== undefined && one.span.start < before.span.end) return true;
  if (after === undefined || isSameReplacement(after, one)) return false;
  return after.span.start < one.span.end || after.span.start === one.span.start;
};

/** Puts an edit in its place in the text's order, unless what it replaces is replaced alike already. */
const insertInOrder = (edits: TextEdit[], one: TextEdit): void => {
  const at = firstFrom(edits, one.span.start);
  const next = edits[at];
  if (isSameReplacement(next, one)) return;
  // Only within one edit of the vault do two begin at one place: an insertion, and behind it what is replaced.
  const isBehind = next?.span.start === one.span.start && next.span.end < one.span.end;
  edits.splice(isBehind ? at + 1 : at, 0, one);
};

/** Whether two edits put the same text in the place of the same characters: what both of them want. */
const isSameReplacement = (a: TextEdit | undefined, b: TextEdit): boolean =>
  a !== undefined &&
  a.span.start === b.span.start &&
  a.span.end === b.span.end &&
  a.newText === b.newText &&
  a.span.start < a.span.end;

/** The index of the first of edits in text order that starts at an offset or behind it. */
const firstFrom = (edits: readonly TextEdit[], offset: number): number => {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
