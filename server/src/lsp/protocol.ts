import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { PageKindName } from './viewProtocol.ts';

export * from './viewProtocol.ts';

/**
 * What client and server say to each other beyond the Language Server Protocol. The client imports nothing else of the
 * server. All URIs are strings as in LSP; lines and characters count from 0, in UTF-16 code units.
 */

/** What a client may hand over in `initialize`; all of it is optional. */
export interface InitializationOptions {
  /** Settings that the user set, in the form of `workspace/didChangeConfiguration`; saves a second indexing. */
  readonly settings?: EditorSettings;
  /** Milliseconds from an edit to pushed problems (clients that cannot pull). Default 150. */
  readonly diagnosticsDelay?: number;
  /** Milliseconds in which file events are gathered. Default 50. */
  readonly watchDelay?: number;
  /** False where the editor lists a page's headings itself (VS Code). Default true. */
  readonly documentSymbols?: boolean;
  /** Whether the client has the command `SHOW_REFERENCES`; without it code lenses only say something. Default false. */
  readonly showReferencesCommand?: boolean;
  /** False where the editor itself rewrites markdown links when files move; wiki-links are always ours. Default true. */
  readonly markdownLinks?: boolean;
  /**
   * True where the editor asks about each change that needs confirmation on its own, and does none that is not ticked (VS Code): then of
   * an edit that is shown first only one operation needs it, which does nothing, and the rest is ticked. Default false.
   */
  readonly confirmsOnce?: boolean;
  /** Addresses of what explains problems, by their codes. Default: the sections of the project's own page. */
  readonly problemLinks?: Readonly<Record<string, string>>;
}

/** Command of the client that shows places of a vault: `(uri: string, position: Position, locations: Location[])`, as in LSP. */
export const SHOW_REFERENCES = 'atlasCasebook.showReferences';

/**
 * The `settings` of `workspace/didChangeConfiguration`: only what the user set explicitly (`inspect()`), never defaults.
 * Keys of `atlasCasebook` may be dotted (`links.style`) or nested.
 */
export interface EditorSettings {
  readonly atlasCasebook?: Readonly<Record<string, unknown>>;
  /** VS Code's own `files.exclude`: glob → whether it is on. */
  readonly files?: { readonly exclude?: Readonly<Record<string, unknown>> };
  /** What holds in one workspace folder only, by the folder's URI; wins over the rest. */
  readonly folders?: Readonly<Record<string, EditorSettings>>;
}

/** Notification to the client: all vaults, whenever something of it changed. */
export const STATUS = 'atlasCasebook/status';

export interface StatusParams {
  readonly vaults: readonly VaultStatus[];
}

export interface VaultStatus {
  /** URI of the vault's folder, without a trailing slash. */
  readonly root: string;
  readonly state: 'indexing' | 'ready' | 'asleep';
  /** Why it is asleep, as a sentence for the user. */
  readonly reason?: string;
  readonly pages?: Readonly<Record<'tactic' | 'technique' | 'mitigation' | 'caseStudy' | 'note', number>>;
  /** Problems found so far: in the vault, or in open pages where `problems.scope` says so. */
  readonly problems?: Readonly<Record<'error' | 'warning' | 'information' | 'hint', number>>;
}

/** Request to the server: the status now (for a client that starts to listen late). Result: `StatusParams`. */
export const GET_STATUS = 'atlasCasebook/getStatus';

/** Request to the server: what the wiki-links of a page lead to. Result: `PreviewLinks`, or null outside of a vault. */
export const PREVIEW_LINKS = 'atlasCasebook/previewLinks';

export interface PreviewLinksParams {
  /** URI of the page. */
  readonly uri: string;
}

export interface PreviewLinks {
  readonly links: readonly PreviewLink[];
}

export type AtlasKindName = Exclude<PageKindName, 'note'>;

/** One kind of wiki-link in a page; a link that stands there twice is given once. */
export interface PreviewLink {
  /** The link's source from behind `[[` to the bar or the closing brackets, trimmed: `target#fragment`. */
  readonly raw: string;
  /** URI of the file that it leads to, without fragment; undefined where it is broken. */
  readonly uri?: string;
  /** The heading's slug as VS Code's preview writes it into `id`; undefined for none. */
  readonly fragment?: string;
  /** The text to show where the link has no label: `AML.T0021: Establish Accounts`, or the page's name. */
  readonly title: string;
  /** The kind of ATLAS page that it leads to; undefined for notes and other files. */
  readonly kind?: AtlasKindName;
  /** Why it is broken, for a tooltip. */
  readonly problem?: string;
  /** What the link shows where it stands as an embed; undefined where the page has no such embed, or nothing to show in it. */
  readonly embed?: PreviewEmbed;
}

