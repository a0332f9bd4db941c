// Saving through the dialog that VS Code shows where it has none of the system's, and what was saved.
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

/** Runs in a webview of ours: what a saved picture is when it is read as XML and drawn alone, in pixels, and what is in it. */
export async function readPicture(
  source: string,
): Promise<{ width: number; height: number; cards: number; texts: string[] }> {
  const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
  const fault = parsed.querySelector('parsererror');
  if (fault !== null) throw new Error(fault.textContent ?? 'not well-formed');
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  await image.decode();
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    cards: parsed.querySelectorAll('g > rect[rx="4"]').length,
    texts: [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent ?? ''),
  };
}
