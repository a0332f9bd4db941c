import type { Step } from '../../atlas/steps.ts';
import { atlasPage } from '../../atlas/atlasPage.ts';
import { isCaseStudy, pageIdentity } from '../../atlas/pageIdentity.ts';
import type { Casebook } from '../../atlas/casebook.ts';
import { parentId } from '../../atlas/ids.ts';
import { linkedPage, meantPage } from '../../atlas/linkedPage.ts';
import { readIdLabel } from '../../atlas/linkLabel.ts';
import { nameOf, techniqueOf } from '../../atlas/catalogue.ts';
import { plainText } from '../../atlas/names.ts';
import type { Named } from '../../atlas/named.ts';
import { namedById } from '../../atlas/named.ts';
import { stepTactics } from '../../atlas/tactics.ts';
import { maturityOf } from '../../atlas/techniqueFacts.ts';
import type { Field, Link, Page, PageId } from '../../core/page.ts';
import { sectionSpan } from '../../core/page.ts';
import type { Span } from '../../core/text.ts';

/** A case study as a picture shows it: what it is, and its steps in the lanes of their tactics. */
export interface AttackFlow {
  readonly id: string | undefined;
  readonly name: string;
  /** The fields under Metadata but for the ID, as they stand there. */
  readonly facts: readonly Fact[];
  /** The tactics that its steps serve, in the matrix's order; steps of none are in a last lane without ID and page. */
  readonly lanes: readonly FlowLane[];
  readonly steps: readonly FlowStep[];
}

export interface Fact {
  readonly key: string;
  readonly value: string;
}

export interface FlowLane {
  readonly id: string | undefined;
  readonly name: string;
  readonly path: PageId | undefined;
}

export interface FlowStep {
  readonly number: number;
  /** As its heading says; empty where that is only `Step 3`. */
  readonly name: string;
  /** The whole step, from its heading to the next. */
  readonly span: Span;
  /** Index of its lane. */
  readonly lane: number;
  /** Names of the technique's other tactics, where the step does not state which it serves. */
  readonly otherTactics: readonly string[];
  readonly techniques: readonly FlowTechnique[];
  /** Indexes of the steps that follow: what `**Leads to:** Step 4, Step 5` says, else the next. */
  readonly next: readonly number[];
}

export interface FlowTechnique {
  readonly id: string | undefined;
  readonly name: string;
  /** The name of a sub-technique's parent, without which its own may say little. */
  readonly parent: string | undefined;
  readonly maturity: string | undefined;
  /** Undefined where the link leads to no technique's page. */
  readonly path: PageId | undefined;
}

/**
 * The picture of a case study, or of a page of `type: case-study`, as far as it is written; undefined for other pages.
 *
 * @param text the page's text, for values that a `Page` keeps cut.
 */
export const attackFlow = (book: Casebook, page: Page, text: string): AttackFlow | undefined => {
  if (!isCaseStudy(page)) return undefined;
  const { id, name, steps, metadata } = atlasPage(page);
  const served = tacticsServed(book, page, steps);
  const tactics = served.map(([tactic]) => tactic);
  const lanes = lanesOf(book, tactics);
  const laneOf = (tactic: Named | undefined): number => lanes.findIndex(lane => isLaneOf(lane, tactic));
  return {
    id,
    name,
    facts: metadata.filter(isFact).map(field => ({ key: plainText(field.key), value: valueOf(text, field) })),
    lanes,
    steps: steps.map((step, i) => ({
      number: step.number,
      name: plainText(step.name),
      span: sectionSpan(page, step.headingIndex),
      lane: laneOf(tactics[i]),
      otherTactics: (served[i]?.slice(1) ?? []).map(({ name: other }) => other),
      techniques: step.techniques.flatMap(({ link }) => (link === undefined ? [] : techniqueOfLink(book, page, link))),
      next: nextOf(page, text, steps, i),
    })),
  };
};

