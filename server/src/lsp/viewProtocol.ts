import type { WorkspaceEdit } from 'vscode-languageserver-protocol';

/**
 * What the views of a client ask the server: pictures and lists of a vault. All positions are 0-based lines; URIs are strings as
 * in LSP. A view asks anew when its page is edited, and when the server says that something changed.
 */

/** Notification to the client: a vault's pages or problems changed. Sent at most every 200 milliseconds. */
export const VAULT_CHANGED = 'atlasCasebook/vaultChanged';

export interface VaultChangedParams {
  /** URIs of the folders of the vaults that changed. */
  readonly roots: readonly string[];
}

/** A page that a view is about. */
export interface PageParams {
  readonly uri: string;
}

/** A vault that a view is about, by any URI in it; without one, the only vault or the first. */
export interface VaultParams {
  readonly uri?: string;
}

/** Request: the picture of a case study. Result: `CaseStudyView`, or null where the page is none. */
export const CASE_STUDY = 'atlasCasebook/caseStudy';

export interface CaseStudyView {
  readonly uri: string;
  /** The version of the document that this was read from; null for a page that is not open. */
  readonly version: number | null;
  readonly id?: string;
  readonly name: string;
  /** The fields under Metadata but for the ID, as they stand there. */
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  /** The tactics that its steps serve, in the matrix's order; that of steps without one comes last and has no ID. */
  readonly lanes: readonly { readonly id?: string; readonly name: string; readonly uri?: string }[];
  readonly steps: readonly StepView[];
}

export interface StepView {
  readonly number: number;
  /** As its heading says; empty where that is only `Step 3`. */
  readonly name: string;
  readonly startLine: number;
  /** The line behind its last. */
  readonly endLine: number;
  /** Index of its lane. */
  readonly lane: number;
  /** Names of the technique's other tactics, where the step does not state which it serves. */
  readonly otherTactics: readonly string[];
  readonly techniques: readonly StepTechnique[];
  /** Indexes of the steps that follow. */
  readonly next: readonly number[];
  readonly problems: readonly ViewProblem[];
}

export interface StepTechnique {
  readonly id?: string;
  readonly name: string;
  /** The name of a sub-technique's parent. */
  readonly parent?: string;
  readonly maturity?: string;
  /** Left out where the vault has no page for it. */
  readonly uri?: string;
}

export interface ViewProblem {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly line: number;
}

/**
 * Request: the matrix of a vault. Params: `MatrixParams`. Result: `MatrixView`; null where there is no vault. For a client that knows
 * one of the last matrices `unchanged` where it is still that, which is so after most changes of a vault, and a `MatrixChange` where
 * that says it all.
 */
export const MATRIX = 'atlasCasebook/matrix';

export interface MatrixParams extends VaultParams {
  /** The version of the matrix that the client has. */
  readonly known?: string;
}

export type MatrixAnswer = MatrixView | MatrixChange | 'unchanged';

/** What case studies use now, where nothing else is another than in the matrix that the client knows. */
export interface MatrixChange {
  readonly version: string;
  /** The version that it changes. */
  readonly since: string;
  readonly caseStudies: number;
  /** How many case studies use a technique now, by the IDs of those that other numbers used before. */
  readonly uses: Readonly<Record<string, number>>;
}

export interface MatrixView {
  readonly version: string;
  /** URI of the vault's folder. */
  readonly root: string;
  /** The ATLAS release that techniques without a page are known from. */
  readonly catalogue: string;
  readonly caseStudies: number;
  /** In the order of the ATLAS matrix; techniques without a tactic are in a last one without ID. */
  readonly tactics: readonly MatrixTacticView[];
}

export interface MatrixTacticView {
  readonly id?: string;
  readonly name: string;
  readonly uri?: string;
  readonly techniques: readonly MatrixTechniqueView[];
}

export interface MatrixTechniqueView {
  readonly id: string;
  readonly name: string;
  /** Left out where the vault has no page for it. */
  readonly uri?: string;
  readonly maturity?: string;
  /** How many case studies use it. */
  readonly uses: number;
  readonly children: readonly MatrixTechniqueView[];
}

