import { basename } from 'node:path';

/** What V8 says of the syntax of an ES module in a file that Node reads as CommonJS. */
export const moduleSyntax =
  /^(?:Cannot use import statement outside a module|Cannot use 'import\.meta' outside a module|Unexpected token 'export'|await is only valid in async functions and the top level bodies of modules)$/;
/** What Node says of the names of CommonJS in an ES module. */
const commonNames = /^(?:module|exports|require|__filename|__dirname) is not defined in ES module scope\b/;

/**
 * What to do about a file that Node reads as the other kind of module than the one it is written as, because of its name. Null for any other error. `place`: of the error, `/work.js:3`.
 */
export function formatRemedy(cause: unknown, message: string, place: string | null): string | null {
  if (!(cause instanceof Error) || place === null) return null;
  const file = basename(place.replace(/:\d+$/, ''));
  const typed = file.endsWith('ts') ? 'ts' : 'js';
  const named = (kind: 'm' | 'c') => `rename it to ${file.replace(/\.[cm]?[jt]s$/, `.${kind}${typed}`)}`;
  // In an ES module the same words are another mistake.
  const readAsCommon = cause instanceof SyntaxError && !cause.stack?.includes('compileSourceTextModule');
  if (readAsCommon && moduleSyntax.test(message)) return named('m');
  if (commonNames.test(message)) return `${named('c')}, or use import and export`;
  return null;
}
