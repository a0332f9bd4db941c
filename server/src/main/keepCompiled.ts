import nodeModule from 'node:module';

/**
 * Lets Node keep what it compiles for the next start, which takes a sixth off the time to the first answer. It does so only for files
 * that are loaded after this call, so what is to be kept must be a bundle of its own. Node 20 cannot; nothing happens there.
 */
export const keepCompiled = (): void => (nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();
