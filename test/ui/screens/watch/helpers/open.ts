import type { Observation } from '../../../../../source/protocol/observation.ts';
import type { ProgramEvent } from '../../../../../source/protocol/program-events.ts';
import { createScreen } from '../../../../../source/ui/screens/watch/index.ts';
import { held, lane, look, played, started } from '../../../../helpers/watched.ts';
import { openFake } from '../../helpers/fake-services.ts';

/** The screen with a program on it that has told so far. */
export function open(
  events: Iterable<ProgramEvent>,
  { unicode = true, how = 'launched' }: { unicode?: boolean; how?: Observation['how'] } = {},
) {
  const { observation, calls, play } = played(how);
  const screen = openFake(createScreen, { argument: { observation }, unicode });
  play(events);
  return Object.assign(screen, { play, calls });
}

export type Screen = ReturnType<typeof openFake>;

export const first = 1234;
export const of = (event: Parameters<typeof frame>[0], pid = first) => frame(event, pid);
const frame = (event: Extract<ProgramEvent, { pid: number }>['event'], pid: number): ProgramEvent => ({
  pid,
  event,
});

/** A cluster whose second worker is frozen, started by npm. */
export function* cluster(): Generator<ProgramEvent> {
  yield { unobserved: { pid: 1230, command: 'npm start', why: 'package managers only start others' } };
  yield of(started(first, { parentPid: 1230 }));
  for (const pid of [1241, 1242]) {
    yield of(started(pid, { parentPid: first, command: ['/usr/bin/node', '/srv/shop/worker.js'] }), pid);
    yield of(lane(0, 'main'), pid);
    yield of({ type: 'loaded', atMs: 200 }, pid);
    for (const atMs of [1000, 2000, 3000]) yield of(look(atMs, [1]), pid);
  }
  yield of(held(2100, 900), 1242);
  yield of({ type: 'watch-ended', atMs: 900, how: 'exited', exitCode: 3, signal: null }, first);
}

/** Without the first row and the last one, which belong to the frame. */
export function whole({ screen, text, services }: Screen, width: number, height: number): string {
  const note = screen.note?.() ?? null;
  const body = text(width, height - (note === null ? 3 : 4));
  const rows = [screen.subtitle(width), body, ...(note === null ? [] : [` ${note}`])];
  return `${rows.map(services.theme.finish).join('\n')}\n`;
}

/** A script that never answers a request. */
export const script: readonly ProgramEvent[] = [
  of(started(first, { command: ['node', 'import.js'] })),
  of(lane(0, 'main')),
  of({ type: 'loaded', atMs: 200 }),
  of(look(1000, [2])),
  of(look(2000, [30])),
];
