import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
  readonly submenus: readonly { readonly id: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly keybindings: readonly { readonly command: string; readonly when: string }[];
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { commands, submenus, menus, keybindings } = (JSON.parse(read('package.json')) as { contributes: Contributes })
  .contributes;
const names = new Set(commands.map(({ command }) => command));

test('commands have the prefix and the category', () => {
  for (const { command, title, category } of commands) {
    assert.match(command, /^atlasCasebook\.\w+$/);
    assert.equal(category, 'ATLAS', title);
  }
});

test('menus and keys name commands and submenus that there are', () => {
  const ids = new Set(submenus.map(({ id }) => id));
  for (const [menu, items] of Object.entries(menus)) {
    if (menu.startsWith('atlasCasebook.')) assert.ok(ids.has(menu), menu);
    for (const { command, submenu } of items)
      assert.ok(command === undefined ? ids.has(submenu ?? '') : names.has(command), `${menu}: ${command ?? submenu}`);
  }
  for (const { command } of keybindings) assert.ok(names.has(command), command);
});

test('other markdown is left alone: every entry of a menu and every key asks for a vault', () => {
  for (const [menu, items] of Object.entries(menus))
    for (const { command, submenu, when } of items)
      assert.match(
        when ?? '',
        /atlasCasebook\.(?:isVault|isCaseStudy|hasVault)|^view == atlasCasebook\.|^false$/,
        `${menu}: ${command ?? submenu}`,
      );
  for (const { command, when } of keybindings)
    assert.match(when, /editorTextFocus.*atlasCasebook\.isCaseStudy/, command);
});
