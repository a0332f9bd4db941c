/** The kinds of page that have an ID of their own. Sub-techniques are techniques. */
export type AtlasKind = 'tactic' | 'technique' | 'mitigation' | 'caseStudy';

const NUMBER = String.raw`(?:TA\d{4}|T\d{4}(?:\.\d{3})?|M\d{4}|CS\d{4})`;
const ID = String.raw`(?:[A-Z]+\d*\.)+${NUMBER}`;

const WHOLE = new RegExp(`^${ID}$`);

/** Finds a bare ID at `lastIndex` (sticky), not followed by a letter, a digit or further numbers. */
export const MENTION = new RegExp(String.raw`${ID}(?![\w])`, 'y');

/** Whether a text is an ATLAS ID and nothing else: `AML.TA0003`, `AML.T0011.000`, `AML.M0015`, `AML.CS0006`. */
export const isAtlasId = (text: string): boolean => WHOLE.test(text);

/** The kind that an ID's letters say. Undefined for what is not an ID. */
export const kindOfId = (id: string): AtlasKind | undefined => {
  const letters = new RegExp(`^(?:[A-Z]+\\d*\\.)+?(TA|T|M|CS)\\d{4}(?:\\.\\d{3})?$`).exec(id)?.[1];
  return letters === undefined ? undefined : KIND_BY_LETTERS[letters];
};

const KIND_BY_LETTERS: Readonly<Record<string, AtlasKind>> = {
  TA: 'tactic',
  T: 'technique',
  M: 'mitigation',
  CS: 'caseStudy',
};

/** The parent technique's ID of a sub-technique's (`AML.T0011` of `AML.T0011.000`), else undefined. */
export const parentId = (id: string): string | undefined => /^(.*\.T\d{4})\.\d{3}$/.exec(id)?.[1];

/** A title, heading or label that starts with an ID: `ID` or `ID: Name` and nothing else. */
export interface IdLabel {
  readonly id: string;
  /** Trimmed text behind the colon; undefined where there is only the ID. */
  readonly name: string | undefined;
}

const LABEL = new RegExp(String.raw`^\s*(${ID})\s*(?::\s*(.*\S)\s*)?$`, 's');

/** Reads `ID` or `ID: Name`; undefined for any other text. */
export const parseIdLabel = (text: string): IdLabel | undefined => {
  const match = LABEL.exec(text);
  return match?.[1] === undefined ? undefined : { id: match[1], name: match[2] };
};

const LEADING = new RegExp(String.raw`^\s*(${ID})(?![\w])`);

/** The ID that a text starts with (`AML.T0021` of `AML.T0021 Establish Accounts`); undefined for any other text. */
export const leadingId = (text: string): string | undefined => {
  const c = text.charCodeAt(0);
  return (c >= 65 && c <= 90) || c <= 32 ? LEADING.exec(text)?.[1] : undefined;
};

/** The label of an ATLAS page: `AML.T0021: Establish Accounts`; the ID alone where it has no name but that. */
export const formatIdLabel = (id: string, name: string | undefined): string =>
  name === undefined || name === '' || name === id ? id : `${id}: ${name}`;

/** The slug of a name: lower case, every run of other than letters and digits becomes one `-`. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** The ID and kind word of a path on the ATLAS site: `/techniques/AML.T0021`, with or without its host. Undefined for others. */
export const sitePathId = (target: string): string | undefined => {
  // Nearly every other address is refused by its first letters.
  if (target.charCodeAt(0) !== 47 && !target.startsWith('http')) return undefined;
  if (!/[\d/]$/.test(target)) return undefined;
  const match = /^(?:https?:\/\/atlas\.mitre\.org)?\/(?:techniques|tactics|mitigations|studies)\/([^/?#]+)\/?$/.exec(
    target,
  );
  return match?.[1] !== undefined && isAtlasId(match[1]) ? match[1] : undefined;
};
