/** What stands in a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** How many folders are read at once: file systems behind a network answer slowly, but not for thousands at a time. */
const AT_ONCE = 16;

/**
 * The paths, from the root, of every file below it, joined by `/`. `read` gives what stands in a folder (the root is
 * `''`); where it rejects, that folder is left out. Folders whose name starts with a dot and `node_modules` are not
 * entered; `.obsidian`, which marks a vault, is listed as `path/.obsidian/`.
 */
export async function listTree(read: (folder: string) => Promise<readonly Entry[]>): Promise<string[]> {
  const paths: string[] = [];
  const waiting = [''];
  const enter = async (folder: string): Promise<void> => {
    const entries = await read(folder).catch((): readonly Entry[] => []);
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'file') paths.push(path);
      else if (kind === 'folder' && name === '.obsidian') paths.push(`${path}/`);
      else if (kind === 'folder' && !name.startsWith('.') && name !== 'node_modules') waiting.push(path);
    }
  };
  while (waiting.length > 0) await Promise.all(waiting.splice(0, AT_ONCE).map(enter));
  return paths;
}
