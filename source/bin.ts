/**
 * What `heddle` starts. Built for any Node that has modules, and nothing of ours is imported before the version is
 * known: on an old Node the rest would fail with a riddle.
 */
import * as module from 'node:module';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Types are stripped from a user's .ts workload without a flag from here on. */
const needed = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`heddle needs Node.js ${needed.join('.')} or newer; this is ${process.versions.node}`);
  process.exitCode = 2;
} else {
  // Compiled code is kept in a folder of our own: the second start is faster by a third.
  module.enableCompileCache(
    process.env.NODE_COMPILE_CACHE ?? join(envPaths('heddle', { suffix: '' }).cache, 'compiled'),
  );
  try {
    const { main } = await import('./cli.ts');
    const code = await main(process.argv.slice(2));
    // A result that could not be written has failed already.
    process.exitCode ||= code;
  } catch (error) {
    // What a command itself fails with, it tells. This file alone is left of an installation.
    console.error(`heddle: its own files cannot be loaded: ${(error as Error).message}; install it again`);
    process.exitCode = 1;
  }
}
