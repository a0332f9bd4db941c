import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { counted } from '../core/wording.ts';
import { has } from '../core/layeredMap.ts';
import type { PageId } from '../core/page.ts';
import { nodeFiles } from '../files/nodeFiles.ts';
import { createText, readExactly, replaceText } from '../files/nodeWriter.ts';
import type { Files } from '../vaultFiles.ts';
import { loadVault } from './loadVault.ts';
import type { Mending } from './mend.ts';
import { mend } from './mend.ts';
import type { LoadedFile, MendedFile } from './openFiles.ts';
import type { Output } from './output.ts';
import { shownOnTerminal, unifiedDiff } from './unifiedDiff.ts';

export interface FixOptions {
  /** Only problems of these; of all if there are none. */
  readonly code: readonly string[];
  /** Changes the files; otherwise the changes are only shown. */
  readonly write?: boolean;
}

/**
 * Does all that is certain in the vault in a folder, or around it, or prints it as a diff. Gives the exit code: 0, 1 or 2 as the help
 * says. `isTerminal`: the output goes to a person.
 */
export const fix = async (dir: string, options: FixOptions, output: Output, isTerminal: boolean): Promise<number> => {
  const { out, err } = output;
  const log = (text: string): void => err(`${text}\n`);
  const witness = createWitness();
  const host = await loadVault(dir, witness.watch(nodeFiles(log, () => true)), log);
  if (typeof host === 'string') {
    log(host);
    return 2;
  }
  const root = fileURLToPath(host.root);
  const pages = host.session?.book().vault.pages;
  const isPage = (path: PageId): boolean => pages !== undefined && has(pages, path);
  const mending = mend(host, new Set(options.code), witness.reader(root, isPage));
  for (const [path, { fault }] of mending.left) log(`${path}: left as it is: ${fault}.`);
  if (!mending.isSettled) log('After these repairs there are still some to be done. Run this again.');
  if (options.write) return write(root, mending, output);
  const { files } = mending;
  for (const file of files) {
    const patch = unifiedDiff(file);
    out(isTerminal ? shownOnTerminal(patch, pc.isColorSupported) : patch);
  }
  log(files.length === 0 ? NOTHING : `${summary(files)}. Nothing is written without --write.`);
  return 0;
};

const NOTHING = 'There is nothing to fix that is certain.';

const write = (root: string, { files, left }: Mending, { out, err }: Output): number => {
  const written = files.filter(({ path, before, after, fixes }) => {
    const file = join(root, path);
    const reason = before === undefined ? createText(file, after) : replaceText(file, before, after);
    if (reason === undefined) out(`${path}: ${before === undefined ? 'created' : counted(fixes, 'fix', 'fixes')}\n`);
    else err(`${path}: left as it is: ${reason}.\n`);
    return reason === undefined;
  });
  out(`${files.length === 0 ? NOTHING : `${summary(written)}.`}\n`);
  const isLeft = [...left.values()].some(({ isCovered }) => !isCovered);
  return isLeft || written.length < files.length ? 1 : 0;
};

const summary = (files: readonly MendedFile[]): string => {
  const fixes = files.reduce((sum, file) => sum + file.fixes, 0);
  return `${counted(fixes, 'fix', 'fixes')} in ${counted(files.length, 'page')}`;
};

/** Remembers what files said when the vault was read, so that nothing is built on what they say later. */
const createWitness = () => {
  const hashes = new Map<PageId, string>();
  const owners = new Map<string, PageId>();

  const watch = (files: Files): Files => ({
    ...files,
    readEach: (folder, paths, take) =>
      files.readEach(folder, paths, (path, source) => {
        if (source === undefined) return take(path, undefined);
        const text = (): string => {
          const read = source.text();
          hashes.set(path, hashOf(read));
          return read;
        };
        // What is read later is what was read now: one page must not be made of two states of its file.
        take(path, { ...source, text, again: text });
      }),
  });

  /** Reads files as they were then. */
  const reader = (root: string, isPage: (path: PageId) => boolean): ((path: PageId) => LoadedFile) => {
    const realRoot = realpathSync(root);
    return path => {
      const file = readExactly(join(root, path));
      if ('fault' in file) return file;
      const { text, target } = file;
      if (hashes.get(path) !== hashOf(text.replace(/^\uFEFF/, ''))) return { fault: 'it was changed meanwhile' };
      // One file by two paths is changed once: by its own, or else by the first.
      const own = relative(realRoot, target).replaceAll(sep, '/');
      const owner = isPage(own) ? own : (owners.get(target) ?? path);
      owners.set(target, owner);
      return owner === path ? { text } : { fault: `it is the same file as ${owner}`, isCovered: true };
    };
  };

  return { watch, reader };
};

const hashOf = (text: string): string => createHash('sha1').update(text).digest('base64');
