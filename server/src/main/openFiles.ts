import type { PageId } from '../core/page.ts';
import type { TextEdit } from '../core/text.ts';
import { applyEdits } from '../core/text.ts';
import type { TextOf, VaultEdit } from '../core/vaultEdit.ts';
import { mergeEdits } from '../core/vaultEdit.ts';

/** A file as it was when the vault was loaded, a BOM included; or why it cannot be changed. */
export type LoadedFile = { readonly text: string } | Fault;

export interface Fault {
  /** The end of a sentence. */
  readonly fault: string;
  /** Nothing is lost by it: the file is changed by another path. */
  readonly isCovered?: boolean;
}

/** A file as it is to be. Texts are those of the file, a BOM included. */
export interface MendedFile {
  readonly path: PageId;
  /** Undefined for a file that is to be made. */
  readonly before: string | undefined;
  readonly after: string;
  /** How many repairs changed it. */
  readonly fixes: number;
}

/** Files that repairs read and change, in memory. */
export interface OpenFiles {
  /** The text of a page as it is by now, without BOM, as pages know it. */
  readonly textOf: TextOf;
  /** Whether all files of an edit can be changed; those that cannot are noted in `left`. */
  readonly canTake: (edit: VaultEdit) => boolean;
  /** Makes edits that can be taken, as far as they go together. Gives the new texts, without BOM, of pages that changed. */
  readonly take: (edits: readonly VaultEdit[]) => ReadonlyMap<PageId, string>;
  /** The files that are not what they were, by path. */
  readonly changed: () => readonly MendedFile[];
  readonly left: ReadonlyMap<PageId, Fault>;
}

interface OpenFile {
  readonly before: string | undefined;
  readonly bom: string;
  text: string;
  fixes: number;
}

const BOM = '\uFEFF';

/** The files of a vault, none of them changed yet. `read` is asked once for each that is needed. */
export const openFiles = (read: (path: PageId) => LoadedFile): OpenFiles => {
  const files = new Map<PageId, OpenFile | Fault>();
  const left = new Map<PageId, Fault>();

  const open = (path: PageId): OpenFile | Fault => {
    let file = files.get(path);
    if (file === undefined) {
      const loaded = read(path);
      const bom = 'text' in loaded && loaded.text.startsWith(BOM) ? BOM : '';
      file = 'text' in loaded ? { before: loaded.text, bom, text: loaded.text.slice(bom.length), fixes: 0 } : loaded;
      files.set(path, file);
    }
    return file;
  };

  const held = (path: PageId): OpenFile | undefined => {
    const file = open(path);
    return 'fault' in file ? undefined : file;
  };

  const canTake = ({ edits }: VaultEdit): boolean => {
    const faults = edits.flatMap(({ page }) => {
      const file = open(page);
      return 'fault' in file ? [[page, file] as const] : [];
    });
    for (const [path, fault] of faults) left.set(path, fault);
    return faults.length === 0;
  };

  const take = (edits: readonly VaultEdit[]): ReadonlyMap<PageId, string> => {
    const merged = mergeEdits(edits);
    const changed = new Map<PageId, string>();
    for (const { path, text } of merged.creates) {
      files.set(path, { before: undefined, bom: '', text, fixes: 0 });
      changed.set(path, text);
    }
    for (const { page, edits: ofPage } of merged.edits) {
      const file = held(page);
      const text = file && applyEdits(file.text, ofPage);
      if (file === undefined || text === undefined || text === file.text) continue;
      file.text = text;
      changed.set(page, text);
    }
    const isDone = partsOf(merged);
    for (const { edits: ofPages } of edits.filter(isDone)) {
      for (const { page } of ofPages) {
        const file = held(page);
        if (file !== undefined && changed.has(page)) file.fixes++;
      }
    }
    return changed;
  };

  const changed = (): readonly MendedFile[] =>
    [...files]
      .flatMap(([path, file]) => {
        if ('fault' in file) return [];
        const after = file.bom + file.text;
        return after === file.before ? [] : { path, before: file.before, after, fixes: file.fixes };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));

  return { textOf: path => held(path)?.text, canTake, take, changed, left };
};

/** Tells of an edit whether it went into a merged one, or was left out of it. */
const partsOf = (merged: VaultEdit): ((edit: VaultEdit) => boolean) => {
  const keyOf = ({ span: { start, end }, newText }: TextEdit): string => `${start}-${end}:${newText}`;
  const byPage = new Map(merged.edits.map(({ page, edits }) => [page, new Set(edits.map(keyOf))]));
  return ({ edits }) =>
    edits.every(({ page, edits: ofPage }) => ofPage.every(one => byPage.get(page)?.has(keyOf(one))));
};