/** A page, a section or a block, to be shown in the page that embeds it. */
export interface PreviewEmbed {
  /** The name of the page, and of the heading in it. */
  readonly title: string;
  /** Markdown of at most 20,000 characters, without embeds; its relative links lead from the folder of the page that embeds it. */
  readonly text: string;
  /** Whether the part is longer than that. */
  readonly cut: boolean;
  /** The kinds of the ATLAS pages that its links lead to, by the links' destinations as they stand in `text`. */
  readonly kinds: Readonly<Record<string, AtlasKindName>>;
}

/** Request to the server: the edit of a page that a command makes. Result: `RefactorResult`. */
export const REFACTOR = 'atlasCasebook/refactor';

/** The commands that change what stands in a page, by the end of their names. */
export type Refactoring =
  | 'renumberSteps'
  | 'moveStepUp'
  | 'moveStepDown'
  | 'updateDerivedLists'
  | 'updateDerivedListsInVault'
  | 'organiseCaseStudy';

export interface RefactorParams {
  /** URI of the page in front. */
  readonly uri: string;
  /** The cursor, or the selection. */
  readonly range: Range;
  readonly name: Refactoring;
}

/** Either there is something to do, or a sentence says why not. */
export type RefactorResult =
  | {
      readonly edit: WorkspaceEdit;
      /** Where the cursor belongs afterwards, in the page in front. */
      readonly selection?: Range;
    }
  | { readonly reason: string };

/**
 * Request to the client, in virtual workspaces: every file below a folder. Folders whose name starts with a dot and
 * `node_modules` are not entered; `.obsidian` is listed as `path/.obsidian/`. Where the URI is that of a file, the result
 * is one empty path; where nothing is, none. Result: `ListFilesResult`.
 */
export const LIST_FILES = 'atlasCasebook/listFiles';

export interface ListFilesParams {
  /** URI of the folder. */
  readonly uri: string;
}

export interface ListFilesResult {
  /** Paths from the folder, joined by `/`. */
  readonly paths: readonly string[];
}

/** Request to the client, in virtual workspaces: a file's text (UTF-8, without BOM). Result: `ReadFileResult`. */
export const READ_FILE = 'atlasCasebook/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

export interface ReadFileResult {
  /** Null where the file cannot be read. */
  readonly text: string | null;
}

/** A sentence for the user in place of an answer. */
export interface Refusal {
  readonly reason: string;
}

/** Request to the server: where a new case study can go. Result: `CaseStudyPlaces`, or a `Refusal`. */
export const CASE_STUDY_PLACES = 'atlasCasebook/caseStudyPlaces';

export interface CaseStudyPlacesParams {
  /** URI of the page in front, or of a folder that was chosen; without it, or outside of every vault, all vaults may be meant. */
  readonly uri?: string;
}

export interface CaseStudyPlaces {
  /** One vault, or those that may be meant. */
  readonly vaults: readonly CaseStudyPlace[];
}

export interface CaseStudyPlace {
  /** URI of the vault's folder. */
  readonly root: string;
  /** Where its case studies are, a path from the root; undefined where it has none. */
  readonly folder?: string;
}

/** Request to the server: whether a field of a case study's draft can be so. Result: `CheckCaseStudyResult`. */
export const CHECK_CASE_STUDY = 'atlasCasebook/checkCaseStudy';

/** What the author says of a new case study. */
export interface CaseStudyDraft {
  /** A path from the vault's root; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly type: 'incident' | 'exercise';
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** Empty where it is still to be said. */
  readonly target: string;
}

export interface CheckCaseStudyParams {
  /** URI of the vault's folder. */
  readonly root: string;
  readonly field: keyof CaseStudyDraft;
  /** What is known so far. A name is checked together with its folder. */
  readonly draft: Partial<CaseStudyDraft>;
}

export interface CheckCaseStudyResult {
  /** What is wrong; undefined where nothing is. */
  readonly reason?: string;
}

/** Request to the server: the page of a new case study. Nothing is written. Result: `NewCaseStudy`, or a `Refusal`. */
export const NEW_CASE_STUDY = 'atlasCasebook/newCaseStudy';

