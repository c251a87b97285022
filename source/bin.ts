/**
 * What `heddle` starts. Built for any Node that has modules, and nothing of ours is imported before the version is
 * known: on an old Node the rest would fail with a riddle.
 */
import * as module from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
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
  // What draws a few times a second is not worth compiling again and again: half of what a screen of 100,000 tasks cost
  // was V8's compilers. Loops that are hot for long are compiled as ever, and engines have processes of their own.
  for (const compiler of ['maglev=2000', 'turbofan=100000'])
    setFlagsFromString(`--invocation-count-for-${compiler}`);
  const { main } = await import('./cli.ts');
  const code = await main(process.argv.slice(2));
  // A result that could not be written has failed already.
  process.exitCode ||= code;
}
