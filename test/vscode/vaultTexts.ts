// The texts of a vault, to start a case from others than the sample's, and to compare it before and after.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Texts by the paths of their files, with `/`, from the vault's root. */
export type VaultTexts = Readonly<Record<string, string>>;

/** The texts of a folder's files. */
export function textsIn(folder: string): VaultTexts {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(file => path.relative(folder, path.join(file.parentPath, file.name)).replaceAll('\\', '/'));
  return Object.fromEntries(paths.sort().map(file => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/** The same vault with these pages changed, or taken away where the change is `undefined`. Each change must change something. */
export function changed(
  vault: VaultTexts,
  changes: Readonly<Record<string, ((text: string) => string) | undefined>>,
): VaultTexts {
  const texts = new Map(Object.entries(vault));
  for (const [file, change] of Object.entries(changes)) {
    const before = texts.get(file) ?? '';
    const after = change?.(before);
    if (after === before || !(texts.delete(file) || after !== undefined))
      throw new Error(`Nothing changes in ${file}.`);
    if (after !== undefined) texts.set(file, after);
  }
  return Object.fromEntries(texts);
}