const isFact = (field: Field): boolean => field.bullet && field.key.toLowerCase() !== 'id';

const valueOf = (text: string, field: Field): string => plainText(text.slice(field.valueStart, field.valueEnd));

/**
 * For each step the tactics that it may serve, the one first that it is drawn under: what it states; else of its technique's
 * tactics the first that is not before the last step's in the matrix, since attacks mostly go on and not back.
 */
const tacticsServed = (book: Casebook, page: Page, steps: readonly Step[]): readonly (readonly Named[])[] => {
  let last = 0;
  return steps.map(step => {
    const all = stepTactics(book, page, step);
    const chosen = all.find(tactic => placeOfTactic(book, tactic.id) >= last) ?? all[0];
    if (chosen === undefined) return [];
    last = placeOfTactic(book, chosen.id);
    return [chosen, ...all.filter(tactic => tactic !== chosen)];
  });
};

/** A tactic's place in the matrix, by its ID; behind all others where it has none. */
export const placeOfTactic = ({ catalogue }: Casebook, id: string | undefined): number => {
  const index = catalogue.tacticOrder.indexOf(id ?? '');
  return index < 0 ? catalogue.tacticOrder.length : index;
};

const NO_TACTIC: FlowLane = { id: undefined, name: 'No tactic', path: undefined };

const lanesOf = (book: Casebook, tactics: readonly (Named | undefined)[]): readonly FlowLane[] => {
  const lanes: FlowLane[] = [];
  for (const tactic of tactics) {
    if (tactic === undefined || lanes.some(lane => isLaneOf(lane, tactic))) continue;
    lanes.push({ id: tactic.id, name: tactic.name, path: tactic.page?.id });
  }
  const ordered = lanes.toSorted((a, b) => placeOfTactic(book, a.id) - placeOfTactic(book, b.id));
  return tactics.includes(undefined) ? [...ordered, NO_TACTIC] : ordered;
};

const isLaneOf = (lane: FlowLane, tactic: Named | undefined): boolean =>
  tactic === undefined
    ? lane === NO_TACTIC
    : lane !== NO_TACTIC && lane.id === tactic.id && lane.path === tactic.page?.id;

/** What a Technique line links: the page, or what the label says of one that is not there. */
const techniqueOfLink = (book: Casebook, page: Page, link: Link): FlowTechnique => {
  const target = linkedPage(book, page, link);
  if (target !== undefined && meantPage(book, page, link) === target && pageIdentity(target).kind === 'technique') {
    const { id, name } = pageIdentity(target);
    return { id, name, parent: parentName(book, id), maturity: maturityOf(book, target), path: target.id };
  }
  const label = link.label === undefined ? undefined : readIdLabel(link.label);
  const id = label?.id;
  const name = label?.name ?? (id === undefined ? undefined : nameOf(book.catalogue, id));
  const maturity = id === undefined ? undefined : techniqueOf(book.catalogue, id)?.maturity;
  const shown = plainText(name ?? link.label ?? link.target);
  return { id, name: shown, parent: parentName(book, id), maturity, path: undefined };
};

const parentName = (book: Casebook, id: string | undefined): string | undefined => {
  const parent = id === undefined ? undefined : parentId(id);
  return parent === undefined ? undefined : namedById(book, parent)?.name;
};

/** What follows a step. A line `**Leads to:**` without any number ends the flow there. */
const nextOf = (page: Page, text: string, steps: readonly Step[], index: number): readonly number[] => {
  const step = steps[index];
  const field = page.fields.find(
    ({ heading, key }) => heading === step?.headingIndex && key.trim().toLowerCase() === 'leads to',
  );
  if (field === undefined) return index + 1 < steps.length ? [index + 1] : [];
  const numbers = text.slice(field.valueStart, field.valueEnd).match(/\d{1,4}/g) ?? [];
  const next = numbers.map(number => steps.findIndex(other => other.number === Number(number)));
  return [...new Set(next)].filter(other => other >= 0 && other !== index);
};
