import { keepCompiled } from './keepCompiled.ts';
import type * as NodeServer from './nodeServer.ts';

// The second thread of a check, from the server's bundle like the first.
keepCompiled();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would start the other module loader.
(require('./nodeServer.js') as typeof NodeServer).helpCheck();
