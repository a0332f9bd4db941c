import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file's text to the last character, a BOM included, and where the file really lies; or why that cannot be had, as the end of a sentence. */
export type ExactFile = { readonly text: string; readonly target: string } | { readonly fault: string };

/** Reads a file so that what comes back, written in UTF-8, is the file byte for byte. */
export const readExactly = (file: string): ExactFile => {
  try {
    const bytes = readFileSync(file);
    if (!isUtf8(bytes)) return { fault: 'it is not valid UTF-8' };
    return { text: bytes.toString('utf8'), target: realpathSync(file) };
  } catch (error) {
    return { fault: `it cannot be read (${reasonOf(error)})` };
  }
};

/**
 * Puts another text into a file that still says `before`. The file is either as it was or as it is to be, at every moment, and keeps
 * its mode; of a symbolic link the target is written. Gives the end of a sentence that says why nothing was written.
 */
export const replaceText = (file: string, before: string, after: string): string | undefined =>
  attempt(() => {
    const target = realpathSync(file);
    // To rename over it would work for a file that nobody is to write.
    accessSync(target, constants.W_OK);
    return moveIn(target, after, statSync(target), () =>
      readFileSync(target).equals(Buffer.from(before)) ? undefined : 'it was changed meanwhile',
    );
  });

/** Makes a file, and its folder, where there is none. Gives the end of a sentence that says why it was not made. */
export const createText = (file: string, text: string): string | undefined =>
  attempt(() => {
    mkdirSync(dirname(file), { recursive: true });
    return moveIn(file, text, undefined, () => (existsSync(file) ? 'such a file came to be meanwhile' : undefined));
  });

/** Writes a file beside the target, and moves it there if nothing speaks against it at the last moment. */
const moveIn = (
  target: string,
  text: string,
  like: Stats | undefined,
  objection: () => string | undefined,
): string | undefined => {
  const draft = join(dirname(target), `.atlas-casebook-${randomUUID()}.tmp`);
  try {
    const descriptor = openSync(draft, 'wx');
    try {
      if (like !== undefined) liken(descriptor, like);
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    const reason = objection();
    if (reason === undefined) renameSync(draft, target);
    return reason;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Gives a file the owner, where that is allowed, and the mode of another. */
const liken = (descriptor: number, { uid, gid, mode }: Stats): void => {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only an administrator can give files away.
  }
  fchmodSync(descriptor, mode & 0o7777);
};

const attempt = (act: () => string | undefined): string | undefined => {
  try {
    return act();
  } catch (error) {
    return `it cannot be written (${reasonOf(error)})`;
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
