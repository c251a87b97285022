import type { TaskError } from '../session/state.ts';

/** What libraries and people name a time-out: `TimeoutError`, `ETIMEDOUT`, `UND_ERR_HEADERS_TIMEOUT`, `Error: timed out`. */
const timeOut = /time(?:d[-_ ]?)?[-_ ]?out/i;
/** In the words of a person: `did not answer within 300 ms`, `no reply after 2 s`, `deadline exceeded`, `took too long`. */
const waited =
  /\b(?:within|after|for) [\d.,]+ ?(?:ms|milliseconds?|s|secs?|seconds?)\b|\bdeadline\b|\btoo (?:long|slow)\b|\b(?:no|not|never) (?:answer|repl|respon|react)/i;
/** Of axios, and of a signal that was aborted: by a timer nearly always. */
const aborted: ReadonlySet<string | null> = new Set(['ECONNABORTED', 'AbortError', 'ABORT_ERR']);

/** Whether somebody waited only so long for something, and gave up. */
export function isTimeOut({ name, rootCode }: Pick<TaskError, 'name' | 'rootCode'>, message = ''): boolean {
  return (
    [name, rootCode].some((word) => word !== null && (aborted.has(word) || timeOut.test(word))) ||
    timeOut.test(message) ||
    waited.test(message)
  );
}
