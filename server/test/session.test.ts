import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atlasExtract } from '../src/atlas/extract.ts';
import { defaultCatalogue } from '../src/atlas/defaultCatalogue.ts';
import { resolveTarget } from '../src/core/resolve.ts';
import type { VaultChange } from '../src/core/vault.ts';
import { pageOf } from '../src/core/vault.ts';
import type { Session } from '../src/session.ts';
import { createSession } from '../src/session.ts';
import { dialect, parse } from './parse.ts';

const page = (id: string, text: string): VaultChange => ({ kind: 'page', page: parse(id, text) });

const sessionOf = (files: Readonly<Record<string, string>>, linkStyle: 'auto' | 'relative' = 'auto'): Session => {
  const session = createSession({ dialect, extract: atlasExtract, catalogue: defaultCatalogue, linkStyle });
  session.disk(Object.entries(files).map(([id, text]) => page(id, text)));
  return session;
};

/** The first heading of a page, which says what text it was read from. */
const heading = (session: Session, id: string): string | undefined =>
  pageOf(session.book().vault, id)?.headings[0]?.text;

test('an open buffer lies over the disk, and the disk does not touch it', () => {
  const session = sessionOf({ 'a.md': '# disk' });
  session.edit('a.md', '# buffer');
  assert.equal(heading(session, 'a.md'), 'buffer');
  assert.equal(session.disk([page('a.md', '# newer disk')]).size, 0);
  assert.equal(heading(session, 'a.md'), 'buffer');
  assert.deepEqual([...session.close('a.md')], ['a.md']);
  assert.equal(heading(session, 'a.md'), 'newer disk');
});

test('a page that is deleted on the disk stays while it is open', () => {
  const session = sessionOf({ 'a.md': '# disk' });
  session.edit('a.md', '# buffer');
  session.disk([{ kind: 'removePage', id: 'a.md' }]);
  assert.equal(heading(session, 'a.md'), 'buffer');
  session.close('a.md');
  assert.equal(heading(session, 'a.md'), undefined);
});

test('a page that was never saved is gone when it is closed', () => {
  const session = sessionOf({});
  session.edit('new.md', '# new');
  session.edit('new.md', '# newer');
  session.close('new.md');
  assert.equal(heading(session, 'new.md'), undefined);
});

test('a saved buffer is what closing reveals, until the disk says otherwise', () => {
  const session = sessionOf({ 'a.md': '# disk' });
  session.edit('a.md', '# buffer');
  session.saved('a.md');
  session.edit('a.md', '# dirty');
  session.close('a.md');
  assert.equal(heading(session, 'a.md'), 'buffer');
});

test('closing or saving what is not open changes nothing', () => {
  const session = sessionOf({ 'a.md': '# disk' });
  assert.equal(session.close('a.md').size, 0);
  session.saved('a.md');
  assert.equal(heading(session, 'a.md'), 'disk');
});

test('files that are no pages come and go', () => {
  const session = sessionOf({ 'a.md': '![[b.png]]' });
  session.disk([{ kind: 'file', path: 'b.png' }]);
  assert.equal(resolveTarget(session.book().vault, 'a.md', 'b.png').kind, 'found');
  session.disk([{ kind: 'removeFile', path: 'b.png' }]);
  assert.equal(resolveTarget(session.book().vault, 'a.md', 'b.png').kind, 'missing');
});

test('a casebook is a snapshot', () => {
  const session = sessionOf({ 'a.md': '# one' });
  const before = session.book();
  session.edit('a.md', '# two');
  assert.equal(pageOf(before.vault, 'a.md')?.headings[0]?.text, 'one');
  assert.equal(session.book(), session.book());
});

test('revisions grow for what is affected, and only for that', () => {
  const session = sessionOf({ 'a.md': '[[b]]', 'b.md': '# b', 'c.md': '# c' });
  assert.deepEqual(['a.md', 'b.md', 'c.md'].map(session.revisionOf), [0, 0, 0]);
  const affected = session.disk([{ kind: 'removePage', id: 'b.md' }]);
  assert.deepEqual([...affected].sort(), ['a.md', 'b.md']);
  assert.ok(session.revisionOf('a.md') > 0);
  assert.equal(session.revisionOf('c.md'), 0);
});

test('the style of links is the vault’s own as it was loaded, or the one that was chosen', () => {
  const links = { 'x/y/a.md': '# a', 'x/b.md': '[[x/y/a]] [[x/y/a]]', 'x/c.md': '[[x/y/a]]' };
  const session = sessionOf(links);
  assert.deepEqual([session.book().linkStyle, session.book().linkStyleChosen], ['full-path', false]);
  session.setLinkStyle('relative');
  assert.deepEqual([session.book().linkStyle, session.book().linkStyleChosen], ['relative', true]);
  const chosen = sessionOf(links, 'relative').book();
  assert.deepEqual([chosen.linkStyle, chosen.linkStyleChosen], ['relative', true]);
});
