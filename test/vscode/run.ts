// `npm run test:vscode [-- <part of a suite's file name> …]`: runs the suites in a real VS Code.
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.ts';
import { sharedRunner, stopRunner } from './runner.ts';

const wanted = process.argv.slice(2);
const suites = globSync('suites/*.test.ts', { cwd: import.meta.dirname })
  .filter(file => wanted.length === 0 || wanted.some(part => file.includes(part)))
  .sort();

if (suites.length === 0) throw new Error(`No suite's name contains ${wanted.join(' or ')}.`);
if (!existsSync(path.join(root, 'dist/extension.js'))) throw new Error('The extension is not built: npm run build');

try {
  const { runner } = await sharedRunner();
  console.log(`VS Code: running ${suites.join(', ')} in ${runner.name}`);
  for (const suite of suites) await import(pathToFileURL(path.join(import.meta.dirname, suite)).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await stopRunner();
}
