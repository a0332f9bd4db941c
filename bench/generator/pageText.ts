import type {
  PlannedCaseStudy,
  PlannedEntry,
  PlannedMitigation,
  PlannedNote,
  PlannedPage,
  PlannedTactic,
  PlannedTechnique,
} from './plan.ts';
import type { Random } from './random.ts';
import { organisation, paragraph, sentence } from './words.ts';

/** How links between pages are written: `[[path|label]]`, or `[label](/path.md)` for servers that know only markdown. */
export type LinkStyle = 'wiki' | 'markdown';

/** What a page's text needs beside its plan. */
export interface Writing {
  readonly style: LinkStyle;
  readonly random: Random;
}

const fullName = (entry: PlannedEntry): string => `${entry.id}: ${entry.name}`;

const link = ({ style }: Writing, target: string, label: string, fragment = ''): string =>
  style === 'wiki'
    ? `[[${target}${fragment && `#${fragment}`}|${label}]]`
    : `[${label}](/${target}.md${fragment && `#${fragment.toLowerCase()}`})`;

/** A link in a table, where a wiki-link's bar is escaped. */
const cellLink = (writing: Writing, target: string, label: string): string =>
  link(writing, target, label).replace('|', String.raw`\|`);

const entryLink = (writing: Writing, entry: PlannedEntry): string => link(writing, entry.path, fullName(entry));

const fileName = (page: PlannedPage): string => page.path.slice(page.path.lastIndexOf('/') + 1);

