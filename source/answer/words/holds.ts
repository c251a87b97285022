import { count, factor, percent, plural } from '../../format.ts';
import type { Answer, Change, Unknown } from '../answer.ts';
import { wholeSeconds } from './numbers.ts';
import { type Row, rowOf } from './section.ts';

/** For which work the answer holds, and what would change it. */
export function holdsRows({ tasks, ratePerSecond, breakEvenTasks, changes, machine }: Answer): Row[] {
  const asked =
    ratePerSecond !== null
      ? 'For requests at that rate.'
      : tasks !== null
        ? `For a batch of ${plural(tasks, 'task')} in a fresh process.`
        : 'For work that goes on, such as a service, once it has warmed up.';
  const fromOn =
    breakEvenTasks === null
      ? null
      : `Start and warm-up counted, it is faster than sequential from about ${plural(breakEvenTasks, 'task')} on.`;
  // That says the same.
  const others = changes.filter((change) => change.if !== 'fewer-tasks' || change.tasks !== breakEvenTasks);
  return [...rowOf(asked, fromOn, ...others.map(changeSentence)), ...rowOf(machineSentence(machine))];
}

function changeSentence(change: Change): string {
  switch (change.if) {
    case 'fewer-tasks':
      return `With fewer than ${plural(change.tasks, 'task')} use ${change.take}.`;
    case 'same-results': {
      const gain =
        change.ratio === null ? 'could be faster' : `would be ${factor(change.ratio.ratio)} as fast`;
      return `If plain objects will do instead of your class, ${change.model} ${gain}.`;
    }
    case 'more-cores':
      return `On more cores, ${change.take} would gain.`;
    case 'chunks': {
      const gain = change.ratio === null ? 'would pay' : `would be ${factor(change.ratio.ratio)} as fast`;
      return `If one call did the work of ${count(change.tasks)} tasks, ${change.take} ${gain}. A message would then cost a tenth of the work.`;
    }
  }
}

function machineSentence({ cores, quotaCores, busyRatio, quiet, waitedMs }: Answer['machine']): string {
  const here = `Measured on ${plural(cores, 'core')}${quotaCores === null ? '' : ` with a quota of ${quotaCores}`}`;
  if (quiet) return `${here}; the machine was quiet.`;
  if (busyRatio === null) return `${here}.`;
  const waited = waitedMs < 1000 ? '' : `, after a wait of ${wholeSeconds(waitedMs)} for a quiet moment`;
  return `${here}; other programs used ${percent(busyRatio)} of them${waited}.`;
}

/** What was not measured and could matter, with what would tell. */
export function unknownRows(answer: Answer): Row[] {
  const { unknown, cannotTell } = answer;
  const told = new Set([cannotTell?.tell]);
  return unknown.flatMap((one) => {
    const tell = told.has(one.tell) ? null : one.tell;
    told.add(one.tell);
    return toFindOut(unknownSentence(one), tell, answer);
  });
}

/**
 * What is not known, with what to type; `tell` is a flag with its value, or nothing. A flag is given once: where it was given
 * before, it is the command with its new value.
 */
export function toFindOut(unknown: string, tell: string | null, { asked }: Answer): Row[] {
  if (!tell) return [unknown];
  const given = new RegExp(`(?<= )${tell.split(' ')[0]} \\S+`);
  if (!given.test(asked)) return [`${unknown} To find out, add ${tell}`];
  return [`${unknown} To find out:`, { command: asked.replace(given, () => tell) }];
}

function unknownSentence(unknown: Unknown): string {
  switch (unknown.what) {
    case 'other-inputs':
      return 'Whether other inputs behave like these: each task was given its number only.';
    case 'server-limit':
      return 'Whether even more at once would be faster: Heddle tried no more than these.';
    case 'few-calls':
      return `Whether more calls show something else: what a call does was looked at during ${plural(unknown.calls, 'call')}.`;
    case 'busy-machine':
      return 'Whether it is the same on a quiet machine: other programs used the cores.';
    case 'no-repetition':
      return 'Whether other models return the right results: your function returns something else each time.';
    case 'more-rounds':
      return 'Whether more rounds show a difference.';
  }
}
