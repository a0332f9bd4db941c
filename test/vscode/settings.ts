// The user settings that windows start with.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Settings by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings that keep windows alike in both runners and free of what has nothing to do with the extension. */
export const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Makes these the user's settings, all of them; `user` is the folder that VS Code calls `User`. */
export function writeSettings(user: string, settings: Settings): void {
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/** What decides whether the window's folder is trusted: always, or restricted mode without a question at start. */
export function trustSettings(restricted: boolean): Settings {
  return restricted
    ? { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'always' }
    : { 'security.workspace.trust.enabled': false };
}
