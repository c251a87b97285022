import { isDefinition } from './definition-fields.ts';
import { ModuleError } from './module-error.ts';

/** What a module exports, by name, its default export or `module.exports` under `default`. */
export type Exports = Readonly<Record<string, unknown>>;

/** More names than these would hide what to do. */
const shownNames = 5;

/** What a person writes for a function that Heddle can run. */
export const functionToWrite = (commonJs: boolean) =>
  `write \`${commonJs ? 'module.exports =' : 'export default'} async (index) => …\``;

/**
 * Why a module that exports neither a function nor a definition is no workload, by what it exports under other names.
 * Null where it has a default export, which `readDefinition` judges.
 */
export function withoutDefault(exports: Exports, commonJs: boolean): ModuleError | null {
  const named = commonJs ? namedIn(exports.default) : 'default' in exports ? null : exports;
  if (named === null) return null;
  const names = Object.keys(named);
  const functions = names.filter((name) => typeof named[name] === 'function');
  const [first] = functions;
  if (names.length === 0)
    return new ModuleError('exports nothing (loading it ran its code once)', functionToWrite(commonJs));
  if (first === undefined)
    return new ModuleError(`exports no function, only ${listOf(names)}`, functionToWrite(commonJs));
  return commonJs
    ? new ModuleError(
        `exports functions only by name (${listOf(functions)})`,
        `write \`module.exports = exports.${first}\``,
      )
    : new ModuleError(
        `has no default export, only ${listOf(functions)}`,
        `add \`export { ${first} as default }\``,
      );
}

/** What `exports.a = …` has put there; null for whatever else `module.exports` was set to, a definition for one. */
function namedIn(exported: unknown): Exports | null {
  if (typeof exported !== 'object' || exported === null) return null;
  const isPlain = Object.getPrototypeOf(exported) === Object.prototype;
  return isPlain && !isDefinition(exported) ? (exported as Exports) : null;
}

const listOf = (names: readonly string[]) =>
  names.length > shownNames ? `${names.slice(0, shownNames).join(', ')}, …` : names.join(', ');
