import type { CalledInPython } from '../../catalog/called.ts';
import type { LaneKind } from '../../protocol/vital-events.ts';
import type { ProgramWish } from './program.ts';

/** What a program in Python is to run, and how. `file`: the person's file, from the folder of the program. */
export type PythonWish = Pick<ProgramWish, 'name' | 'file' | 'inputsPath' | 'command' | 'plan'> & {
  readonly card: Pick<ProgramWish['card'], 'bodies' | 'kind' | 'parts'>;
  readonly called: CalledInPython;
};

/** Executors of concurrent.futures, by the lanes that they have. */
export const executors: Readonly<Record<LaneKind, string>> = {
  loop: '',
  thread: 'ThreadPoolExecutor',
  process: 'ProcessPoolExecutor',
  interpreter: 'InterpreterPoolExecutor',
};

export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** One level deeper, as Python has it. */
export const nested = (text: string) => text.replaceAll(/^(?=.)/gm, '    ');