export interface NewCaseStudyParams {
  /** URI of the vault's folder. */
  readonly root: string;
  readonly draft: CaseStudyDraft;
}

export interface NewCaseStudy {
  /** The next free ID. */
  readonly id: string;
  /** URI of the file to create; the vault has none there. */
  readonly uri: string;
  /** Its text, for an editor without snippets; lines end with `\n`. */
  readonly text: string;
  /** The same as a snippet in the syntax of LSP, with a stop for each text that is still to be written. */
  readonly snippet: string;
}

/** Request to the server: techniques by words of their IDs, names and paths, best first. Result: `FindTechniquesResult`. */
export const FIND_TECHNIQUES = 'atlasCasebook/findTechniques';

export interface FindTechniquesParams {
  /** URI of the page that they are for. */
  readonly uri: string;
  readonly query: string;
}

export interface FindTechniquesResult {
  /** Those with a page, then those that only the catalogue has. */
  readonly techniques: readonly PageOffer[];
}

/** A technique or tactic to choose. */
export interface PageOffer extends PageChoice {
  /** `AML.T0021 Establish Accounts` */
  readonly label: string;
  /** Tactic and maturity. */
  readonly description?: string;
}

/** What was chosen: a page, or without a URI what only the catalogue has. */
export interface PageChoice {
  readonly id: string;
  readonly uri?: string;
}

/** Request to the server: the edit that adds a step to a case study. Result: `InsertStepResult`. */
export const INSERT_STEP = 'atlasCasebook/insertStep';

export interface InsertStepParams {
  /** URI of the page in front. */
  readonly uri: string;
  /** The cursor: the step comes behind the one that it is in, else behind the last. */
  readonly range: Range;
  readonly technique: PageChoice;
  /** Which of the tactics that an earlier answer gave. */
  readonly tactic?: PageChoice;
}

/** The edit, or first the tactics of which the step serves one: choose, and ask again. */
export type InsertStepResult = RefactorResult | { readonly tactics: readonly PageOffer[] };

/** Request to the server: the edit that writes a link to a technique. Result: `RefactorResult`. */
export const INSERT_LINK = 'atlasCasebook/insertLink';

export interface InsertLinkParams {
  /** URI of the page in front. */
  readonly uri: string;
  /** The cursor, or what is selected: that becomes the label. */
  readonly range: Range;
  readonly technique: PageChoice;
}

/** Request to the server: links to pages and files, to be pasted anywhere. Result: `CopyLinksResult`, or a `Refusal`. */
export const COPY_LINKS = 'atlasCasebook/copyLinks';

export interface CopyLinksParams {
  /** URIs of what is linked to. */
  readonly uris: readonly string[];
  /** URI of the page in front, where the links are likely to be pasted. */
  readonly from?: string;
}

export interface CopyLinksResult {
  /** As many as there are URIs, or fewer where some are in no vault. */
  readonly links: readonly string[];
}

/** Request to the server: what is pasted or dropped as links. Result: `PasteLinksResult`, or null where it is not to be links. */
export const PASTE_LINKS = 'atlasCasebook/pasteLinks';

export interface PasteLinksParams {
  /** URI of the page. */
  readonly uri: string;
  /** The cursor, or the selection that is replaced. */
  readonly range: Range;
  /** URIs of files; or else `text`, which may be paths, one a line, or an address of ATLAS' site. */
  readonly uris?: readonly string[];
  readonly text?: string;
}

export interface PasteLinksResult {
  readonly text: string;
  /** Whether nothing else can be meant, so that the links are what is inserted unless the user chooses otherwise. */
  readonly certain: boolean;
}

/** Request to the server: the address of a page on ATLAS' site. Result: `AtlasUrlResult`, or a `Refusal`. */
export const ATLAS_URL = 'atlasCasebook/atlasUrl';

export interface AtlasUrlParams {
  /** URI of the page in front. */
  readonly uri: string;
  /** The cursor: the link or ID there wins over the page. */
  readonly position?: Position;
}

export interface AtlasUrlResult {
  readonly url: string;
}

/** Request to the server: what a page is. Result: `PageKindResult`. */
export const PAGE_KIND = 'atlasCasebook/pageKind';

export interface PageKindParams {
  /** URI of the page. */
  readonly uri: string;
}

export interface PageKindResult {
  /** Undefined outside of a vault that is awake. */
  readonly kind?: 'tactic' | 'technique' | 'mitigation' | 'caseStudy' | 'note';
}
