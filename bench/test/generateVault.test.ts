import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cachedVault, generateVault } from '../generateVault.ts';
import { planVault } from '../generator/plan.ts';

const pagesOf = (count: number): ReadonlyMap<string, string> =>
  new Map([...generateVault(count, 'wiki').files].map(({ path, text }) => [path, text]));

const targetsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\[\[([^\]|#\\]+)[#|\\]/g), match => `${match[1] ?? ''}.md`);

/** The targets in the section whose heading starts with `heading`, and the count that the heading states. */
const listUnder = (text: string, heading: string): { readonly targets: readonly string[]; readonly count: number } => {
  const found = new RegExp(`^## ${heading} \\((\\d+)\\)\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(text);
  return { targets: targetsIn(found?.[2] ?? ''), count: Number(found?.[1] ?? 0) };
};

describe('a generated vault', () => {
  const vault = pagesOf(1000);
  const texts = [...vault.values()];

  test('has as many pages as asked for, in the stated shares', () => {
    assert.equal(vault.size, 1000);
    const inFolder = (folder: string): number => [...vault.keys()].filter(path => path.startsWith(`${folder}/`)).length;
    assert.equal(inFolder('case-studies'), 650);
    assert.equal(inFolder('techniques'), 300);
  });

  test('has the stated size, links and scripts', () => {
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const bytes = mean(texts.map(text => Buffer.byteLength(text)));
    const links = mean(texts.map(text => targetsIn(text).length));
    const foreign = mean(texts.map(text => (/[^\0-\u00ff]/.test(text) ? 1 : 0)));
    assert.ok(bytes > 3500 && bytes < 3950, `${bytes} bytes a page`);
    assert.ok(links > 7.5 && links < 8.7, `${links} links a page`);
    assert.ok(foreign > 0.55 && foreign < 0.65, `${foreign} of the pages`);
  });

  test('gives every page its own ID', () => {
    const ids = texts.flatMap(text => /^title: "([A-Z0-9.]+): /m.exec(text)?.[1] ?? []);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length > 970);
    for (const id of ids) assert.match(id, /^(?:[A-Z]+\d*\.)+(TA\d{4}|T\d{4}(\.\d{3})?|M\d{4}|CS\d{4})$/);
  });

  test('has the broken links it says it has and no other', () => {
    const broken = [...vault].flatMap(([file, text]) =>
      targetsIn(text)
        .filter(target => !vault.has(target))
        .map(target => `${file} ${target}`),
    );
    const known = generateVault(1000, 'wiki').problems.map(({ file, target }) => `${file} ${target}.md`);
    assert.deepEqual(broken.toSorted(), known.toSorted());
    assert.ok(known.length > 5);
  });

  test('numbers the steps of every case study, 3 to 16, and names them as their techniques', () => {
    for (const [path, text] of vault) {
      if (!path.startsWith('case-studies/')) continue;
      const steps = Array.from(
        text.matchAll(/^### Step (\d+): (.+)\n\n\*\*Technique:\*\* \[\[[^|]+\|[^:]+: ([^\]]+)\]\]$/gm),
      );
      assert.deepEqual(
        steps.map(step => Number(step[1])),
        steps.map((_, index) => index + 1),
      );
      assert.ok(steps.length >= 3 && steps.length <= 16, path);
      for (const [, , heading, label] of steps) assert.equal(heading, label);
    }
  });

  test('keeps derived lists right', () => {
    const users = new Map<string, Set<string>>();
    for (const [path, text] of vault) {
      if (!path.startsWith('case-studies/')) continue;
      for (const target of targetsIn(text)) users.set(target, (users.get(target) ?? new Set()).add(path));
    }
    for (const [path, text] of vault) {
      if (!path.startsWith('techniques/')) continue;
      const { targets, count } = listUnder(text, 'Case Studies');
      assert.deepEqual(targets.toSorted(), [...(users.get(path) ?? [])].toSorted());
      assert.equal(count, targets.length);
      for (const tactic of listUnder(text, 'Tactics').targets) {
        assert.ok(listUnder(vault.get(tactic) ?? '', 'Techniques').targets.includes(path));
      }
    }
  });

  test('is the same every time', () => {
    const hash = (): string => {
      const digest = createHash('sha256');
      for (const { path, text } of generateVault(300, 'wiki').files) digest.update(path).update(text);
      return digest.digest('hex');
    };
    assert.equal(hash(), hash());
  });
});

test('with markdown links, the same pages have the same links', () => {
  const targets = (text: string): readonly string[] =>
    Array.from(text.matchAll(/\]\(\/([^)#]+\.md)/g), match => match[1] ?? '');
  const wiki = pagesOf(100);
  for (const { path, text } of generateVault(100, 'markdown').files) {
    assert.deepEqual(targets(text), targetsIn(wiki.get(path) ?? ''));
    assert.equal(text.includes('|AML.'), false);
  }
});

test('among 50,000 pages one technique is used by over 2,000 case studies', () => {
  const { techniques, caseStudies, tactics, mitigations, notes } = planVault(50_000);
  assert.equal(techniques.length + caseStudies.length + tactics.length + mitigations.length + notes.length, 50_000);
  assert.ok((techniques[0]?.caseStudies.length ?? 0) >= 2000);
  const pages = [techniques, caseStudies, tactics, mitigations, notes].flat();
  assert.equal(new Set(pages.map(page => page.path)).size, 50_000);
});

test('a vault is kept, and written anew when its stamp is another', () => {
  const cache = mkdtempSync(join(tmpdir(), 'casebook-vault-'));
  try {
    const { dir } = cachedVault(cache, 60, 'wiki');
    const page = join(dir, 'tactics', 'ai-model-access.md');
    const written = statSync(page).mtimeMs;
    cachedVault(cache, 60, 'wiki');
    assert.equal(statSync(page).mtimeMs, written);
    writeFileSync(page, 'spoilt');
    writeFileSync(`${dir}.stamp`, 'another generator\n');
    cachedVault(cache, 60, 'wiki');
    assert.match(readFileSync(page, 'utf8'), /^---\nid: ai-model-access\n/);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
});

test('a size that cannot be is refused', () => {
  assert.throws(() => generateVault(10, 'wiki'), /60 to 50,000/);
  assert.throws(() => generateVault(60_000, 'wiki'), /60 to 50,000/);
});
