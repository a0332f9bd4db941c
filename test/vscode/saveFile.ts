// Saving through the dialog that VS Code shows where it has none of the system's.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { soon } from './patience.ts';
import { eventually } from './window.ts';
import type { Window } from './window.ts';

/** Makes every runner show that dialog. */
export const DIALOG_SETTINGS = { 'files.simpleDialog.enable': true } as const;

/** Presses a button of our webview that saves something, takes the file that is proposed (a path in the vault), and gives what was saved. */
export async function saveWith(window: Window, button: string, proposed: string): Promise<Buffer> {
  const input = window.page.locator('.quick-input-widget:not(.hidden) input[type="text"]').first();
  const target = path.join(window.vault, proposed);
  rmSync(target, { force: true });
  await window.webview().getByRole('button', { name: button }).click();
  // The dialog writes its proposal into the input a little after it has opened, and takes no key before it has read the folder.
  await eventually(async () => assert.equal(await input.inputValue({ timeout: soon }), target));
  await eventually(async () => {
    if (await input.isVisible()) await window.press('Enter');
    await input.waitFor({ state: 'hidden', timeout: soon });
    // It hides for a moment, and comes back as it was, where the key came while it was still busy.
    assert.ok(statSync(target).size > 0);
  });
  return readFileSync(target);
}
