/** What `inspect()` of VS Code's configuration says of one setting. */
export interface Inspection {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/**
 * The value of a setting as far as the user wrote it; undefined where only the default holds. The narrowest place wins;
 * objects are merged key by key, as VS Code itself does it.
 */
export function explicitValue(inspection: Inspection | undefined): unknown {
  const values = [inspection?.globalValue, inspection?.workspaceValue, inspection?.workspaceFolderValue];
  const written = values.filter(value => value !== undefined);
  return written.length > 0 && written.every(isObject) ? Object.assign({}, ...written) : written.at(-1);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
