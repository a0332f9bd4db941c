import { sourceOf } from '../core/closedPage.ts';
import type { Files, Log } from '../vaultFiles.ts';

/** How many files are asked for at a time. */
const AT_ONCE = 32;

/** What the client serves: all files below a folder (as `Files.list` gives them), and a file's text or null. */
export interface ClientRequests {
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly read: (folder: string, path: string) => Promise<string | null>;
}

/** Files that only the client can reach: in the browser and in virtual workspaces. */
export const clientFiles = ({ list, read }: ClientRequests, log: Log): Files => {
  const readOne = async (folder: string, path: string): Promise<string | undefined> => {
    try {
      const text = await read(folder, path);
      if (text === null) log(`${folder}/${path}: the file cannot be read and is left out.`);
      return text ?? undefined;
    } catch (error) {
      log(`${folder}/${path}: the file cannot be read and is left out (${String(error)}).`);
      return undefined;
    }
  };
  return {
    list: async folder => {
      try {
        return await list(folder);
      } catch (error) {
        log(`${folder}: the folder cannot be listed (${String(error)}).`);
        return [];
      }
    },
    readEach: async (folder, paths, take) => {
      for (let i = 0; i < paths.length; i += AT_ONCE) {
        const some = paths.slice(i, i + AT_ONCE);
        const texts = await Promise.all(some.map(path => readOne(folder, path)));
        some.forEach((path, k) => take(path, texts[k] === undefined ? undefined : sourceOf(texts[k])));
      }
    },
    // What lies above a workspace folder is not the client's to list.
    vaultAbove: () => Promise.resolve(undefined),
  };
};
