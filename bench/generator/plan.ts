import { randomFrom } from './random.ts';
import { caseStudyName, mitigationName, noteName, techniqueName } from './words.ts';

/** A page to be: where it is and what it is called. `path` is from the vault's root, without `.md`. */
export interface PlannedPage {
  readonly path: string;
  readonly name: string;
}

/** A page with an ATLAS ID. */
export interface PlannedEntry extends PlannedPage {
  readonly id: string;
}

export interface PlannedTechnique extends PlannedEntry {
  readonly maturity: string;
  readonly parent: PlannedEntry | undefined;
  readonly tactics: readonly PlannedEntry[];
  readonly mitigations: readonly { readonly mitigation: PlannedEntry; readonly note: string }[];
  readonly caseStudies: readonly PlannedEntry[];
}

export interface PlannedCaseStudy extends PlannedEntry {
  readonly steps: readonly PlannedEntry[];
}

export interface PlannedMitigation extends PlannedEntry {
  readonly techniques: readonly { readonly technique: PlannedEntry; readonly note: string }[];
}

export interface PlannedTactic extends PlannedEntry {
  readonly techniques: readonly PlannedTechnique[];
}

/** A note has one broken link, so that a vault's problems are known and grow with it. */
export interface PlannedNote extends PlannedPage {
  readonly brokenTarget: string;
  readonly mentions: readonly PlannedEntry[];
}

/** Every page of a vault and every link between them, before any text is written. */
export interface VaultPlan {
  readonly tactics: readonly PlannedTactic[];
  readonly techniques: readonly PlannedTechnique[];
  readonly mitigations: readonly PlannedMitigation[];
  readonly caseStudies: readonly PlannedCaseStudy[];
  readonly notes: readonly PlannedNote[];
}

/** One technique and three of its sub-techniques share a number. */
const familySize = 4;

/** Every so many case studies use technique 0, which gives it over 2,000 references among 50,000 pages. */
const hottestEvery = 15;

/** ATLAS tactics: identifiers and names. */
const tacticNames: readonly (readonly [string, string])[] = [
  ['AML.TA0000', 'AI Model Access'],
  ['AML.TA0001', 'AI Attack Staging'],
  ['AML.TA0002', 'Reconnaissance'],
  ['AML.TA0003', 'Resource Development'],
  ['AML.TA0004', 'Initial Access'],
  ['AML.TA0005', 'Execution'],
  ['AML.TA0006', 'Persistence'],
  ['AML.TA0007', 'Defense Evasion'],
  ['AML.TA0008', 'Discovery'],
  ['AML.TA0009', 'Collection'],
  ['AML.TA0010', 'Exfiltration'],
  ['AML.TA0011', 'Impact'],
  ['AML.TA0012', 'Privilege Escalation'],
  ['AML.TA0013', 'Credential Access'],
  ['AML.TA0014', 'Command and Control'],
  ['AML.TA0015', 'Lateral Movement'],
];

/** An ID has four digits, too few for 32,500 case studies under one prefix, so four teams number their own. */
const caseStudyPrefixes = ['AML', 'LAB1', 'LAB2', 'LAB3'] as const;

const maturities = ['feasible', 'demonstrated', 'realized'] as const;

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** The item at `index`; the plan never asks for one that is not there. */
const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index];
  if (item === undefined) throw new Error(`The plan has no item ${index}`);
  return item;
};

const byId = (a: PlannedEntry, b: PlannedEntry): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The values of `pairs` gathered under their keys. */
const group = <K, V>(pairs: Iterable<readonly [K, V]>): ReadonlyMap<K, readonly V[]> => {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const values = groups.get(key);
    if (values) values.push(value);
    else groups.set(key, [value]);
  }
  return groups;
};

type BareTechnique = Omit<PlannedTechnique, 'mitigations' | 'caseStudies'>;

const planTechniques = (count: number, tactics: readonly PlannedEntry[]): readonly BareTechnique[] => {
  const techniques: BareTechnique[] = [];
  for (const index of range(count)) {
    const family = Math.floor(index / familySize);
    const place = index % familySize;
    const random = randomFrom(1, family);
    const main = random.integer(0, tactics.length - 1);
    const second = (main + random.integer(1, tactics.length - 1)) % tactics.length;
    const stated = random.next() < 0.25 ? [main, second].toSorted((a, b) => a - b) : [main];
    const parent = place === 0 ? undefined : at(techniques, family * familySize);
    const name = techniqueName(index);
    const number = `AML.T${1000 + family}`;
    techniques.push({
      id: parent ? `${number}.${String(place - 1).padStart(3, '0')}` : number,
      name,
      path: parent ? `${parent.path}/${slug(name)}` : `techniques/${slug(at(tactics, main).name)}/${slug(name)}`,
      maturity: random.pick(maturities),
      parent,
      tactics: stated.map(tactic => at(tactics, tactic)),
    });
  }
  return techniques;
};

