import { Command, InvalidArgumentError, Option } from 'commander';
import manifest from '../../../package.json' with { type: 'json' };
import type { CheckOptions } from './check.ts';
import { check, FORMATS, problemCode, SEVERITIES } from './check.ts';

const collectCode = (value: string, codes: readonly string[]): readonly string[] => {
  if (problemCode(value) === undefined)
    throw new InvalidArgumentError('It is not a problem code; docs/problems.md lists them.');
  return [...codes, value];
};

const program = new Command('atlas-casebook')
  .description('Checks wikis of MITRE ATLAS case studies, and serves them to editors.')
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
  .action(async (dir: string, options: CheckOptions) => {
    process.exitCode = await check(dir, options, {
      out: text => process.stdout.write(text),
      err: text => process.stderr.write(text),
    });
  });

program
  .command('lsp')
  .description('serves an editor with the Language Server Protocol')
  .requiredOption('--stdio', 'over standard input and output')
  .action(async () => {
    // Loaded only here: `check` needs nothing of it.
    const [{ createConnection, ProposedFeatures }, { startNodeServer }] = await Promise.all([
      import('vscode-languageserver/node'),
      import('./startNodeServer.ts'),
    ]);
    startNodeServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
  });

// A reader such as `head` may leave before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

void program.parseAsync();
