import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkStyle } from './generateVault.ts';

/** A place in a text as the language server protocol counts: lines and UTF-16 units from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** A link to a page by its path from the vault's root. */
export interface SurveyedLink {
  /** Path of the page it names, with `.md`, whether or not that page is there. */
  readonly target: string;
  /** The first character of the target. */
  readonly start: Place;
  /** Just behind the last character of the target (before `.md` where the link has it). */
  readonly end: Place;
}

export interface SurveyedPage {
  readonly file: string;
  readonly text: string;
  readonly links: readonly SurveyedLink[];
}

/** The pages of a vault that a measurement opens, and what a right answer about them is. */
export interface Survey {
  readonly dir: string;
  readonly pages: number;
  /** A page with at least one link that works and at least one that is broken. */
  readonly start: SurveyedPage;
  readonly working: SurveyedLink;
  readonly broken: readonly SurveyedLink[];
  /** Case studies without a broken link, spread over the vault. */
  readonly caseStudies: readonly SurveyedPage[];
  /** A link to the technique that most links name, and how many do. */
  readonly hottest: { readonly from: SurveyedPage; readonly link: SurveyedLink; readonly hits: number };
}

/** A slash is required, because `[[7]](https://…)` is a citation. */
const linkPattern: Record<LinkStyle, RegExp> = {
  wiki: /(?<before>\[\[)(?<target>[^\]|#\\]+\/[^\]|#\\]+)/g,
  markdown: /(?<before>\]\(\/)(?<target>[^)#]+)\.md/g,
};

/** Paths of all `.md` files under `dir`, relative to it, with `/`, in no particular order. */
export const listPages = (dir: string): readonly string[] => {
  const pages: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(dir, folder), { withFileTypes: true })) {
      const path = folder + entry.name;
      if (entry.isDirectory()) visit(`${path}/`);
      else if (entry.isFile() && path.endsWith('.md')) pages.push(path);
    }
  };
  visit('');
  return pages;
};

const linksOf = (text: string, style: LinkStyle): readonly SurveyedLink[] => {
  let fenced = false;
  return text.split('\n').flatMap((content, line) => {
    if (content.startsWith('```')) fenced = !fenced;
    if (fenced) return [];
    return Array.from(content.matchAll(linkPattern[style]), match => {
      const { before = '', target = '' } = match.groups ?? {};
      const character = match.index + before.length;
      return {
        target: `${target}.md`,
        start: { line, character },
        end: { line, character: character + target.length },
      };
    });
  });
};

/** `count` of the `items`, evenly spread. */
const spread = <T>(items: readonly T[], count: number): readonly T[] => {
  const step = Math.max(1, items.length / count);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, count);
};

/**
 * Reads the vault in `dir` with two regular expressions and picks the pages to measure on. It knows only links by full path, as
 * both the generated vaults and the real one write them. Throws where the vault has no page fit for a measurement.
 */
export const surveyVault = (dir: string, style: LinkStyle): Survey => {
  const files = listPages(dir).toSorted();
  const known = new Set(files);
  const isBroken = (link: SurveyedLink): boolean => !known.has(link.target);
  const hits = new Map<string, number>();
  const users = new Map<string, string>();
  const starts: { file: string; broken: number }[] = [];
  const caseStudyFiles: string[] = [];

  const read = (file: string): SurveyedPage => {
    const text = readFileSync(join(dir, file), 'utf8');
    return { file, text, links: linksOf(text, style) };
  };
  for (const file of files) {
    const { text, links } = read(file);
    const broken = links.filter(isBroken).length;
    for (const { target } of links) if (target.includes('techniques/')) hits.set(target, (hits.get(target) ?? 0) + 1);
    if (broken > 0 && broken < links.length) starts.push({ file, broken });
    if (broken === 0 && links.length >= 4 && /^type: case-study$/m.test(text)) {
      caseStudyFiles.push(file);
      for (const { target } of links) users.set(target, file);
    }
  }
  const startFile = starts.toSorted((a, b) => a.broken - b.broken)[0]?.file;
  const [hottest] = [...hits].filter(([target]) => users.has(target)).toSorted((a, b) => b[1] - a[1]);
  if (startFile === undefined || hottest === undefined) {
    throw new Error(
      `${dir} has no page with both a working and a broken link, or no case study that links a technique`,
    );
  }
  const start = read(startFile);
  const from = read(users.get(hottest[0]) ?? '');
  const working = start.links.find(link => !isBroken(link));
  const link = from.links.find(({ target }) => target === hottest[0]);
  if (!working || !link) throw new Error(`${dir} changed while it was surveyed`);
  return {
    dir,
    pages: files.length,
    start,
    working,
    broken: start.links.filter(isBroken),
    caseStudies: spread(caseStudyFiles, 5).map(read),
    hottest: { from, link, hits: hottest[1] },
  };
};

/** Lists and reads every page once: the least that any server must do. Gives the number of characters. */
export const readEveryPage = (dir: string): number =>
  listPages(dir).reduce((sum, file) => sum + readFileSync(`${dir}/${file}`, 'utf8').length, 0);
