// Builds every bundle that the package ships. `--production` minifies, `--watch` rebuilds on change.
import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  format: 'cjs',
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
};

const node = { ...shared, platform: 'node', target: 'node20' };

/** For web workers: no Node, no DOM. */
const web = { ...shared, platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };

/**
 * What gray-matter must not bring into a server: its own engines (one of them is `eval`; `frontMatter.ts` gives the only
 * one that is used), the file system, and Buffer, which it keeps a copy of each text in.
 *
 * @type {import('esbuild').Plugin}
 */
const leanGrayMatter = {
  name: 'lean-gray-matter',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(fs|\.\/lib\/engines|\.\/engines)$/ }, ({ path, importer }) =>
      /[\\/]gray-matter[\\/]/.test(importer) ? { path, namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
    onLoad({ filter: /[\\/]gray-matter[\\/]lib[\\/]utils\.js$/ }, async ({ path }) => ({
      contents: `const Buffer = { from: text => text };\n${await readFile(path, 'utf8')}`,
    }));
  },
};

const plugins = [leanGrayMatter];

/** What the extension copies for who wants to try it; see `client/src/commands/openSampleVault.ts`. */
const sampleVault = globSync('examples/vault/**/{*,.*}', { withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry => relative('examples/vault', join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();

/** The lines, from 1, at which `docs/problems.md` explains each problem code; see `client/src/problemLinks.ts`. */
const problemLines = Object.fromEntries(
  (await readFile('docs/problems.md', 'utf8'))
    .split('\n')
    .flatMap((line, i) => (/^## [a-z-]+\r?$/.test(line) ? [[line.slice(3).trimEnd(), i + 1]] : [])),
);

const define = {
  SAMPLE_VAULT_FILES: JSON.stringify(sampleVault),
  PROBLEM_LINES: JSON.stringify(problemLines),
};

/** What runs in webviews: one script and one style sheet a view, `client/webview/src/<view>.ts` and `.css`. */
const webviews = globSync('client/webview/src/*.css').map(file => file.replace(/\.css$/, ''));

const builds = [
  { ...node, entryPoints: { extension: 'client/src/extension.ts' }, external: ['vscode'], outdir: 'dist', define },
  {
    ...web,
    entryPoints: { 'extension.web': 'client/src/webExtension.ts' },
    external: ['vscode'],
    outdir: 'dist',
    define,
  },
  { ...web, entryPoints: { 'server.web': 'server/src/main/browser.ts' }, outdir: 'dist', plugins },
  { ...node, entryPoints: { server: 'server/src/main/node.ts' }, external: ['./nodeServer.js'], outdir: 'dist' },
  { ...node, entryPoints: { nodeServer: 'server/src/main/nodeServer.ts' }, outdir: 'dist', plugins },
  {
    ...node,
    entryPoints: { checkWorker: 'server/src/main/checkWorker.ts' },
    external: ['./nodeServer.js'],
    outdir: 'dist',
  },
  {
    ...node,
    entryPoints: { cli: 'server/src/main/cli.ts' },
    external: ['./nodeServer.js'],
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: webviews.flatMap(view => [`${view}.ts`, `${view}.css`]),
    outdir: 'dist/webview',
  },
].filter(build => !Array.isArray(build.entryPoints) || build.entryPoints.length > 0);

const contexts = await Promise.all(builds.map(context));
await Promise.all(contexts.map(c => c.rebuild()));
if (watch) await Promise.all(contexts.map(c => c.watch()));
else await Promise.all(contexts.map(c => c.dispose()));
