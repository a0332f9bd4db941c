import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeVault } from '../generateVault.ts';
import { startClient } from '../client.ts';
import { measures, measureServer } from '../measureServer.ts';
import type { Measurement, Subject } from '../measureServer.ts';
import { measureMarkdownServer } from '../measureMarkdownServer.ts';
import { reportOf, violations } from '../report.ts';
import type { VaultResult } from '../report.ts';
import { median, percentile } from '../statistics.ts';
import { surveyVault } from '../surveyVault.ts';

const bare = fileURLToPath(new URL('bareServer.ts', import.meta.url));

const subject = (expected: number, args: readonly string[] = [bare]): Subject => ({
  server: { name: 'the bare server', args, initializationOptions: {}, pullsDiagnostics: false, timeout: 5000 },
  cli: bare,
  expectedCounts: { 'broken-link': expected },
});

const quick = { runs: 1, samples: 4, warmUp: 2 };
const quiet = (): void => undefined;

const result = (pages: number, milliseconds: number, ours?: Measurement): VaultResult => ({
  size: pages,
  pages,
  hits: 0,
  readTime: 10,
  ours: ours ?? { samples: new Map([['hover', [[milliseconds]]]]), failures: [] },
  markdown: undefined,
});

describe('measuring', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'casebook-measure-'));
  after(() => rmSync(temporary, { recursive: true, force: true }));
  const vault = writeVault(join(temporary, 'wiki'), 100, 'wiki');

  test('a server that answers rightly gives samples of every measure and leaves the vault as it was', async () => {
    const before = readdirSync(vault.dir, { recursive: true }).filter(name => String(name).endsWith('.md'));
    const survey = surveyVault(vault.dir, 'wiki');
    const measured = await measureServer(subject(vault.problems.length), survey, quick, quiet);
    assert.deepEqual(measured.failures, []);
    const wanted = measures.filter(measure => process.platform === 'linux' || !/memory/i.test(measure));
    for (const measure of wanted) assert.ok((measured.samples.get(measure)?.length ?? 0) > 0, measure);
    assert.deepEqual(
      readdirSync(vault.dir, { recursive: true }).filter(name => String(name).endsWith('.md')),
      before,
    );
    const report = reportOf([result(100, 0, measured)], 'a machine', []);
    assert.match(report, /^\| hover \| [\d.]+ \/ [\d.]+ ms \|$/m);
  });

  test('a wrong check and a server that dies are failures with a message', async () => {
    const survey = surveyVault(vault.dir, 'wiki');
    const dying = subject(vault.problems.length + 1, ['-e', 'console.error("no such luck"); process.exit(3)']);
    const measured = await measureServer(dying, survey, quick, quiet);
    assert.equal(measured.failures.length, 2);
    assert.match(measured.failures[0] ?? '', /^start: the bare server ended with code 3, saying: no such luck/);
    assert.match(measured.failures[1] ?? '', /^check: check finds \{"broken-link":1\}, not \{"broken-link":2\}/);
  });

  test('a server that stays silent is given up', async () => {
    const command = { ...subject(0).server, args: ['-e', 'setTimeout(() => {}, 1e6)'], timeout: 200 };
    await assert.rejects(startClient(command, vault.dir), /the bare server, initialize: nothing within 0.2 s/);
  });

  test("VS Code's markdown server finds the same links", async () => {
    const { dir } = writeVault(join(temporary, 'markdown'), 100, 'markdown');
    const measured = await measureMarkdownServer(surveyVault(dir, 'markdown'), 1, 30_000, quiet);
    assert.equal(measured.start.length, 1);
    assert.equal(measured.references.length, 5);
    assert.equal(measured.typed.length, 10);
  });
});

test('percentiles are by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 0.95), 95);
  assert.equal(median([3, 1, 2]), 2);
  assert.ok(Number.isNaN(median([])));
});

test('growth beyond twelve times for ten times the pages is a violation, as is a failure', () => {
  assert.deepEqual(violations([result(500, 1), result(5000, 11.9)]), []);
  assert.match(
    violations([result(500, 1), result(5000, 12.1)])[0] ?? '',
    /^hover: × 12.1 from 500 pages to 5,000 pages, at most × 12.0/,
  );
  // Too short to tell from noise.
  assert.deepEqual(violations([result(500, 0.01), result(5000, 0.4)]), []);
  assert.match(
    violations([result(500, 0, { samples: new Map(), failures: ['hover: none'] })])[0] ?? '',
    /500 pages, hover: none/,
  );
});
