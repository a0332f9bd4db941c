import type { AtlasPage } from './atlasPage.ts';
import type { PageIdentity } from './pageIdentity.ts';
import { formatIdLabel, leadingId } from './ids.ts';
import { comparableName, sameName } from './names.ts';

/** A link's label that starts with an ATLAS ID. */
export interface IdLabelled {
  readonly id: string;
  /** The name behind the ID; undefined where there is none, or prose of the author's own. */
  readonly name: string | undefined;
  /** Whether a colon or dash says that the name is the ID's: `ID: Name`, not `ID Name`. */
  readonly strict: boolean;
  /** The label in the same shape for another ID and name. */
  readonly write: (id: string, name: string) => string;
}

/** Reads `ID`, `ID: Name`, `ID - Name`, `ID Name`; undefined for a label that does not start with an ID. */
export const readIdLabel = (label: string): IdLabelled | undefined => {
  const text = label.trim();
  const id = leadingId(text);
  if (id === undefined) return undefined;
  const [, separator = '', rest = ''] = /^([\s,;:.–—-]*)(.*)$/s.exec(text.slice(id.length)) ?? [];
  const strict = /[:–—]|\s-\s/.test(separator);
  const isName =
    rest !== '' && (strict || /^[\p{Lu}\p{N}]/u.test(rest)) && !rest.split(/\s/).some(word => leadingId(word));
  const write = (otherId: string, otherName: string): string => otherId + separator + (isName ? otherName : rest);
  return { id, name: isName ? rest : undefined, strict, write };
};

/**
 * Whether a label has the page's ID but another name. Case, quotes, emphasis and spaces make no other name; nor does
 * the parent's name before a sub-technique's (`Parent: Sub`), nor one of the page's aliases.
 */
export const namesOtherwise = (label: IdLabelled, target: AtlasPage): boolean => {
  if (!label.strict || label.name === undefined || label.id !== target.id) return false;
  const stated = target.claims.flatMap(claim => claim.name ?? []);
  if (stated.length === 0) return false;
  const given = comparableName(label.name);
  return ![...stated, ...target.aliases].some(name => {
    const known = comparableName(name);
    return known === given || given.endsWith(`: ${known}`) || known.endsWith(`: ${given}`);
  });
};

/** Whether a label gives a page's name, or gives this text for one. */
export const labelSays = (label: IdLabelled, name: string): boolean =>
  label.name !== undefined && sameName(label.name, name);

/** The label of a page in the usual form: `ID: Name`, or the name alone where there is no ID. */
export const pageLabel = ({ id, name }: Pick<PageIdentity, 'id' | 'name'>): string =>
  id === undefined ? name : formatIdLabel(id, name);
