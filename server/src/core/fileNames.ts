import { get } from './layeredMap.ts';
import { fold } from './paths.ts';
import type { Vault } from './vault.ts';
import { nameKey } from './vault.ts';

/** Why a text is no name of a file or folder on every system, or one that a vault passes over, as a sentence; undefined for a name. */
export const fileNameFault = (name: string): string | undefined => {
  if (name === '') return 'A file or folder needs a name.';
  const bad = /[<>:"|?*\\/\p{Cc}]/u.exec(name)?.[0];
  if (bad !== undefined) return `A file's name cannot hold '${bad}' everywhere.`;
  if (name.startsWith('.')) return 'Names that start with a dot are hidden: this would not be inside of the vault.';
  if (/^ |[. ]$/.test(name))
    return 'A name that begins or ends with a blank, or ends with a dot, is none on every system.';
  if (/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) || name.toLowerCase() === 'node_modules')
    return `'${name}' is a name with a meaning of its own.`;
  return name.replace(/[^\x00-\x7f]/g, 'xxx').length > MOST_BYTES
    ? "The name is too long for a file's name."
    : undefined;
};

/** File systems take no more bytes for a name, of which a character outside ASCII takes up to three a code unit. */
const MOST_BYTES = 255;

/** The page or file of a vault that has a path, in whatever case; undefined where the path is free. */
export const takenPath = ({ byName }: Vault, path: string): string | undefined =>
  (get(byName, nameKey(path)) ?? []).find(other => fold(other) === fold(path));
