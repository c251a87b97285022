import { bodies, isDefinition, isField } from './definition-fields.ts';
import { ModuleError } from './module-error.ts';
import { nearest } from './suggest.ts';

/** What a module exports, by name, its default export or `module.exports` under `default`. */
export type Exports = Readonly<Record<string, unknown>>;

/** The export of a module that is run, and its name; null for the default export. */
export type Chosen = { readonly exported: unknown; readonly name: string | null };

/** More names than these would hide what to do. */
const shownNames = 5;

/** What a person writes for a function that Heddle can run. */
export const functionToWrite = (commonJs: boolean) =>
  `write \`${commonJs ? 'module.exports =' : 'export default'} async (index) => …\``;

/**
 * The export of a module that is its work: the one that was asked for, else the default export, else the only function.
 * `asked`: the name behind `#`; null for none. `word`: the file as a person types it, for what to type instead. Throws a
 * `ModuleError` where none of the exports can be meant, or several.
 */
export function chooseExport(
  exports: Exports,
  asked: string | null,
  { commonJs, word }: { readonly commonJs: boolean; readonly word: string },
): Chosen {
  const whole = exportNamed(exports, null);
  const named = commonJs ? (namedIn(exports.default) ?? {}) : exports;
  const names = Object.keys(named).filter((name) => name !== 'default');
  const functions = names.filter((name) => isPlainFunction(named[name]));
  if (asked !== null && asked !== 'default') {
    const exported = exportNamed(exports, asked);
    if (exported !== undefined) return { exported, name: asked };
    throw new ModuleError(`does not export ${asked}`, othersThan(asked, functions, word));
  }
  const hasDefault = commonJs
    ? namedIn(exports.default) === null || 'default' in named
    : 'default' in exports;
  if (hasDefault) return { exported: whole, name: null };
  if (asked !== null) throw new ModuleError('has no default export', othersThan(asked, functions, word));
  const [first, second] = functions;
  if (names.length === 0)
    throw new ModuleError('exports nothing (loading it ran its code once)', functionToWrite(commonJs));
  if (first === undefined)
    throw new ModuleError(`exports no function, only ${listOf(names)}`, functionToWrite(commonJs));
  if (second === undefined) return { exported: named[first], name: first };
  const many = functions.map((name) => `${word}#${name}`);
  throw new ModuleError(
    `exports ${functions.length} functions, none of them by default`,
    `name one: ${listOf(many)}`,
  );
}

/** The export of that name, as every lane takes it again; null for the default export. */
export function exportNamed(exports: Exports, name: string | null): unknown {
  const whole = exports.default;
  if (name !== null) return Object.hasOwn(exports, name) ? exports[name] : ownOf(whole, name);
  // What compilers make of `export default` for CommonJS.
  const named = namedIn(whole);
  return named !== null && 'default' in named ? named.default : whole;
}

/** What `exports.a = …` has put there; null for whatever else `module.exports` was set to, a definition for one. */
function namedIn(exported: unknown): Exports | null {
  if (typeof exported !== 'object' || exported === null) return null;
  const isPlain = Object.getPrototypeOf(exported) === Object.prototype;
  return isPlain && !isWorkload(exported as Exports) ? (exported as Exports) : null;
}

/** A definition, be it one that is not complete: `check` beside functions that no definition has is an export like them. */
const isWorkload = (exported: Exports) =>
  bodies.some((body) => body in exported) ||
  (isDefinition(exported) &&
    !Object.keys(exported).some((name) => !isField(name) && isPlainFunction(exported[name])));

/** What `module.exports` has under a name: not all of it shows in the names that Node tells. */
function ownOf(exported: unknown, name: string): unknown {
  const holds = (typeof exported === 'object' && exported !== null) || typeof exported === 'function';
  return holds && Object.hasOwn(exported, name) ? exported[name as keyof typeof exported] : undefined;
}

/** A class cannot be called, so it is no task. */
const isPlainFunction = (value: unknown) =>
  typeof value === 'function' && !/^class\b/.test(Function.prototype.toString.call(value));

function othersThan(asked: string, functions: readonly string[], word: string): string | null {
  if (functions.length === 0) return null;
  const meant = nearest(asked, functions);
  return meant === undefined || meant === asked
    ? `it exports ${listOf(functions)}`
    : `did you mean ${word}#${meant}?`;
}

const listOf = (names: readonly string[]) =>
  names.length > shownNames ? `${names.slice(0, shownNames).join(', ')}, …` : names.join(', ');
