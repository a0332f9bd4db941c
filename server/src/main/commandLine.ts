import { Command, InvalidArgumentError, Option } from 'commander';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import manifest from '../../../package.json' with { type: 'json' };
import { DEFAULT_SEVERITY } from '../problems/problem.ts';
import type { CheckOptions } from './check.ts';
import { check, FORMATS, SEVERITIES, THREADS } from './check.ts';
import type { FixOptions } from './fix.ts';
import { fix } from './fix.ts';
import type { Output } from './output.ts';
import { startNodeServer } from './startNodeServer.ts';

const output: Output = {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
};

const collectCode = (value: string, codes: readonly string[]): readonly string[] => {
  if (!Object.hasOwn(DEFAULT_SEVERITY, value))
    throw new InvalidArgumentError('It is not a problem code; docs/problems.md lists them.');
  return [...codes, value];
};

const program = new Command('atlas-casebook')
  .description('Checks and mends wikis of MITRE ATLAS case studies, and serves them to editors.')
  .version(manifest.version)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .showHelpAfterError();

program
  .command('check')
  .description(
    'finds the problems of a vault. Exit code: 0 none, 1 some at or above --fail-on, 2 wrong use or an unreadable vault',
  )
  .argument('[dir]', 'the vault’s folder, or a folder in it', '.')
  .addOption(new Option('--format <format>', 'how to print them').choices(FORMATS).default('pretty'))
  .addOption(new Option('--fail-on <severity>', 'the least severity that fails').choices(SEVERITIES).default('error'))
  .option('--code <code>', 'only problems of this code; may be given several times', collectCode, [])
  .addOption(
    new Option(
      '--threads <count>',
      'how many threads; else 2 from 20,000 pages on, which take half as much memory again',
    ).choices(THREADS),
  )
  .action(async (dir: string, options: CheckOptions) => {
    process.exitCode = await check(dir, options, output);
  });

program
  .command('fix')
  .description(
    'mends what can be mended in one way only. Prints a diff for “git apply” and changes nothing, unless --write says so. ' +
      'Exit code: 0 done, or shown, however much there is; 1 some files could not be written; 2 wrong use or an unreadable vault',
  )
  .argument('[dir]', 'the vault’s folder, or a folder in it', '.')
  .option('--code <code>', 'only problems of this code; may be given several times', collectCode, [])
  .option('--write', 'changes the files')
  .action(async (dir: string, options: FixOptions) => {
    process.exitCode = await fix(dir, options, output, process.stdout.isTTY);
  });

program
  .command('lsp')
  .description('serves an editor with the Language Server Protocol')
  .requiredOption('--stdio', 'over standard input and output')
  .action(() => {
    startNodeServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
  });

// A reader such as `head` may leave before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

program.parseAsync().catch((error: unknown) => {
  // Not 1, which says what a check found.
  process.exitCode = 2;
  console.error(error);
});
