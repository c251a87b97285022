import { spawn } from 'node:child_process';
import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitWord, withExport } from '../catalog/module-word.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { nearest, suggest } from '../catalog/suggest.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { cleanText } from '../protocol/text.ts';
import type { Refusals } from '../protocol/workload.ts';
import { engineEntry } from './entry.ts';

export const moduleExtensions = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];
/** Loading a module should take a fraction of a second; one that waits for something would wait for ever. */
const loadTimeoutMs = 15_000;

/** What was typed for a workload: a path, and the export of it that is meant. */
type Typed = { readonly path: string; readonly name: string | null };

/**
 * The workload that a word on the command line means: a built-in one's id, or the path of a module
 * (`./images.ts`, `./images.ts#resize`), which is loaded in a process of its own; `signal` ends that.
 */
export async function findWorkload(
  word: string,
  builtIn: readonly WorkloadCard[],
  signal?: AbortSignal,
): Promise<Result<WorkloadCard>> {
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
    const remedy = `workloads: ${ids.join(', ')}, or a file such as ./my-work.js`;
    return refuse('workload', `unknown workload "${word}"${suggest(word, ids)}`, remedy);
  }
  if (!file) return refuse('workload', `there is no file ${path}`, moduleNear(path, typed));
  if (!file.isFile())
    return refuse('workload', `${word} is a folder or a device`, 'name the file that exports your function');
  if (!moduleExtensions.includes(extname(path))) {
    const remedy = `its name must end in ${moduleExtensions.join(', ')}`;
    return refuse('workload', `${word} is not a JavaScript or TypeScript module`, remedy);
  }
  return describeModule(path, typed, signal);
}

/** The module that a path most likely means: its ending was left out, or its name has a slip. Null where there is none. */
function moduleNear(path: string, typed: Typed): string | null {
  const names = namesBeside(path).filter((name) => moduleExtensions.includes(extname(name)));
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

/** Loads a module in another process and reads the card of the export that was asked for. */
function describeModule(path: string, typed: Typed, signal?: AbortSignal): Promise<Result<WorkloadCard>> {
  const word = withExport(typed.path, typed.name);
  return new Promise((done) => {
    const asked = [path, typed.name ?? '', typed.path];
    const child = spawn(process.execPath, [fileURLToPath(engineEntry('describe')), ...asked], {
      // On the last one nothing is said: it closes with this process.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(signal ? { signal, killSignal: 'SIGKILL' as const } : {}),
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, loadTimeoutMs);
    let text = '';
    child.on('error', (error) => {
      clearTimeout(timer);
      done(refuse('workload', `${word} cannot be loaded: no process could be started: ${error.message}`));
    });
    // There are no pipes where the system has no descriptor left for them.
    child.stdio?.[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done(
        timedOut ? refuse('workload', ...neverLoaded(word)) : readAnswer(text, word, ending(code, signal)),
      );
    });
  });
}

const neverLoaded = (word: string) =>
  [
    `${word} did not finish loading within ${loadTimeoutMs / 1000} s`,
    'it must not wait or loop outside the function it exports',
  ] as const;

/** Node's own exit code for that: no code of the module's called it. */
const unsettledAwait = 'process.exit(13)';
const ending = (code: number | null, signal: string | null) => signal ?? `process.exit(${code})`;

/** What the other process says: a card, or the rest of a sentence that begins with the module's name. */
type Answer = { card: WorkloadCard } | { problem: string; remedy: string | null };

/** The card out of what the other process said, cleaned. `ended`: how that process ended. */
function readAnswer(text: string, word: string, ended: string): Result<WorkloadCard> {
  const no = (problem: string, remedy: string | null = null) =>
    refuse('workload', `${word} ${problem}`, remedy);
  if (text === '' && ended === unsettledAwait)
    return no('awaits a promise at its top level that never settles', 'it must only export a function');
  if (text === '')
    return no(`ended its process while it was loaded (${ended})`, 'it must only export a function');
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch {
    return no('writes to file descriptor 3 while it is loaded', 'that is how Heddle talks with it');
  }
  if ('problem' in answer) return no(answer.problem, answer.remedy);
  const { card } = answer;
  for (const name of namesIn(card)) {
    if (name !== cleanText(name)) {
      const shown = JSON.stringify(cleanText(name));
      return no(`has control characters in the name ${shown} of a parameter, choice or part`, 'remove them');
    }
  }
  const clean = (text: unknown) => cleanText(String(text)).replaceAll('\n', ' ');
  const cleanAll = (refuses: Refusals): Refusals =>
    Object.fromEntries(Object.entries(refuses).map(([model, reason]) => [model, clean(reason)]));
  const parameters = Object.entries(card.parameters).map(([name, spec]) => {
    if (spec.type !== 'choice' || !spec.refuses) return [name, spec] as const;
    const refuses = Object.entries(spec.refuses).map(([choice, of]) => [choice, cleanAll(of)] as const);
    return [name, { ...spec, refuses: Object.fromEntries(refuses) }] as const;
  });
  return accept({
    ...card,
    // It may come from the name of the file.
    id: clean(card.id),
    refuses: cleanAll(card.refuses),
    parameters: Object.fromEntries(parameters),
  });
}

/** Names that are passed on as they are, so that they cannot be cleaned. */
function namesIn({ parameters, parts }: WorkloadCard): string[] {
  const named = Object.entries(parameters).flatMap(([name, spec]) =>
    spec.type === 'choice' ? [name, ...spec.choices, ...Object.keys(spec.refuses ?? {})] : [name],
  );
  return [...named, ...parts];
}
