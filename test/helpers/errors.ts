import type { TaskError } from '../../source/session/state.ts';

/** The error of a task; what is not said is not known. Without a word on its root it is the error's own code. */
export function taskError(part: Partial<TaskError> = {}): TaskError {
  const { code = null } = part;
  return {
    name: 'Error',
    message: 'no',
    code,
    place: null,
    stack: [],
    rootCode: code,
    syscall: null,
    ...part,
  };
}
