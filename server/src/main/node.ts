import { setFlagsFromString } from 'node:v8';
import { keepCompiled } from './keepCompiled.ts';
import type * as NodeServer from './nodeServer.ts';

// What is read of a vault stays: while it is read, a young generation of many megabytes finds little to throw away and
// only takes memory, fifty megabytes of it. `startNodeServer` lets it grow again when the vault is read.
setFlagsFromString('--semi-space-growth-factor=1');
keepCompiled();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would start the other module loader.
(require('./nodeServer.js') as typeof NodeServer).serve();
