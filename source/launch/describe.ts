import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withExport } from '../catalog/module-word.ts';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { killGroup } from '../machine/process-group.ts';
import type { Interpreter } from '../protocol/plan.ts';
import { cleanText } from '../protocol/text.ts';
import type { Refusals } from '../protocol/workload.ts';
import { engineEntry, insidePython } from './entry.ts';
import { GroupKeeper } from './group-keeper.ts';

/** Each leads a group of its own, to which what it starts belongs. Windows has none, and would open a window. */
const detached = process.platform !== 'win32';

/** Loading a module should take a fraction of a second; one that waits for something would wait for ever. */
const loadTimeoutMs = 15_000;

/** What was typed for a workload: a path, and the function of it that is meant. */
export type Typed = { readonly path: string; readonly name: string | null };

/** Loads a module in another process, of the interpreter or of Node.js, and reads the card of what was asked for. */
export function describeModule(
  path: string,
  typed: Typed,
  interpreter: Interpreter | null,
  signal?: AbortSignal,
): Promise<Result<WorkloadCard>> {
  const word = withExport(typed.path, typed.name);
  return new Promise((done) => {
    const asked = [path, typed.name ?? '', typed.path];
    const [program, script] = interpreter
      ? [interpreter.path, new URL('describe.py', insidePython())]
      : [process.execPath, engineEntry('describe')];
    const child = spawn(program, [fileURLToPath(script), ...asked], {
      // On the last one nothing is said: it closes with this process.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
      detached,
      ...(signal ? { signal, killSignal: 'SIGKILL' as const } : {}),
    });
    const keeper = new GroupKeeper(child.pid);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid!);
    }, loadTimeoutMs);
    let text = '';
    // A module may have started something, which would stay, and hold the pipes open.
    child.on('exit', () => {
      if (detached) killGroup(child.pid!);
      keeper.end();
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      keeper.end();
      done(refuse('workload', `${word} cannot be loaded: no process could be started: ${error.message}`));
    });
    // There are no pipes where the system has no descriptor left for them.
    child.stdio?.[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done(
        timedOut
          ? refuse('workload', ...neverLoaded(word))
          : withInterpreter(readAnswer(text, word, ending(code, signal, interpreter)), interpreter),
      );
    });
  });
}

function withInterpreter(found: Result<WorkloadCard>, interpreter: Interpreter | null): Result<WorkloadCard> {
  return found.refusal || !interpreter ? found : accept({ ...found.value, interpreter });
}

const neverLoaded = (word: string) =>
  [
    `${word} did not finish loading within ${loadTimeoutMs / 1000} s`,
    'it must not wait or loop outside the function it exports',
  ] as const;

/** Node's own exit code for that: no code of the module's called it. */
const unsettledAwait = 'process.exit(13)';
const ending = (code: number | null, signal: string | null, interpreter: Interpreter | null) =>
  signal ?? (interpreter ? `exit code ${code}` : `process.exit(${code})`);

/** What the other process says: a card, or the rest of a sentence that begins with the module's name. */
type Answer = { card: WorkloadCard } | { problem: string; remedy: string | null };

/** The card out of what the other process said, cleaned. `ended`: how that process ended. */
function readAnswer(text: string, word: string, ended: string): Result<WorkloadCard> {
  const no = (problem: string, remedy: string | null = null) =>
    refuse('workload', `${word} ${problem}`, remedy);
  if (text === '' && ended === unsettledAwait)
    return no('awaits a promise at its top level that never settles', 'it must only export a function');
  if (text === '')
    return no(`ended its process while it was loaded (${ended})`, 'it must only define or export a function');
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
