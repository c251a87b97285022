import { entryOf } from '../../protocol/observation.ts';
import { shortCommand } from '../command-words.ts';
import type { Runtime } from '../runtime.ts';

/** Why a process is not attached to. */
export class CannotAttach extends Error {
  override name = 'CannotAttach';
  /** `what`: the rest of a sentence that begins with the process; `remedy`: what to do instead, null where there is nothing. */
  constructor(pid: number, what: string, remedy: string | null = null) {
    super(`process ${pid} ${what}${remedy === null ? '' : `; ${remedy}`}`);
  }
}

/** What can be done where only a program that Heddle has started itself can be observed from inside. */
export const startItObserved = 'heddle watch -- COMMAND starts it observed';

/** A longer command is not one to type again. */
const mostTyped = 60;

/** With all of the path of its interpreter, where it was started by that: another one may lack its packages. */
function withInterpreter(typed: string, [interpreter = '']: readonly string[]): string {
  return /^\/[\w./+-]+$/.test(interpreter) ? typed.replace(/^\S+/, interpreter) : typed;
}

/** What to type to see a process from inside that runs without Heddle; null: nothing would help. */
export function howToLookInside(pid: number, runtime: Runtime, command: readonly string[]): string | null {
  const { name, version } = runtime;
  if (name !== 'node' && name !== 'python') return null;
  if (entryOf({ runtime: name, version })) return `heddle watch --pid ${pid} looks into it`;
  const typed = shortCommand(command);
  // A single word may be a title that it has given itself.
  const isTyped = command.length > 1 && typed.length <= mostTyped;
  const start = isTyped
    ? `heddle watch -- ${withInterpreter(typed, command)} starts it observed`
    : startItObserved;
  return `${start}, and Python 3.14 or newer can be looked into as it runs`;
}
