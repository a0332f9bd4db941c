import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { caseStudyText, mitigationText, noteText, tacticText, techniqueText } from './generator/pageText.ts';
import type { LinkStyle, Writing } from './generator/pageText.ts';
import { planVault } from './generator/plan.ts';
import { randomFrom } from './generator/random.ts';

export type { LinkStyle } from './generator/pageText.ts';

/** Raise it when a change alters any page: vaults kept from earlier runs are then written anew. */
const generatorVersion = 1;

/** A problem that a generated vault has on purpose. */
export interface KnownProblem {
  /** Path from the vault's root, with `.md`. */
  readonly file: string;
  readonly code: 'broken-link';
  /** The target as the link writes it. */
  readonly target: string;
}

export interface VaultFile {
  /** Path from the vault's root, with `.md`. */
  readonly path: string;
  readonly text: string;
}

export interface GeneratedVault {
  /** Every page, written one at a time as it is asked for. */
  readonly files: Iterable<VaultFile>;
  /** Every problem that a check of the vault must find; there is no other. */
  readonly problems: readonly KnownProblem[];
}

/** A generated vault on disk. */
export interface VaultOnDisk {
  readonly dir: string;
  readonly pages: number;
  readonly problems: readonly KnownProblem[];
}

/**
 * A vault of exactly `pages` pages (60 to 50,000): 65% case studies of 3 to 16 steps, 30% techniques, 5% tactics, mitigations
 * and notes; about 8 links and 3.7 kB a page; characters outside Latin-1 on about 60% of them. The same arguments always
 * give the same bytes. Each note has one broken link; nothing else is wrong.
 */
export const generateVault = (pages: number, style: LinkStyle): GeneratedVault => {
  const plan = planVault(pages);
  const file = (path: string, text: string): VaultFile => ({ path: `${path}.md`, text });
  const writing = (kind: number, index: number): Writing => ({ style, random: randomFrom(10 + kind, index) });
  function* files(): Iterable<VaultFile> {
    for (const [i, tactic] of plan.tactics.entries()) yield file(tactic.path, tacticText(tactic, writing(0, i)));
    for (const [i, technique] of plan.techniques.entries())
      yield file(technique.path, techniqueText(technique, writing(1, i)));
    for (const [i, mitigation] of plan.mitigations.entries())
      yield file(mitigation.path, mitigationText(mitigation, writing(2, i)));
    for (const [i, study] of plan.caseStudies.entries()) yield file(study.path, caseStudyText(study, writing(3, i)));
    for (const [i, note] of plan.notes.entries()) yield file(note.path, noteText(note, writing(4, i)));
  }
  const problems = plan.notes.map(note => ({
    file: `${note.path}.md`,
    code: 'broken-link' as const,
    target: note.brokenTarget,
  }));
  return { files: files(), problems };
};

/** Writes a generated vault into the folder `dir`, replacing what is there. */
export const writeVault = (dir: string, pages: number, style: LinkStyle): VaultOnDisk => {
  const { files, problems } = generateVault(pages, style);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  // Says that the vault begins here, wherever the folder lies.
  writeFileSync(join(dir, '.atlas-casebook.json'), '{}\n');
  const made = new Set<string>();
  for (const { path, text } of files) {
    const file = join(dir, path);
    const folder = dirname(file);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(file, text);
  }
  return { dir, pages, problems };
};

/**
 * The generated vault of `pages` pages, written under `cacheDir` unless this version of the generator did so before. The
 * stamp that says so lies beside the vault and is written last, so an interrupted run leaves none.
 */
export const cachedVault = (cacheDir: string, pages: number, style: LinkStyle): VaultOnDisk => {
  const dir = join(cacheDir, style === 'wiki' ? `${pages}` : `${pages}-markdown`);
  const stampFile = `${dir}.stamp`;
  const stamp = `generator ${generatorVersion}\n`;
  if (existsSync(dir) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return { dir, pages, problems: generateVault(pages, style).problems };
  }
  rmSync(stampFile, { force: true });
  const vault = writeVault(dir, pages, style);
  writeFileSync(stampFile, stamp);
  return vault;
};
