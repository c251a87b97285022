import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measured } from '../protocol/units.ts';

/** The kernel counts in hundredths of a second: this many of them tell a tenth of a core. */
const lookMs = 300;
/** How long a machine that was busy is left alone until it is looked at again. */
const pauseMs = 700;

type Times = { readonly busyMs: number; readonly allMs: number };

/** Share of all processor time that any program used between two looks; null where the system does not tell. */
export function busyBetween(before: Times, after: Times): Measured {
  const allMs = after.allMs - before.allMs;
  return allMs > 0 ? Math.min(1, Math.max(0, (after.busyMs - before.busyMs) / allMs)) : null;
}

/** What share of the machine's cores other programs use now: a look that lasts 300 ms, in which this process is idle. */
async function lookAtCores(): Promise<Measured> {
  const before = times();
  await sleep(lookMs);
  return busyBetween(before, times());
}

/**
 * Waits until other programs use less than `quietRatio` of the cores, for `atMostMs` at most. Returns what they use at
 * last, and how long it was waited beyond the first look.
 */
export async function waitForQuiet(
  quietRatio: number,
  atMostMs: number,
): Promise<{ readonly busyRatio: Measured; readonly waitedMs: number }> {
  let waitedMs = 0;
  let busyRatio = await lookAtCores();
  while (busyRatio !== null && busyRatio >= quietRatio && waitedMs + pauseMs + lookMs <= atMostMs) {
    await sleep(pauseMs);
    busyRatio = await lookAtCores();
    waitedMs += pauseMs + lookMs;
  }
  return { busyRatio, waitedMs };
}

function times(): Times {
  let busyMs = 0;
  let allMs = 0;
  for (const { times } of cpus()) {
    const { user, nice, sys, irq, idle } = times;
    busyMs += user + nice + sys + irq;
    allMs += user + nice + sys + irq + idle;
  }
  return { busyMs, allMs };
}
