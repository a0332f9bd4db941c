import { isUtf8 } from 'node:buffer';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Source } from '../core/closedPage.ts';
import { SETTINGS_FILE } from '../settings.ts';
import type { Files, Log } from '../vaultFiles.ts';
import { isWalkedFolder, OBSIDIAN_FOLDER } from '../vaultFiles.ts';

/** How long files are read before other events get their turn, in milliseconds. */
const SLICE = 20;
/** Longer pages are kept without their content (UTF-16 code units): no page that a person writes is as long. */
const MAX_PAGE_LENGTH = 16_000_000;

/**
 * The disk of this machine. It reads synchronously, in slices, since that is several times as fast as asynchronous
 * reading of many small files.
 *
 * @param isKept whether a file's content is kept once it was read, for `Source.again`, which else reads the file another time.
 */
export const nodeFiles = (log: Log, isKept: (path: string) => boolean = () => false): Files => ({
  list: async folder => {
    const paths: string[] = [];
    const pause = slices();
    const root = fileURLToPath(folder);
    const kind = statSync(root, { throwIfNoEntry: false });
    if (!kind?.isDirectory()) return kind?.isFile() ? [''] : [];
    for (const path of walk(root, log)) {
      paths.push(path);
      if (pause.due()) await pause.take();
    }
    return paths;
  },
  readEach: async (folder, paths, take) => {
    const root = fileURLToPath(folder);
    const pause = slices();
    // One function for all files: fifty thousand would take memory.
    const again = (path: string): string => readText(root, path, log) ?? '';
    for (const path of paths) {
      take(path, readSource(root, path, log, isKept(path) ? undefined : again));
      if (pause.due()) await pause.take();
    }
  },
  vaultAbove: folder => Promise.resolve(vaultAbove(folder)),
});

/** Says when a slice is over, looking at the clock only now and then, and lets other events have their turn. */
const slices = (): { due: () => boolean; take: () => Promise<void> } => {
  let count = 0;
  let end = performance.now() + SLICE;
  return {
    due: () => (++count & 15) === 0 && performance.now() > end,
    take: async () => {
      await setImmediate();
      end = performance.now() + SLICE;
    },
  };
};

/** All files below a folder, depth first, names in the order that the disk gives them. */
function* walk(root: string, log: Log): Generator<string> {
  const folders = [''];
  const followed = new Set<string>();
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const entry of entriesOf(root, folder, log)) {
      const path = prefix + entry.name;
      const kind = entry.isSymbolicLink() ? targetKind(root, path, followed, log) : kindOf(entry);
      if (kind === 'file') yield path;
      else if (kind === 'folder' && entry.name === OBSIDIAN_FOLDER) yield `${path}/`;
      else if (kind === 'folder' && isWalkedFolder(entry.name)) folders.push(path);
    }
  }
}

const entriesOf = (root: string, folder: string, log: Log): readonly Dirent[] => {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    log(`${join(root, folder)}: the folder cannot be read and is left out (${reasonOf(error)}).`);
    return [];
  }
};

const kindOf = (entry: { isFile: () => boolean; isDirectory: () => boolean }): 'file' | 'folder' | undefined =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : undefined;

/**
 * What a symbolic link leads to. A folder inside of the vault is listed where it really lies, and one that leads back
 * above would never end: neither is followed. Others are followed once.
 */
const targetKind = (root: string, path: string, followed: Set<string>, log: Log): 'file' | 'folder' | undefined => {
  const link = join(root, path);
  try {
    const kind = kindOf(statSync(link));
    if (kind !== 'folder') return kind;
    const [target, base] = [realpathSync(link), realpathSync(root)];
    const isInside = (inner: string, outer: string): boolean => `${inner}/`.startsWith(`${outer}/`);
    if (followed.has(target) || isInside(target, base) || isInside(base, target)) return undefined;
    followed.add(target);
    return 'folder';
  } catch (error) {
    log(`${link}: the symbolic link leads nowhere and is left out (${reasonOf(error)}).`);
    return undefined;
  }
};

/** A file's text without BOM; undefined, and a line in the log, where it cannot be read. */
export const readText = (root: string, path: string, log: Log): string | undefined =>
  readSource(root, path, log, undefined)?.text();

/**
 * A file as it is now, decoded when it is asked for; undefined, and a line in the log, where it cannot be read. With
 * `again`, which reads it another time, it holds only until the next file is read so.
 */
const readSource = (root: string, path: string, log: Log, again: Source['again'] | undefined): Source | undefined => {
  // `join` would normalise each of many thousand paths.
  const file = `${root}${sep}${path}`;
  try {
    const bytes = again === undefined ? readFileSync(file) : readPassing(file);
    const start = bytes.length >= 3 && bytes.readUIntBE(0, 3) === BOM ? 3 : 0;
    const text = (): string => decode(bytes, start, file, log);
    return {
      text,
      head: () => decodeHead(bytes, start),
      matches: pattern => pattern.test(bytes.toString('latin1', start)),
      again: again ?? text,
    };
  } catch (error) {
    log(`${file}: the file cannot be read and is left out (${reasonOf(error)}).`);
    return undefined;
  }
};

/** Nearly every page fits. */
const ROOM = Buffer.allocUnsafeSlow(1 << 16);

/** What a file holds, until the next one is read so: a buffer for each would take longer than reading it. */
const readPassing = (file: string): Buffer => {
  const descriptor = openSync(file, 'r');
  try {
    let length = 0;
    while (length < ROOM.length) {
      const count = readSync(descriptor, ROOM, length, ROOM.length - length, null);
      if (count === 0) return ROOM.subarray(0, length);
      length += count;
    }
    return Buffer.concat([ROOM, readFileSync(descriptor)]);
  } finally {
    closeSync(descriptor);
  }
};

/** In UTF-8. */
const BOM = 0xefbbbf;
const DASH = 45;
const CLOSING = Buffer.from('\n---');

const decodeHead = (bytes: Buffer, start: number): string | undefined => {
  if (bytes[start] !== DASH || bytes[start + 1] !== DASH) return undefined;
  const closing = bytes.indexOf(CLOSING, start);
  const end = closing < 0 ? -1 : bytes.indexOf(10, closing + 1);
  return end < 0 ? undefined : bytes.toString('utf8', start, end);
};

const decode = (bytes: Buffer, start: number, file: string, log: Log): string => {
  const text = bytes.length > 3 * MAX_PAGE_LENGTH ? undefined : bytes.toString('utf8', start);
  if (text === undefined || text.length > MAX_PAGE_LENGTH) {
    log(`${file}: longer than ${MAX_PAGE_LENGTH} characters; links to the page work, its content is not read.`);
    return '';
  }
  if (text.includes('\uFFFD') && !isUtf8(bytes)) {
    log(`${file}: not valid UTF-8; what cannot be decoded is read as “\uFFFD”.`);
  }
  return text;
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The home folder and what lies above it are never taken for a vault: a stray marker there would list everything. */
const vaultAbove = (folder: string): string | undefined => {
  const start = fileURLToPath(folder);
  const home = homedir();
  for (let at = start; at !== dirname(at) && (at === start || at !== home); at = dirname(at)) {
    if (existsSync(join(at, SETTINGS_FILE)) || existsSync(join(at, OBSIDIAN_FOLDER))) {
      return pathToFileURL(at).href.replace(/\/$/, '');
    }
  }
  return undefined;
};
