import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { splitWord, withExport } from '../catalog/module-word.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { runtimeTitles, usualRuntime } from '../catalog/runtimes/index.ts';
import { nearest, suggest } from '../catalog/suggest.ts';
import type { Where } from '../catalog/where.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { type RuntimeId, runtimeIds } from '../protocol/plan.ts';
import { describeModule, type Typed } from './describe.ts';

/** How the names of modules end. */
const moduleExtensions: Readonly<Record<RuntimeId, readonly string[]>> = {
  node: ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'],
  python: ['.py'],
};
export const allExtensions = Object.values(moduleExtensions).flat();
const kindOfModule: Readonly<Record<RuntimeId, string>> = {
  node: 'a JavaScript or TypeScript module',
  python: 'a Python file',
};

/** The runtime that a word means by itself: that of a file's ending; null for all else. */
export function runtimeOfWord(word: string): RuntimeId | null {
  const ending = extname(splitWord(word).path);
  return runtimeIds.find((id) => moduleExtensions[id].includes(ending)) ?? null;
}

/**
 * The workload that a word on the command line means: a built-in one's id, or the path of a module
 * (`./images.ts`, `./images.py#resize`), which is loaded in a process of its own; `signal` ends that.
 */
export async function findWorkload(
  word: string,
  cards: readonly WorkloadCard[],
  { runtime, interpreter }: Where,
  signal?: AbortSignal,
): Promise<Result<WorkloadCard>> {
  const builtIn = cards.filter((card) => card.runtime === runtime);
  const found = builtIn.find((card) => card.id === word);
  if (found) return accept(found);
  let typed: Typed = { path: word, name: null };
  let file: Stats | undefined;
  try {
    file = statSync(resolve(word), { throwIfNoEntry: false });
    if (!file) {
      typed = splitWord(word);
      file = statSync(resolve(typed.path), { throwIfNoEntry: false });
    }
  } catch (error) {
    // A folder that may not be entered, links in a circle, a name that is too long.
    return refuse('workload', `${word} cannot be opened: ${(error as Error).message}`);
  }
  const path = resolve(typed.path);
  const looksLikePath = /[\\/]/.test(typed.path) || extname(typed.path) !== '';
  if (!file && !looksLikePath) {
    const ids = builtIn.map((card) => card.id);
    const example = runtime === 'node' ? './my-work.js' : './my_work.py';
    const remedy = `workloads: ${ids.join(', ')}, or a file such as ${example}`;
    if (cards.some((card) => card.id === word))
      return refuse('workload', `${word} is not for ${runtimeTitles[runtime]}`, remedy);
    return refuse('workload', `unknown workload "${word}"${suggest(word, ids)}`, remedy);
  }
  if (!file) return refuse('workload', `there is no file ${path}`, moduleNear(path, typed, runtime));
  if (!file.isFile())
    return refuse('workload', `${word} is a folder or a device`, 'name the file that exports your function');
  if (!moduleExtensions[runtime].includes(extname(path))) return refuseEnding(word, path, runtime);
  const described = await describeModule(path, typed, interpreter, signal);
  return described.refusal ? described : accept(namedApart(described.value, cards));
}

/** Called by its whole name where a built-in workload is called like it: `wait.py`, beside `wait`. */
function namedApart(card: WorkloadCard, builtIn: readonly WorkloadCard[]): WorkloadCard {
  const taken = builtIn.some(({ id }) => id === card.id);
  return taken && card.module !== null ? { ...card, id: basename(card.module) } : card;
}

/** What is no module by its name: as notebooks and scripts without a console are no Python files, or of no runtime at all. */
function refuseEnding(word: string, path: string, runtime: RuntimeId): Result<never> {
  const ending = extname(path);
  if (ending === '.ipynb')
    return refuse(
      'workload',
      `${word} is a notebook, and Heddle runs files`,
      `write its code to one: jupyter nbconvert --to script ${word}`,
    );
  // Without a word on the runtime it may have been meant for any.
  const all = runtime === usualRuntime.id ? runtimeIds : [runtime];
  const kinds = all.map((id) => kindOfModule[id]).join(' or ');
  const endings = all.flatMap((id) => moduleExtensions[id]).join(', ');
  return refuse('workload', `${word} is not ${kinds}`, `its name must end in ${endings}`);
}

/** The module that a path most likely means: its ending was left out, or its name has a slip. Null where there is none. */
function moduleNear(path: string, typed: Typed, runtime: RuntimeId): string | null {
  const endings = runtime === usualRuntime.id ? allExtensions : moduleExtensions[runtime];
  const names = namesBeside(path).filter((name) => endings.includes(extname(name)));
  const meant = basename(path);
  const near = names.find((name) => basename(name, extname(name)) === meant) ?? nearest(meant, names);
  if (near === undefined) return null;
  const there = typed.path.slice(0, typed.path.length - meant.length) + near;
  return `did you mean ${withExport(there, typed.name)}?`;
}

function namesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path));
  } catch {
    return [];
  }
}
