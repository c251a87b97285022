import { count, plural } from '../../format.ts';
import { type ErrorKind, errorKinds } from '../../session/error-kinds.ts';
import { remedyFor } from '../error-remedies.ts';
import { fileWords } from '../file-words.ts';
import type { Rule } from '../finding.ts';
import { lateTimeOuts } from '../late-time-outs.ts';
import { isTimeOut } from '../time-outs.ts';

/** As many others as there is room for in a line. */
const mostOthers = 2;

/** Tasks that failed for a reason outside of the code: a limit, the network, the other side. */
export const errorsByKind: Rule = {
  id: 'errors-by-kind',
  looksFor: 'tasks that failed for one reason: a limit, the network, the other side',
  underLoad: 'holds',
  find(evidence) {
    const kinds = errorKinds(evidence.session);
    const areFalse = lateTimeOuts(evidence.session)?.areMost === true;
    for (const kind of kinds) {
      // Most of them are false, and told as that.
      if (areFalse && isTimeOut(kind, kind.first?.error.message)) continue;
      const remedy = remedyFor(kind, evidence);
      if (!remedy) continue;
      const { figures = {}, ...told } = remedy;
      const others = kinds.filter((one) => one !== kind);
      return {
        rule: this.id,
        severity: 'problem',
        saw: `${plural(kind.tasks, 'task')} failed: ${kindWords(kind)}${othersWords(kind, others)}`,
        figures: { failedTasks: kind.tasks, ...figures },
        ...told,
      };
    }
    return null;
  },
};

/** `EMFILE at open, work.mjs:4`. */
function kindWords({ name, rootCode, syscall, places }: ErrorKind): string {
  const [first, ...others] = places;
  const call = syscall === null ? '' : ` at ${syscall}`;
  if (first === undefined) return `${rootCode ?? name}${call}`;
  const more = others.length > 0 ? ` and ${plural(others.length, 'more place')}` : '';
  return `${rootCode ?? name}${call}, ${fileWords(first.place)}${more}`;
}

/** `; also ECONNRESET at read (7)`. */
function othersWords(told: ErrorKind, kinds: readonly ErrorKind[]): string {
  if (kinds.length === 0) return '';
  const shown = kinds.slice(0, mostOthers).map((kind) => `${otherWords(told, kind)} (${count(kind.tasks)})`);
  const more = kinds.length > mostOthers ? ', and others' : '';
  return `; also ${shown.join(', ')}${more}`;
}

function otherWords(told: ErrorKind, { name, rootCode, syscall }: ErrorKind): string {
  const code = rootCode ?? name;
  if (syscall !== null) return `${code} at ${syscall}`;
  // In Node.js a socket that hangs up is an error of no call of the system.
  return code === (told.rootCode ?? told.name) ? `${code} elsewhere` : code;
}
