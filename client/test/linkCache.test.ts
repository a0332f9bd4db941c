import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { PreviewLinks } from '../../server/src/lsp/protocol.ts';
import { createLinkCache } from '../src/preview/linkCache.ts';

const one = (title: string): PreviewLinks => ({ links: [{ raw: 'a', title }] });

/** A cache over a server whose answers the test gives, and how often it drew the preview again. */
const setUp = () => {
  const asked: string[] = [];
  const state = { answer: one('first') as PreviewLinks | null | Error, drawn: 0, early: 0 };
  const cache = createLinkCache(
    async uri => {
      asked.push(uri);
      await setImmediate();
      if (state.answer instanceof Error) throw state.answer;
      return state.answer;
    },
    early => {
      state.drawn++;
      if (early) state.early++;
    },
  );
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await setImmediate();
  };
  return { cache, asked, state, settled };
};

test('a page is asked for once, and drawn again when the answer is here', async () => {
  const { cache, asked, state, settled } = setUp();
  assert.equal(cache.linksOf('p'), 'asked');
  assert.equal(cache.linksOf('p'), 'asked');
  await settled();
  assert.equal(state.drawn, 1);
  assert.deepEqual(cache.linksOf('p'), new Map([['a', one('first').links[0]]]));
  assert.deepEqual(asked, ['p']);
});

test('the same answer draws nothing again, another one does', async () => {
  const { cache, state, settled } = setUp();
  cache.linksOf('p');
  await settled();
  cache.askAgain('p');
  await settled();
  assert.equal(state.drawn, 1);
  state.answer = one('second');
  cache.askAgain();
  await settled();
  assert.equal(state.drawn, 2);
  assert.deepEqual(cache.linksOf('p'), new Map([['a', one('second').links[0]]]));
});

test('outside of a vault; and an error keeps the last answer', async () => {
  const { cache, state, settled } = setUp();
  state.answer = null;
  cache.linksOf('p');
  await settled();
  assert.equal(cache.linksOf('p'), 'outside');
  state.answer = new Error('no server');
  cache.askAgain('p');
  await settled();
  assert.equal(cache.linksOf('p'), 'outside');
});

test('what changes while the server answers is asked for after that, once', async () => {
  const { cache, asked, settled } = setUp();
  cache.linksOf('p');
  cache.askAgain('p');
  cache.askAgain('p');
  await settled();
  assert.deepEqual(asked, ['p', 'p']);
});

test('only a first drawing without the answer is early', async () => {
  const { cache, state, settled } = setUp();
  cache.linksOf('p');
  await settled();
  state.answer = one('second');
  cache.askAgain('p');
  await settled();
  assert.deepEqual([state.drawn, state.early], [2, 1]);
});

test('a page that was prepared has its links at once', async () => {
  const { cache, asked, state, settled } = setUp();
  cache.prepare('p');
  cache.prepare('p');
  await settled();
  assert.deepEqual(cache.linksOf('p'), new Map([['a', one('first').links[0]]]));
  await settled();
  assert.deepEqual(asked, ['p']);
  assert.equal(state.drawn, 0);
});

test('a prepared page that changes is asked for when it is drawn', async () => {
  const { cache, asked, state, settled } = setUp();
  cache.prepare('p');
  await settled();
  state.answer = one('second');
  cache.askAgain('p');
  await settled();
  assert.deepEqual(asked, ['p']);
  assert.deepEqual(cache.linksOf('p'), new Map([['a', one('first').links[0]]]));
  await settled();
  assert.deepEqual([state.drawn, state.early], [1, 1]);
  assert.deepEqual(cache.linksOf('p'), new Map([['a', one('second').links[0]]]));
});

test('a page that changes while it is prepared is asked for again', async () => {
  const { cache, asked, settled } = setUp();
  cache.prepare('p');
  cache.askAgain();
  await settled();
  assert.deepEqual(asked, ['p', 'p']);
});

test('a page that no server answered for is asked for again', async () => {
  const { cache, state, settled } = setUp();
  state.answer = new Error('no server');
  cache.prepare('p');
  await settled();
  state.answer = one('first');
  cache.askAgain();
  await settled();
  assert.deepEqual(cache.linksOf('p'), new Map([['a', one('first').links[0]]]));
});

test('pages that were never shown, or are so no more, are not asked for', async () => {
  const { cache, asked, settled } = setUp();
  cache.askAgain('p');
  cache.linksOf('q');
  await settled();
  cache.rest();
  cache.askAgain();
  await settled();
  assert.deepEqual(asked, ['q']);
});

test('a page that is asked for while the last preview closes is still drawn again', async () => {
  const { cache, state, settled } = setUp();
  cache.linksOf('p');
  cache.rest();
  await settled();
  assert.equal(state.drawn, 1);
});

test('pages that were only prepared are forgotten before those that are shown', async () => {
  const { cache, asked, settled } = setUp();
  cache.linksOf('shown');
  for (let i = 0; i < 50; i++) cache.prepare(`prepared ${i}`);
  await settled();
  asked.length = 0;
  cache.askAgain('shown');
  await settled();
  assert.deepEqual(asked, ['shown']);
});