const date = (random: Random, from: number, to: number): string => {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${random.integer(from, to)}-${pad(random.integer(1, 12))}-${pad(random.integer(1, 28))}`;
};

const frontMatter = (page: PlannedPage, title: string, more: readonly string[]): string =>
  ['---', `id: ${fileName(page)}`, `title: "${title}"`, ...more, '---'].join('\n');

const list = (lines: readonly string[]): string => lines.join('\n');

/** A section with a count in its heading, or nothing where it would be empty. */
const countedSection = (heading: string, entries: readonly string[], introduction?: string): readonly string[] =>
  entries.length === 0
    ? []
    : [`## ${heading} (${entries.length})`, ...(introduction === undefined ? [] : [introduction]), list(entries)];

const page = (blocks: readonly string[]): string => `${blocks.join('\n\n')}\n`;

const dates = (random: Random): readonly string[] => [
  `- **Created:** ${date(random, 2021, 2023)}`,
  `- **Last Modified:** ${date(random, 2024, 2026)}`,
];

/** A technique or sub-technique, with its derived lists of mitigations and case studies. */
export const techniqueText = (technique: PlannedTechnique, writing: Writing): string => {
  const { random } = writing;
  // Every parent line and mitigation entry holds a dash outside Latin-1 already; this fills up to 60% of all pages.
  const foreign = random.next() < 0.1;
  const { parent } = technique;
  return page([
    frontMatter(technique, fullName(technique), [`sidebar_label: "${technique.name}"`]),
    `# ${fullName(technique)}`,
    paragraph(random, 900, foreign),
    paragraph(random, 700, foreign),
    '## Metadata',
    list([`- **Technique ID:** ${technique.id}`, ...dates(random), `- **Maturity:** ${technique.maturity}`]),
    ...(parent ? ['## Parent Technique', `**Parent Technique:** ${parent.id} — ${parent.name}`] : []),
    ...countedSection(
      'Tactics',
      technique.tactics.map(tactic => `- ${link(writing, tactic.path, tactic.name)}`),
    ),
    ...countedSection(
      'Mitigations',
      technique.mitigations.map(({ mitigation, note }) => `- ${entryLink(writing, mitigation)} — ${note}`),
    ),
    ...countedSection(
      'Case Studies',
      technique.caseStudies.map(study => `- ${link(writing, study.path, study.name)}`),
    ),
  ]);
};

/** A case study, in the form that the extension's own snippet gives. */
export const caseStudyText = (study: PlannedCaseStudy, writing: Writing): string => {
  const { random } = writing;
  const foreign = random.next() < 0.45;
  const incident = random.next() < 0.5;
  const references = Array.from(
    { length: random.integer(1, 4) },
    (_, index) =>
      `${index + 1}. [${sentence(random, false).slice(0, -1)}](https://example.org/reports/${study.id.toLowerCase()}/${index})`,
  );
  const steps = study.steps.flatMap((technique, index) => [
    `### Step ${index + 1}: ${technique.name}`,
    `**Technique:** ${entryLink(writing, technique)}`,
    paragraph(random, random.integer(110, 420), foreign && index % 2 === 0),
    // Now and then prose names another step's technique, or cites a reference.
    ...(random.next() < 0.1 ? [`Compare ${random.pick(study.steps).id}. ${sentence(random, false)}`] : []),
    ...(random.next() < 0.1 ? [`- ${sentence(random, foreign)} [1]`] : []),
  ]);
  return page([
    frontMatter(study, fullName(study), ['type: case-study']),
    `# ${fullName(study)}`,
    paragraph(random, 420, foreign),
    '## Metadata',
    list([
      `- **ID:** ${study.id}`,
      `- **Incident Date:** ${date(random, 2016, 2025)}`,
      `- **Type:** ${incident ? 'incident' : 'exercise'}`,
      `- **Target:** ${organisation(random)}`,
      `- **Actor:** ${organisation(random)} Researchers`,
      ...(incident && random.next() < 0.3 ? [`- **Reporter:** ${organisation(random)}`] : []),
    ]),
    '## Procedure',
    ...steps,
    '## References',
    list(references),
  ]);
};

/** A mitigation, with its hand-written list of techniques. */
export const mitigationText = (mitigation: PlannedMitigation, writing: Writing): string => {
  const { random } = writing;
  return page([
    frontMatter(mitigation, fullName(mitigation), [`sidebar_label: "${mitigation.name}"`, 'type: mitigation']),
    `# ${fullName(mitigation)}`,
    paragraph(random, 1800, random.next() < 0.6),
    '## Metadata',
    list([`- **Mitigation ID:** ${mitigation.id}`, ...dates(random)]),
    ...countedSection(
      'Techniques',
      mitigation.techniques.map(({ technique, note }) => `- ${entryLink(writing, technique)} — ${note}`),
    ),
  ]);
};

/** A tactic, with its derived list of techniques. */
export const tacticText = (tactic: PlannedTactic, writing: Writing): string => {
  const { random } = writing;
  return page([
    frontMatter(tactic, fullName(tactic), [`sidebar_label: "${tactic.name}"`]),
    `# ${fullName(tactic)}`,
    paragraph(random, 500, true),
    '## Metadata',
    list([`- **Tactic ID:** ${tactic.id}`, ...dates(random)]),
    ...countedSection(
      'Techniques',
      tactic.techniques.map(
        technique => `- ${link(writing, technique.path, technique.id)} — ${technique.name} (${technique.maturity})`,
      ),
      'These pages name this tactic:',
    ),
  ]);
};

/** A note: a table, code that only looks like a link, links with headings, and one broken link. */
export const noteText = (note: PlannedNote, writing: Writing): string => {
  const { random } = writing;
  const foreign = random.next() < 0.6;
  const [first, ...others] = note.mentions;
  return page([
    frontMatter(note, note.name, []),
    `# ${note.name}`,
    paragraph(random, 700, foreign),
    ...(first
      ? [`Start with ${link(writing, first.path, fullName(first), 'Metadata')}. ${sentence(random, foreign)}`]
      : []),
    '## Reading list',
    list([
      '| Page | Why |',
      '| --- | --- |',
      ...others.map(entry => `| ${cellLink(writing, entry.path, fullName(entry))} | ${sentence(random, false)} |`),
    ]),
    '## Scratch',
    ['```text', 'if [[ -f "$report" ]]; then sort "$report"; fi', '```'].join('\n'),
    paragraph(random, 900, false),
    `Still to do: ${link(writing, note.brokenTarget, 'a page that is missing')}.`,
  ]);
};
