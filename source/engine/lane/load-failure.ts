import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ModuleError } from '../../catalog/module-error.ts';
import { atPlace, placeOf } from '../../looks/place.ts';
import { describeError } from './failure.ts';
import { formatRemedy } from './module-format.ts';

/** What Node cannot run, the person's own compiler makes JavaScript of: see load-more.ts. */
const compile = 'install a compiler beside it, and Heddle uses that: npm i -D esbuild';

/** Why a module could not be imported: what was wrong, where, and what to do about it. `url`: of the module. */
export function loadFailure(cause: unknown, url: string): ModuleError {
  const { name, message, ...error } = describeError(cause);
  const place = error.place ?? placeOfSyntaxError(cause, url);
  const first = message.split('\n')[0]!.replace(/\.$/, '');
  const fails = (what: string, remedy: string | null = null) =>
    new ModuleError(`cannot be loaded: ${what}${atPlace(place)}`, remedy, { cause });

  const construct = /^TypeScript (.+) is not supported in strip-only mode$/.exec(first)?.[1];
  if (construct !== undefined) return fails(`Node.js cannot run a TypeScript ${construct}`, compile);
  if (cause instanceof SyntaxError && isDecorated(place))
    return fails('Node.js cannot run decorators (@…)', compile);
  const missing = /^Cannot find (?:package|module) '((?:@[^/']+\/)?[^./'\\@][^/']*)/.exec(first)?.[1];
  const remedy =
    missing === undefined || missing.includes(':')
      ? (endingOf(first) ?? formatRemedy(cause, first, place))
      : `install it: npm i ${missing}`;
  const says = cause instanceof Error ? `${name}: ${first}` : `it ${first}`;
  return fails(says, remedy);
}

/** An import without the ending of its file, as bundlers take it and Node does not: what to write. Null where that is not it. */
function endingOf(message: string): string | null {
  const path = /^Cannot find module '(\/[^']+)' imported from/.exec(message)?.[1];
  if (path === undefined) return null;
  const ending = endings.find((one) => existsSync(path + one));
  return ending === undefined ? null : `import it with its ending: ${basename(path)}${ending}`;
}

const endings = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json', '/index.js', '/index.ts'];

/**
 * Node adds the place of a syntax error in a module to what it prints, and to nothing that can be caught. None of the code
 * has run, nor does it here. `url`: of the module that was imported.
 */
function placeOfSyntaxError(cause: unknown, url: string): string | null {
  if (!(cause instanceof SyntaxError) || !cause.stack?.includes('compileSourceTextModule')) return null;
  const { stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `await import(${JSON.stringify(url)})`],
    { encoding: 'utf8', timeout: spawnMs, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true },
  );
  return placeOf(stderr);
}

const spawnMs = 5000;

function isDecorated(place: string | null): boolean {
  const [, file, line] = /^(.*):(\d+)$/.exec(place ?? '') ?? [];
  if (file === undefined) return false;
  try {
    const text = readFileSync(file, 'utf8').split('\n')[Number(line) - 1] ?? '';
    return /(?:^|[\s{};(])@[a-z_$]/i.test(text);
  } catch {
    return false;
  }
}