/** The matrix that a change makes of the one that it changes; what does not change is shared. */
export const changedMatrix = (view: MatrixView, { version, caseStudies, uses }: MatrixChange): MatrixView => ({
  ...view,
  version,
  caseStudies,
  tactics: view.tactics.map(tactic => {
    const techniques = recounted(tactic.techniques, uses);
    return techniques === tactic.techniques ? tactic : { ...tactic, techniques };
  }),
});

const recounted = (
  techniques: readonly MatrixTechniqueView[],
  counts: MatrixChange['uses'],
): readonly MatrixTechniqueView[] => {
  const all = techniques.map(technique => {
    const children = recounted(technique.children, counts);
    const uses = counts[technique.id] ?? technique.uses;
    return uses === technique.uses && children === technique.children ? technique : { ...technique, uses, children };
  });
  return all.some((technique, i) => technique !== techniques[i]) ? all : techniques;
};

/** Request: the case studies of a vault, by ID. Result: `CaseStudyItem[]`. */
export const CASE_STUDIES = 'atlasCasebook/caseStudies';

/** Request: the case studies that use a technique. Params: `UsersParams`. Result: `CaseStudyItem[]`. */
export const STUDIES_USING = 'atlasCasebook/studiesUsing';

export interface UsersParams extends VaultParams {
  /** The technique's ID. */
  readonly id: string;
}

export interface CaseStudyItem {
  readonly uri: string;
  readonly id?: string;
  readonly name: string;
}

/** Request: a case study's way through the matrix. Params: `PageParams`. Result: `MatrixPathView`, or null. */
export const MATRIX_PATH = 'atlasCasebook/matrixPath';

export interface MatrixPathView extends CaseStudyItem {
  /** The cells that it visits in turn; one that it visits twice is there twice. */
  readonly steps: readonly PathStepView[];
}

export interface PathStepView {
  /** ID of the technique, and of the tactic that the step serves where that is known. */
  readonly technique: string;
  readonly tactic?: string;
  /** The step's number. */
  readonly step: number;
}

/** Request: who refers to a page. Params: `PageParams`. Result: `UsedByView`, or null where it is no page of a vault. */
export const USED_BY = 'atlasCasebook/usedBy';

export interface UsedByView {
  readonly uri: string;
  readonly label: string;
  /** Kinds without any page are left out. */
  readonly kinds: readonly { readonly kind: PageKindName; readonly pages: readonly UserView[] }[];
}

export type PageKindName = 'tactic' | 'technique' | 'mitigation' | 'caseStudy' | 'note';

export interface UserView {
  readonly uri: string;
  readonly label: string;
  readonly places: readonly PlaceView[];
}

export interface PlaceView {
  readonly line: number;
  readonly character: number;
  /** The heading that it stands under; empty before the first. */
  readonly under: string;
}

/** Request: the edit that creates the page of an ID that the vault has none for. Params: `UsersParams`. Result: `ViewEdit`. */
export const CREATE_PAGE = 'atlasCasebook/createPage';

/** Request: the edit of all that is certain about the problems of one code. Params: `FixRuleParams`. Result: `ViewEdit`. */
export const FIX_RULE = 'atlasCasebook/fixRule';

export interface FixRuleParams {
  /** URI of a page of the vault. */
  readonly uri: string;
  readonly code: string;
}

/** What is to be done, or a sentence that says why nothing is. */
export type ViewEdit =
  | {
      readonly edit: WorkspaceEdit;
      /** The page to show afterwards. */
      readonly open?: string;
    }
  | { readonly reason: string };

/** Request: pages that nobody links, and pages that links ask for in vain. Params: `VaultParams`. Result: `LoosePagesView`. */
export const LOOSE_PAGES = 'atlasCasebook/loosePages';

export interface LoosePagesView {
  readonly orphans: readonly { readonly uri: string; readonly label: string; readonly kind: PageKindName }[];
  readonly wanted: readonly WantedPageView[];
}

export interface WantedPageView {
  /** As it is written in the links. */
  readonly target: string;
  readonly id?: string;
  readonly links: readonly { readonly uri: string; readonly line: number; readonly character: number }[];
}
