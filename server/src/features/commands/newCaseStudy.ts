import { isCaseStudy } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { dateFault, readDate } from '../../atlas/dates.ts';
import { formatIdLabel, leadingId, slugOf } from '../../atlas/ids.ts';
import type { StudyType } from '../../atlas/metadataFields.ts';
import { isStudyType } from '../../atlas/metadataFields.ts';
import { nextFreeId } from '../../atlas/nextFreeId.ts';
import { vaultStatesTactics } from '../../atlas/statedTactics.ts';
import { byCount } from '../../core/commonest.ts';
import { fileNameFault, takenPath } from '../../core/fileNames.ts';
import { values } from '../../core/layeredMap.ts';
import type { Page, PageId } from '../../core/page.ts';
import { folderOf } from '../../core/paths.ts';
import { yamlText } from '../../core/yamlText.ts';
import type { Stop, Template } from './template.ts';
import { stopAt } from './template.ts';

/** What the author says of a new case study. */
export interface CaseStudyDraft {
  /** A path from the vault's root; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly type: StudyType;
  readonly date: string;
  /** Empty where it is still to be said. */
  readonly target: string;
}

/** The page of a case study that is to be created. */
export interface DraftedPage {
  readonly id: string;
  readonly path: PageId;
  /** Its text; lines end with `\n`. */
  readonly template: Template;
}

/** The folder that most case studies of a vault are in; of equals the first by name. Undefined where it has none. */
export const caseStudyFolder = (book: Casebook): string | undefined => {
  const folders: string[] = [];
  for (const page of values(book.vault.pages)) if (isCaseStudy(page)) folders.push(folderOf(page.id));
  return byCount(folders)[0]?.[0];
};

/** Why a field of a draft cannot be so, as a sentence; undefined where it can. A name is checked together with its folder. */
export const draftProblem = (
  book: Casebook,
  field: keyof CaseStudyDraft,
  draft: Partial<CaseStudyDraft>,
): string | undefined => {
  switch (field) {
    case 'folder':
      return folderProblem(draft.folder ?? '');
    case 'name':
      return nameProblem(book, draft.folder ?? '', oneLine(draft.name));
    case 'type':
      return isStudyType(draft.type) ? undefined : "The type is 'incident' or 'exercise'.";
    case 'date':
      return dateProblem(oneLine(draft.date));
    case 'target':
      return undefined;
  }
};

/** The page of a new case study, or why there can be none. */
export const newCaseStudy = (book: Casebook, draft: CaseStudyDraft): DraftedPage | { readonly reason: string } => {
  for (const field of FIELDS) {
    const reason = draftProblem(book, field, draft);
    if (reason !== undefined) return { reason };
  }
  const id = nextFreeId(book, 'caseStudy');
  if (id === undefined) return { reason: 'Every ID of four digits is taken.' };
  const path = pathOf(trimmedFolder(draft.folder), oneLine(draft.name));
  return { id, path, template: templateOf(book, draft, id, path) };
};

const FIELDS = ['folder', 'name', 'type', 'date', 'target'] as const;

const oneLine = (text = ''): string => text.replace(/\s+/g, ' ').trim();

const trimmedFolder = (folder: string): string =>
  folder
    .trim()
    .replaceAll('\\', '/')
    .replace(/^\/+|\/+$/g, '');

const pathOf = (folder: string, name: string): PageId => `${folder === '' ? '' : `${folder}/`}${slugOf(name)}.md`;

const folderProblem = (folder: string): string | undefined => {
  const path = trimmedFolder(folder);
  const names = path === '' ? [] : path.split('/');
  const fault = names.map(fileNameFault).find(each => each !== undefined);
  return fault && `${fault} A folder is a path from the vault's root, such as 'case-studies'.`;
};

const nameProblem = (book: Casebook, folder: string, name: string): string | undefined => {
  if (name === '') return 'A case study needs a name.';
  if (leadingId(name) !== undefined) return 'Only the name: the next free ID is put in front of it.';
  const slug = slugOf(name);
  if (slug === '') return "The name needs a letter or a digit, since the file's name is made of those.";
  const fault = fileNameFault(`${slug}.md`);
  if (fault !== undefined) return fault;
  const taken = takenPath(book.vault, pathOf(trimmedFolder(folder), name));
  return taken === undefined ? undefined : `'${taken}' exists already.`;
};

const dateProblem = (date: string): string | undefined =>
  readDate(date) === 'malformed'
    ? 'A date is YYYY, YYYY-MM or YYYY-MM-DD, as much of it as is known.'
    : dateFault(date);

/** The whole page. Its form is that of the snippet `atlas-case-study`. */
const templateOf = (book: Casebook, draft: CaseStudyDraft, id: string, path: PageId): Template => {
  const name = oneLine(draft.name);
  const label = formatIdLabel(id, name);
  const position = nextPosition(book, folderOf(path));
  const target = oneLine(draft.target);
  let last = 0;
  const next = (text: string): Stop => stopAt(++last, text);
  /** A line that one key deletes. */
  const optional = (before: string, text: string): Stop => {
    const stop = ++last;
    return { stop, content: [before, next(text)] };
  };
  const summary = next('What happened, how, and what came of it.');
  const targetPart = target === '' ? next('Who or what was attacked') : target;
  const actor = next('Who did it');
  const reporter = draft.type === 'incident' ? [optional('\n- **Reporter:** ', 'Who reported it')] : [];
  // The link comes first: the heading is then known.
  const technique = next('[[technique|AML.T0000: Technique]]');
  const tactic = vaultStatesTactics(book) ? [optional('\n**Tactic:** ', '[[tactic|AML.TA0000: Tactic]]')] : [];
  const heading = next('Technique');
  return [
    `---\nid: ${yamlText(slugOf(name))}\ntitle: ${yamlText(label, '"')}\ntype: case-study\n`,
    position === undefined ? '' : `sidebar_position: ${position}\n`,
    `---\n\n# ${asHeading(label)}\n\n`,
    summary,
    `\n\n## Metadata\n\n- **ID:** ${id}\n- **Incident Date:** ${oneLine(draft.date)}\n- **Type:** ${draft.type}\n- **Target:** `,
    targetPart,
    '\n- **Actor:** ',
    actor,
    ...reporter,
    '\n\n## Procedure\n\n### Step 1: ',
    heading,
    '\n\n**Technique:** ',
    technique,
    ...tactic,
    '\n\n',
    next('What was done in this step.'),
    '\n\n## References\n\n1. [',
    next('Title'),
    '](',
    next('https://example.org'),
    ')\n',
  ];
};

/** The `sidebar_position` behind the last of a folder's case studies; undefined where most of them have none. */
const nextPosition = (book: Casebook, folder: string): number | undefined => {
  let studies = 0;
  const positions: number[] = [];
  for (const page of values(book.vault.pages)) {
    if (folderOf(page.id) !== folder || !isCaseStudy(page)) continue;
    studies++;
    const position = sidebarPosition(page);
    if (position !== undefined) positions.push(position);
  }
  return positions.length * 2 > studies ? Math.floor(Math.max(...positions)) + 1 : undefined;
};

const sidebarPosition = (page: Page): number | undefined => {
  const value = page.frontMatter?.fields.find(({ key }) => key === 'sidebar_position')?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/** A text behind `# `: marks at its end would be taken for the heading's. */
const asHeading = (text: string): string => text.replace(/(?<=\s)#+$/, '\\$&');
