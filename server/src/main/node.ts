import nodeModule from 'node:module';
import { setFlagsFromString } from 'node:v8';

// What is read of a vault stays: while it is read, a young generation of many megabytes finds little to throw away and
// only takes memory, fifty megabytes of it. `startNodeServer` lets it grow again when the vault is read.
setFlagsFromString('--semi-space-growth-factor=1');

// Node keeps what it compiled for the next start (a sixth of the time to the first answer), but only of files that are
// loaded after this call; Node 20 cannot. So the server itself is a bundle of its own.
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- `import` would start the other module loader.
require('./nodeServer.js');
