import { keepCompiled } from './keepCompiled.ts';
import type * as NodeServer from './nodeServer.ts';

// What the command line runs is in the server's bundle, so that the package has it once.
keepCompiled();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would start the other module loader.
(require('./nodeServer.js') as typeof NodeServer).runCommandLine();
