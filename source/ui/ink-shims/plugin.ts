import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * Ink's own modules and what stands for them in the bundle. Ink draws any tree of boxes; the lab hands it whole rows
 * that are measured and clean already, and for those Ink's care (a cell object for each character, every row
 * tokenized and segmented again in every frame) is most of a frame's cost. Without the shims the screen looks the
 * same and costs more, as in the tests.
 */
const replaced: readonly { filter: RegExp; importer: RegExp; shim: string }[] = [
  { filter: /^\.\/output\.js$/, importer: /[\\/]ink[\\/]build[\\/]renderer\.js$/, shim: './output.ts' },
  { filter: /^\.\/log-update\.js$/, importer: /[\\/]ink[\\/]build[\\/]ink\.js$/, shim: './log-update.ts' },
  { filter: /^\.\/sanitize-ansi\.js$/, importer: /[\\/]ink[\\/]build[\\/]/, shim: './sanitize-ansi.ts' },
  // Our own modules go on measuring foreign text with the real one.
  { filter: /^string-width$/, importer: /[\\/]node_modules[\\/]/, shim: './string-width.ts' },
  { filter: /^react-devtools-core$/, importer: /[\\/]node_modules[\\/]/, shim: './devtools.ts' },
];

/** Puts the shims in Ink's place. For the production bundle. */
export function inkShims(): Plugin {
  return {
    name: 'ink-shims',
    setup(build) {
      for (const { filter, importer, shim } of replaced) {
        const path = fileURLToPath(new URL(shim, import.meta.url));
        build.onResolve({ filter }, (args) => (importer.test(args.importer) ? { path } : undefined));
      }
    },
  };
}
