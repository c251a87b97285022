import { feltWaitMs } from '../catalog/figures.ts';
import { duration, times } from '../format.ts';
import { addHeld } from '../session/held-places.ts';
import type { Program } from '../session/program.ts';
import type { HeldPlace } from '../session/vitals.ts';
import { isOfCode } from './watch/recent.ts';

/**
 * `The loop was frozen 3 times meanwhile, up to 1.2 s, mostly in hash (auth.js:42).`: what requests met that Heddle sent, in any
 * process of the program. Null: nothing that people would feel.
 */
export function freezesMeanwhile(
  { load, watches }: Program,
  name: (place: HeldPlace) => string,
): string | null {
  if (!load?.started || !load.now) return null;
  const { monotonicMs } = load.started;
  const { atMs } = load.now;
  const held = [...watches.values()].flatMap(({ program, loop }) => {
    if (program === null) return [];
    // On the clock of that process.
    const fromMs = monotonicMs - program.monotonicMs;
    return loop.held.filter(
      ({ startedMs, durationMs }) =>
        durationMs >= feltWaitMs && startedMs < fromMs + atMs && startedMs + durationMs > fromMs,
    );
  });
  if (held.length === 0) return null;
  const longest = duration(Math.max(...held.map(({ durationMs }) => durationMs)));
  const long = held.length === 1 ? `for ${longest}` : `up to ${longest}`;
  const [most, ...others] = held.filter(isOfCode).reduce<readonly HeldPlace[]>(addHeld, []);
  const where = most ? `, ${others.length > 0 ? 'mostly ' : ''}in ${name(most)}` : '';
  return `The loop was frozen ${times(held.length)} meanwhile, ${long}${where}.`;
}