const planCaseStudy = (index: number, techniques: readonly PlannedEntry[]): PlannedCaseStudy => {
  const random = randomFrom(2, index);
  // 3 to 16 steps, far more often few than many.
  const steps = range(3 + Math.floor(14 * random.next() ** 3.6)).map(() =>
    at(techniques, Math.floor(techniques.length * random.next() ** 1.25)),
  );
  const usesHottest = index % hottestEvery === 3;
  const name = caseStudyName(index);
  const prefix = at(caseStudyPrefixes, index % caseStudyPrefixes.length);
  return {
    id: `${prefix}.CS${1000 + Math.floor(index / caseStudyPrefixes.length)}`,
    name,
    path: `case-studies/${slug(name)}`,
    steps: usesHottest ? [at(techniques, 0), ...steps.slice(1)] : steps,
  };
};

const planMitigation = (index: number, techniques: readonly PlannedEntry[]): PlannedMitigation => {
  const random = randomFrom(3, index);
  const covered = new Set(range(random.integer(2, 6)).map(() => random.integer(0, techniques.length - 1)));
  const name = mitigationName(index);
  return {
    id: `AML.M${1000 + index}`,
    name,
    path: `mitigations/${slug(name)}`,
    techniques: [...covered]
      .toSorted((a, b) => a - b)
      .map(technique => ({
        technique: at(techniques, technique),
        note: `Covers part ${random.integer(1, 9)} of the chain.`,
      })),
  };
};

/** The three ways in which links of a wiki break: never written, mistyped, moved to another folder. */
const brokenTarget = (index: number, techniques: readonly PlannedEntry[]): string => {
  const { path } = at(techniques, (index * 7) % techniques.length);
  if (index % 3 === 0) return `drafts/unwritten-page-${index + 1}`;
  if (index % 3 === 1) return `${path.slice(0, -3)}${path.slice(-2)}`;
  return `techniques/moved-away/${path.slice(path.lastIndexOf('/') + 1)}`;
};

/**
 * Plans a vault of exactly `pages` pages: 65% case studies, 30% techniques, the rest tactics, mitigations and notes. The plan
 * depends on nothing but the number. Throws where a vault is too small to have each kind or too large for four-digit IDs.
 */
export const planVault = (pages: number): VaultPlan => {
  if (!Number.isInteger(pages) || pages < 60 || pages > 50_000) {
    throw new Error(`A vault can have 60 to 50,000 pages, not ${pages}`);
  }
  const caseStudyCount = Math.round(pages * 0.65);
  const techniqueCount = Math.round(pages * 0.3);
  const otherCount = pages - caseStudyCount - techniqueCount;
  const tacticCount = Math.min(tacticNames.length, Math.max(1, Math.floor(otherCount * 0.6)));
  const mitigationCount = Math.max(1, Math.floor((otherCount - tacticCount) * 0.48));

  const tactics = tacticNames.slice(0, tacticCount).map(([id, name]) => ({ id, name, path: `tactics/${slug(name)}` }));
  const bare = planTechniques(techniqueCount, tactics);
  const caseStudies = range(caseStudyCount).map(index => planCaseStudy(index, bare));
  const mitigations = range(mitigationCount).map(index => planMitigation(index, bare));

  const usedBy = group(caseStudies.flatMap(study => [...new Set(study.steps)].map(step => [step.id, study] as const)));
  const coveredBy = group(
    mitigations.flatMap(mitigation =>
      mitigation.techniques.map(({ technique, note }) => [technique.id, { mitigation, note }] as const),
    ),
  );
  const techniques = bare.map(technique => ({
    ...technique,
    caseStudies: (usedBy.get(technique.id) ?? []).toSorted(byId),
    mitigations: coveredBy.get(technique.id) ?? [],
  }));
  const ofTactic = group(
    techniques.flatMap(technique => technique.tactics.map(tactic => [tactic.id, technique] as const)),
  );

  const notes = range(otherCount - tacticCount - mitigationCount).map(index => {
    const random = randomFrom(4, index);
    const name = noteName(index);
    return {
      name,
      path: `notes/${slug(name)}`,
      brokenTarget: brokenTarget(index, techniques),
      mentions: range(random.integer(4, 8)).map(() =>
        random.pick<PlannedEntry>(random.next() < 0.5 ? techniques : caseStudies),
      ),
    };
  });
  return {
    tactics: tactics.map(tactic => ({ ...tactic, techniques: ofTactic.get(tactic.id) ?? [] })),
    techniques,
    mitigations,
    caseStudies,
    notes,
  };
};
