import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that start engines, terminals or packages: each keeps a core busy with processes of its own. */
const processes = [
  'test/engine/runs/**/*.test.ts',
  'test/launch/**/*.test.ts',
  'test/python/runs/**/*.test.ts',
  'test/workloads/**/*.test.ts',
  'test/guide/sketches.test.ts',
  'test/answer/programs.test.ts',
  'test/cli/**/*.test.ts',
  'test/terminal/**/*.test.{ts,tsx}',
  'test/package/**/*.test.ts',
  'test/watch/runs/**/*.test.ts',
];
/** Programs that are started a hundred times: without it each would compile the same for itself. */
const compiled = fileURLToPath(new URL('node_modules/.cache/heddle-tests', import.meta.url));
/**
 * What `npm run test:all` runs beside: more machines, more of the same, the real runs of findings, what is timed against a
 * program outside Heddle, and workloads whose times or memory are compared with each other.
 * One file at a time: another beside it would take the cores of either.
 */
const long = [
  'test/long/**/*.test.ts',
  'test/findings/runs/**/*.test.ts',
  'test/findings/watch/runs/**/*.test.ts',
  'test/workloads/{blocked-loop,hash,memory,queries,room,server,transfer}.test.ts',
  'test/engine/runs/natures.test.ts',
];
/** What they start is what is built. */
const started = { globalSetup: 'test/helpers/build.ts', env: { NODE_COMPILE_CACHE: compiled } };
// Generous: a slow machine is no failure. Nothing waits for it where all is well.
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'units',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...processes, ...long],
          // Pure code leaves nothing behind in a module; loading Ink and React for each file took half of the time.
          isolate: false,
          sequence: { groupOrder: 0 },
          ...timeouts,
        },
      },
      {
        // After the units, and two files at a time: more would only measure how machines behave when overloaded.
        test: {
          name: 'processes',
          include: processes,
          exclude: long,
          maxWorkers: 2,
          ...started,
          sequence: { groupOrder: 1 },
          ...timeouts,
        },
      },
      {
        test: {
          name: 'long',
          include: long,
          maxWorkers: 1,
          ...started,
          sequence: { groupOrder: 2 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
