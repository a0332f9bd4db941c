import type { Range, WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { PageKindName } from './viewProtocol.ts';

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

export * from './viewProtocol.ts';
