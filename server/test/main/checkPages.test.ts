import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { nodeFiles } from '../../src/files/nodeFiles.ts';
import type { Checked, Share } from '../../src/main/checkPages.ts';
import { ALL, checkPages } from '../../src/main/checkPages.ts';
import { listVault } from '../../src/main/loadVault.ts';

const SAMPLE = join(import.meta.dirname, '../../../examples/vault');

const quiet = (): void => undefined;

/** As many shares as one likes, each with every n-th page. */
const sharesOf = (paths: readonly string[], count: number): readonly Share[] => {
  const rounds: string[][][] = [];
  return Array.from({ length: count }, (_, own) => {
    let round = 0;
    return {
      isOwn: page => paths.indexOf(page) % count === own,
      swap: async gathered => {
        const given = (rounds[round++] ??= []);
        given[own] = [...gathered];
        while (given.filter(list => list !== undefined).length < count) await setImmediate();
        return given.filter((_, other) => other !== own).flat();
      },
    };
  });
};

const sorted = ({ problems }: Checked): readonly string[] => problems.map(problem => JSON.stringify(problem)).sort();

test('those who check a vault together find what one finds alone', async () => {
  const vault = await listVault(SAMPLE, nodeFiles(quiet), quiet);
  assert.ok(typeof vault === 'object');
  const check = async (share: Share, codes: readonly string[] = []): Promise<Checked> => {
    const checked = await checkPages(vault, share, new Set(codes), quiet);
    assert.ok(typeof checked === 'object');
    return checked;
  };
  const alone = await check(ALL);
  assert.ok(alone.problems.length > 5);
  for (const count of [2, 3]) {
    const parts: readonly Checked[] = await Promise.all(sharesOf(vault.paths, count).map(share => check(share)));
    assert.deepEqual(sorted({ pages: 0, problems: parts.flatMap(({ problems }) => problems) }), sorted(alone));
    for (const { pages } of parts) assert.equal(pages, alone.pages);
  }
  const broken = await check(ALL, ['broken-link']);
  assert.deepEqual(
    broken.problems,
    alone.problems.filter(({ code }) => code === 'broken-link'),
  );
});
