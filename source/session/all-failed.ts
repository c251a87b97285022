import { wordsOf } from '../catalog/models.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Session, TaskError } from './state.ts';

/** The system's names of errors, ENOENT: there the arguments are not to blame. */
const fromSystem = /\bE[A-Z]{4,}\b/;

/** Errors of results that cannot leave their lane: there the arguments are not to blame either. */
const cannotCross: ReadonlySet<string> = new Set(['DataCloneError', 'PicklingError']);

/** What a person must know where all of their tasks failed: who called what threw, and how Heddle calls their function. */
export function whyAllFailed(session: Session): string[] {
  const call = callLine(session);
  const { plan, tasks, errors } = session;
  const [first] = errors.values();
  // Of one frame the error's place has told already.
  const called =
    plan.module !== null && first && tasks.counts.failed === tasks.total ? first.stack.slice(1) : [];
  return [...called.map((frame) => `called by ${frame}`), ...(call === null ? [] : [call])];
}

/**
 * What a person must know of how their function is called: where every task failed, unless the system is why, or where a
 * callback was called later that there is not, which ended the run. Null otherwise, and where the work is Heddle's.
 */
export function callLine({ plan, tasks, errors, ended }: Session): string | null {
  if (plan.module === null) return null;
  const called = `Heddle calls your function with ${argumentsOf(plan)}.`;
  if (ended?.outcome === 'crashed' && /: \w+ is not a function/.test(ended.message ?? ''))
    return `There is no callback: ${called}`;
  if (tasks.counts.failed < tasks.total) return null;
  const isOwn = ({ name, code, message }: TaskError) =>
    !cannotCross.has(name) && !fromSystem.test(`${code} ${message}`);
  return [...errors.values()].some(isOwn) ? `Every task failed. ${called}` : null;
}

function argumentsOf(plan: Plan): string {
  const first = plan.inputs === null ? 'index' : 'item';
  return wordsOf(plan).context === 'given'
    ? `(${first}, context)`
    : `(${first}), or with (${first}, context) if it takes a context`;
}
