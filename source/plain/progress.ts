import { byWords } from '../findings/held-words.ts';
import { bytes, cores, count, duration, seconds } from '../format.ts';
import { freezeNow } from '../session/felt-freezes.ts';
import type { Session } from '../session/state.ts';

/** One line on how a run stands, for a log. */
export function progressLine(session: Session): string {
  const { plan, tasks, lanes, cpu, memory, runningSinceMs, started } = session;
  const work = `${plan.workload} under ${plan.model}`;
  if (runningSinceMs === null) return `${work}: ${session.phase}`;
  const settled = tasks.total - tasks.counts.waiting - tasks.counts.running;
  const failed = tasks.counts.failed > 0 ? ` ${count(tasks.counts.failed)} failed` : '';
  const frozen = freezeNow(session);
  const loop = frozen
    ? `loop frozen for ${seconds(frozen.durationMs)}${byWords(frozen.holder)}`
    : `lag ${duration(lanes[0]?.lagMs ?? null)}`;
  return [
    `${work}:`,
    `${count(settled)}/${count(tasks.total)}${failed}`,
    `running ${count(tasks.counts.running)}`,
    `${seconds(session.atMs - runningSinceMs)}`,
    loop,
    `cpu ${cores(cpu.engineCores)} of ${cores(started?.machine.effectiveCores ?? null)}`,
    `rss ${bytes(memory.rssBytes)}`,
  ].join('  ');
}
