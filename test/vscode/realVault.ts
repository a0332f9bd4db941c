// The vault that people really write, and what a reader with nothing but regular expressions finds in it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.ts';
import type { VaultTexts } from './vaultTexts.ts';

/** Where the real vault lies; it is no part of this repository. `CASEBOOK_DATA` names another folder that holds it. */
export const realVault = path.join(process.env['CASEBOOK_DATA'] ?? path.join(root, '..', 'shared', 'data'), 'vault');

/** Why cases on the real vault do not run here; undefined where they do. */
export const noRealVault = existsSync(realVault)
  ? undefined
  : `There is no real vault at ${realVault}: CASEBOOK_DATA names the folder that holds one.`;

/** A case study as its lines say. */
export interface CountedStudy {
  readonly file: string;
  readonly id: string;
  readonly name: string;
  /** The IDs in the labels of its Technique lines, in their order. */
  readonly techniques: readonly string[];
}

/** What is counted in a vault without our server. */
export interface VaultCount {
  /** Those with the most steps first. */
  readonly studies: readonly CountedStudy[];
  /** Of each technique with a page its file, its maturity and the case studies that name it. */
  readonly techniques: ReadonlyMap<string, { file: string; name: string; maturity: string; users: readonly string[] }>;
  /** Files that link a page. */
  readonly linking: (file: string) => readonly string[];
}

/** Counts the pages of a vault in which a page's ID stands in its title, and a link names its page by the path from the root. */
export function countVault(texts: VaultTexts): VaultCount {
  const pages = Object.entries(texts);
  const titles = new Map(pages.map(([file, text]) => [file, /^title: "?(AML\.[\w.]+): (.+?)"?\r?$/m.exec(text)]));
  const idOf = (file: string): string => titles.get(file)?.[1] ?? '';
  const nameOf = (file: string): string => titles.get(file)?.[2] ?? '';
  const lines = pages
    .filter(([file]) => idOf(file).startsWith('AML.CS'))
    .map(([file, text]) => ({
      file,
      links: [...text.matchAll(/^\*\*Technique:\*\* \[\[([^|\]]+)\|(AML\.T[\d.]+):/gm)].map(
        ([, target = '', id = '']) => ({ target: `${target}.md`, id }),
      ),
    }));
  const usersOf = (file: string): readonly string[] =>
    lines
      .filter(({ links }) => links.some(({ target, id }) => target === file && id === idOf(file)))
      .map(study => study.file);
  return {
    studies: lines
      .map(({ file, links }) => ({ file, id: idOf(file), name: nameOf(file), techniques: links.map(({ id }) => id) }))
      .sort((a, b) => b.techniques.length - a.techniques.length || a.file.localeCompare(b.file)),
    techniques: new Map(
      pages
        .filter(([file]) => idOf(file).startsWith('AML.T') && !idOf(file).startsWith('AML.TA'))
        .map(([file, text]) => [
          idOf(file),
          { file, name: nameOf(file), maturity: /\*\*Maturity:\*\* (\w+)/.exec(text)?.[1] ?? '', users: usersOf(file) },
        ]),
    ),
    linking: file => {
      const link = new RegExp(`\\[\\[${file.replace(/\.md$/, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}[\\]|#\\\\]`);
      return pages.filter(([other, text]) => other !== file && link.test(text)).map(([other]) => other);
    },
  };
}

/**
 * The last technique that one step of a case study has and no other, so that its count changes with that step's link, and the
 * pattern of what stands before that link's label; undefined where there is none.
 */
export function loneTechnique(
  study: CountedStudy,
  { techniques }: VaultCount,
): { readonly id: string; readonly beforeLabel: RegExp } | undefined {
  const id = study.techniques.findLast(
    each =>
      study.techniques.indexOf(each) === study.techniques.lastIndexOf(each) &&
      techniques.get(each)?.users.includes(study.file),
  );
  return id === undefined ? undefined : { id, beforeLabel: new RegExp(`^\\*\\*Technique:.*(?=\\|${id})`, 'm') };
}
