import { readFileSync } from 'node:fs';
import {
  createRequire,
  type LoadFnOutput,
  type LoadHookContext,
  registerHooks,
  stripTypeScriptTypes,
} from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import type { Called, ModuleFormat } from '../../catalog/called.ts';
import { moduleSyntax } from './module-format.ts';

let loadsMore = false;

/**
 * Lets this thread load files of a person's own that Node alone refuses, as they are: ES modules whose package.json says
 * `"type": "commonjs"`, which `npm init` writes, and TypeScript that is more than types. Nothing in `node_modules` is touched.
 */
export function loadMore(): void {
  if (loadsMore) return;
  loadsMore = true;
  registerHooks({ load });
}

const toldModules: (readonly [path: string, format: ModuleFormat])[] = [];
let compiledBy: Called['compiled'] = null;

/** What Node alone would have to be told of the files that were loaded here. */
export const loadedSoFar = (): Pick<Called, 'modules' | 'compiled'> => ({
  modules: toldModules,
  compiled: compiledBy,
});

function load(url: string, context: LoadHookContext, next: NextLoad): LoadFnOutput {
  if (!url.startsWith('file:') || url.includes('/node_modules/')) return next(url, context);
  const path = fileURLToPath(url);
  const loaded = loadedBy(next, url, context, path);
  const { format, source } = loaded;
  if (!source || !format || !readable.includes(format)) return loaded;
  const text = source.toString();
  const typed = format.endsWith('-typescript');
  const { code, compiled } = typed ? javaScriptOf(text, path, url) : { code: text, compiled: null };
  // Node's own error tells what is wrong with it.
  if (code === null) return loaded;
  const isModule = format === 'module-typescript' || (/\.[jt]s$/.test(path) && isModuleSyntax(code));
  if (isModule && format.startsWith('commonjs'))
    toldModules.push([path, typed ? 'module-typescript' : 'module']);
  // What needs esbuild is more than Node can do.
  if (compiledBy !== 'by-esbuild') compiledBy = compiled ?? compiledBy;
  if (!typed && !isModule) return loaded;
  return { format: isModule ? 'module' : 'commonjs', source: code, shortCircuit: true };
}

/** Where no package.json says what a file is, Node strips its types to find out, and may fail there already. */
function loadedBy(next: NextLoad, url: string, context: LoadHookContext, path: string): LoadFnOutput {
  try {
    return next(url, context);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    return { format: 'commonjs-typescript', source: readFileSync(path), shortCircuit: true };
  }
}

const isUnsupported = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';

type NextLoad = (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput;

/** The formats of which there may be more than Node understands. */
const readable = ['commonjs', 'commonjs-typescript', 'module-typescript'];

/** Whether code that was to be CommonJS is an ES module. It is parsed, not run. */
function isModuleSyntax(code: string): boolean {
  try {
    new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`);
    return false;
  } catch (error) {
    return error instanceof SyntaxError && moduleSyntax.test(error.message);
  }
}

type Compiled = { readonly code: string | null; readonly compiled: Called['compiled'] };

/** TypeScript as JavaScript whose errors name the lines of the original; null where nothing here can compile it. */
function javaScriptOf(text: string, path: string, url: string): Compiled {
  let stripped: string | null = null;
  try {
    stripped = quietly(() => stripTypeScriptTypes(text));
    if (!isDecorated(stripped)) return { code: stripped, compiled: null };
  } catch (error) {
    // Of what is no TypeScript at all, no compiler makes sense.
    if (!isUnsupported(error)) return { code: null, compiled: null };
  }
  const byNode = stripped === null ? transformed(text, url) : null;
  const code = byNode ?? built(path);
  if (code === null) return { code: stripped, compiled: null };
  process.setSourceMapsEnabled(true);
  return { code, compiled: byNode === null ? 'by-esbuild' : 'by-node' };
}

/** What Node's own compiler makes of it; null where this version has none, or the code is more than that can do. */
function transformed(text: string, url: string): string | null {
  try {
    const options = { mode: 'transform', sourceMap: true, sourceUrl: url } as const;
    const code = quietly(() => stripTypeScriptTypes(text, options));
    return isDecorated(code) ? null : code;
  } catch {
    return null;
  }
}

/** What the esbuild of the person's own project makes of it, by their tsconfig.json; null where there is none. */
function built(path: string): string | null {
  try {
    const { buildSync } = esbuildFor(path);
    const { outputFiles } = buildSync({
      entryPoints: [path],
      outfile: `${path}.js`,
      write: false,
      platform: 'node',
      target: `node${process.versions.node}`,
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? null;
  } catch {
    return null;
  }
}

type Esbuild = {
  buildSync(options: Readonly<Record<string, unknown>>): { outputFiles: readonly { text: string }[] };
};

/** It may be there by itself, or be what tsx compiles with. Throws where it is not. */
function esbuildFor(path: string): Esbuild {
  const require = createRequire(path);
  try {
    return require('esbuild') as Esbuild;
  } catch {
    return createRequire(require.resolve('tsx'))('esbuild') as Esbuild;
  }
}

/** A word behind an `@` outside of comments. In a text it may be anything: compiling that does no harm. */
function isDecorated(code: string): boolean {
  return (
    code.includes('@') && /(?:^|[\s;{}()])@[a-z_$]/i.test(code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
  );
}

/** Node says of some of this that it is experimental, on the standard error of the person's own work. */
function quietly<T>(work: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}
