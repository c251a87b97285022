import { describe, expect, test } from 'vitest';
import { loadVerdict } from '../../../source/findings/load-words.ts';
import type { LoadEvent, LoadStep } from '../../../source/protocol/load-events.ts';
import type { Moment } from '../../../source/session/moments.ts';
import type { Program } from '../../../source/session/program.ts';
import { done, loadAfter, now, started, step } from '../../helpers/load.ts';
import { type Freeze, frame, programOf, programTable, type WatchFigures, watchOf } from './helpers/watch.ts';

type Watched = Pick<WatchFigures, 'freezes' | 'moments' | 'routes'>;

function program(events: readonly LoadEvent[], watched: Watched = {}): Program {
  return { ...programOf(watchOf(watched)), load: loadAfter(...events) };
}
/** One that rises from 50 to 400 a second. */
const rises = (...steps: readonly LoadStep[]) => [started(50, 400), ...steps, done];
const stays = (...steps: readonly LoadStep[]) => [started(50, null), ...steps, done];

const held = step(50, 'held');
const broken = step(100, 'behind');

programTable('load-not-kept', [
  ['a rate that was too much', program(rises(held, broken)), true],
  ['the same, while others are still tried', program(rises(held, broken).slice(0, -1)), false],
  ['all of them held', program(rises(held, step(100, 'held'))), false],
  [
    'a rate that was too much once, and not when it was tried again',
    program(rises(broken, step(100, 'held'))),
    false,
  ],
  ['Heddle itself was late', program(rises(held, step(100, 'late'))), false],
  [
    'one that stays, and was too much twice in the end',
    program(stays(held, step(50, 'behind'), step(50, 'failing'))),
    true,
  ],
  ['the same once: a freeze', program(stays(held, held, step(50, 'behind'))), false],
  ['nothing was sent', program([{ type: 'load-ended', why: 'no-port', message: 'none' }]), false],
]);

describe('the verdict', () => {
  test.each([
    [rises(held, broken), '50/s held (p99 12 ms); 100/s was too much: 50/s got through, p99 12 ms'],
    [rises(broken), '100/s was too much: 50/s got through, p99 12 ms'],
    [
      rises(held, step(100, 'failing', { failed: 60, statuses: { 200: 440, 503: 60 } })),
      '50/s held (p99 12 ms); 100/s was too much: 12 % failed',
    ],
    [
      rises(held, step(100, 'held', { slowMs: 30 })),
      '100/s held (p99 30 ms), the highest rate that was tried',
    ],
    [rises(held, step(100, 'late')), '50/s held (p99 12 ms); Heddle itself could not send 100/s on time'],
    [stays(held, held), '50/s held (p99 12 ms)'],
    // The last part was cut off; what is slow is told of the whole, as in its row.
    [
      stays(
        step(50, 'behind', { slowMs: 400, donePerSecond: 30 }),
        step(50, 'behind', { slowMs: 900, donePerSecond: 10, overMs: 2500 }),
        step(50, 'unknown', { due: 10, overMs: 200, donePerSecond: 0 }),
      ),
      '50/s was too much: 23/s got through, p99 403 ms',
    ],
    [
      stays(held, step(50, 'behind', { donePerSecond: 30 }), step(50, 'behind', { donePerSecond: 20 })),
      '50/s was too much: 25/s got through, p99 12 ms',
    ],
    [
      [started(1, null), now(9000, 1, { due: 9 }), step(1, 'unknown', { due: 9 }), done],
      '9 requests are too few to tell whether 1.0/s holds',
    ],
  ])('of %#', (events, saw) => {
    expect(loadVerdict(program(events))?.saw).toBe(saw);
  });

  test('none before it can tell', () => {
    expect(loadVerdict(program([started(50, null)]))).toBeNull();
    expect(loadVerdict(programOf(watchOf({})))).toBeNull();
  });

  test('where Heddle itself was late nothing is said of the program', () => {
    const events = rises(held, step(100, 'late', { slowMs: 900 }));
    expect(
      loadVerdict(program(events, { freezes: [{ durationMs: 3000, frames: [frame('hash')] }] })),
    ).toEqual({
      isBroken: false,
      saw: '50/s held (p99 12 ms); Heddle itself could not send 100/s on time',
      why: 'It had to wait for a core: your program or others had them.',
      advice: { next: 'Try it again while the machine is quiet, or on more cores', step: null },
    });
  });

  test('what comes in the place of answers', () => {
    const statuses = { 200: 400, 404: 3, ECONNRESET: 40, 503: 60, 'no answer': 2 };
    const events = rises(held, step(100, 'failing', { failed: 100, unanswered: 2, statuses }));
    expect(loadVerdict(program(events))?.why).toBe('In place of answers: 503 (60), ECONNRESET (40).');
  });

  test('a path that is not there', () => {
    const events = stays(step(50, 'held', { statuses: { 404: 250 } }));
    expect(loadVerdict(program(events))).toMatchObject({
      why: '250 of 250 were answered with 404: is it what you meant to send?',
      advice: null,
    });
    const of = (found: number) =>
      loadVerdict(program(stays(step(50, 'held', { statuses: { 200: 250 - found, 404: found } }))))?.why;
    expect(of(125)).toMatch(/^125 of 250 were answered with 404/);
    expect(of(120)).toBeNull();
  });

  test('of a rate that held how to find the one that is too much', () => {
    expect(loadVerdict(program(stays(held)))?.advice?.next).toBe(
      "To see where it breaks: --load '50/s.. GET /login'",
    );
  });
});

describe('what gives way', () => {
  const inHash = { frames: [frame('hash')], stacks: 4, stacksHere: 4 };
  const freeze = (durationMs: number, startedMs = 1000): Freeze => ({ durationMs, startedMs, ...inHash });
  /** Two moments around the step, between which its loop was busy, the program used so many cores, and anybody. */
  const moments = (busy: number, used: number): Partial<Moment>[] => [
    { atMs: 0, busyMs: 0, measuredMs: 0, usedCoreMs: 0, coreMs: 0 },
    { atMs: 6000, busyMs: busy * 6000, measuredMs: 6000, usedCoreMs: used * 12_000, coreMs: 12_000 },
  ];
  const why = (watched: Watched) => loadVerdict(program(rises(held, broken), watched))?.why ?? null;

  test.each<[string, Watched, string | null]>([
    [
      'a function that held the loop',
      { freezes: [freeze(500)] },
      'hash (auth.js:42) held the loop 10 % of the time.',
    ],
    ['a shorter one', { freezes: [freeze(490)] }, null],
    ['one that was before', { freezes: [freeze(900, -1000)] }, null],
    [
      'as far as it was then',
      { freezes: [freeze(3000, 4000)] },
      'hash (auth.js:42) held the loop 20 % of the time.',
    ],
    [
      'a loop that is full',
      { moments: moments(0.9, 0.5) },
      'The loop was busy 90 % of the time, in calls of less than 100 ms each.',
    ],
    ['one that is not', { moments: moments(0.89, 0.5) }, null],
    [
      'none of it',
      { moments: moments(0.5, 1) },
      'It was idle 50 % of the time: its requests waited for something else.',
    ],
    ['more than that', { moments: moments(0.51, 0.94) }, null],
    ['all cores', { moments: moments(0.51, 0.95) }, "95 % of the machine's cores were in use."],
    ['nobody knows', {}, null],
  ])('%s', (_, watched, words) => {
    expect(why(watched)).toBe(words);
  });

  test('other programs that have the cores', () => {
    const of = (ownCores: number) => {
      const watch = watchOf({ moments: moments(0.6, 1) });
      const engineSeries = { ...watch.cpu.engineSeries, values: [0, 1, 2, 3, 4].map(() => ownCores) };
      const cpu = { ...watch.cpu, engineSeries };
      const load = loadAfter(...rises(held, step(100, 'behind', { cpuCores: 0.1 })));
      return loadVerdict({ ...programOf({ ...watch, cpu }), load });
    };
    expect(of(0.9)?.why).toBe("Other programs used 50 % of the machine's cores.");
    expect(of(1)?.why).toBe("100 % of the machine's cores were in use.");
  });

  test('a program without an event loop that answers one request at a time', () => {
    const of = (eachMs: number, watched: Watched = {}) => {
      const watch = watchOf({ ...watched, routes: [{ route: 'GET /', failed: 0 }] });
      const routes = watch.requests.routes.map((route) => ({ ...route, count: 10, sumMs: 10 * eachMs }));
      const cpu = {
        ...watch.cpu,
        engineSeries: { ...watch.cpu.engineSeries, values: [0.1, 0.1, 0.1, 0.1, 0.1] },
      };
      const load = loadAfter(...rises(held, step(100, 'behind', { donePerSecond: 50 })));
      return loadVerdict({ ...programOf({ ...watch, cpu, requests: { ...watch.requests, routes } }), load })
        ?.why;
    };
    const one = (each: string) =>
      `It answered one request at a time, ${each} each, and was idle 90 % of the time.`;
    expect([12, 20, 24].map((ms) => of(ms))).toEqual([one('12 ms'), one('20 ms'), one('24 ms')]);
    expect(of(24.1)).toMatch(/^It was idle 90 %/);
    expect(of(20, { moments: moments(0.1, 0.5) })).toMatch(/^It was idle 90 %/);
  });

  test('is told of a rate that held where people feel it', () => {
    const felt = (slowMs: number) =>
      loadVerdict(program(stays(step(50, 'held', { slowMs })), { freezes: [freeze(600)] }))?.why;
    expect(felt(98)).toBeNull();
    expect(felt(103)).toBe('hash (auth.js:42) held the loop 12 % of the time.');
  });

  test('where it had no core that is told, and who held it by what it computed', () => {
    const starved = (durationMs: number, cpuMs: number | null): Freeze => ({
      ...{ ...freeze(durationMs), cause: 'no-core', cpuMs },
    });
    const waited = (share: string) =>
      `The loop waited for a core ${share} of the time: your program or others had them.`;
    expect(why({ freezes: [starved(500, null)] })).toBe(waited('10 %'));
    expect(why({ freezes: [starved(490, null)] })).toBeNull();
    expect(why({ freezes: [starved(3000, 1000)] })).toBe(waited('40 %'));
    // Half of what the freeze took was in the step.
    expect(why({ freezes: [{ ...starved(4000, 1000), startedMs: -1000 }] })).toBe(waited('45 %'));
    expect(why({ freezes: [starved(2000, 1500)] })).toBe('hash (auth.js:42) held the loop 30 % of the time.');
    const advice = loadVerdict(program(rises(held, broken), { freezes: [starved(500, null)] }))?.advice;
    expect(advice?.next).toBe('Try it again while the machine is quiet, or on more cores');
  });

  test('has its advice', () => {
    const advice = (watched: Watched) => loadVerdict(program(rises(held, broken), watched))?.advice?.next;
    expect(advice({ freezes: [freeze(900)] })).toMatch(/^Do it in a worker thread/);
    expect(advice({ moments: moments(1, 0.5) })).toMatch(/^Run one process per core/);
    const idle = { moments: moments(0.1, 0.5) };
    expect(advice(idle)).toBe('Look at what its requests wait for: a database, a full pool, a lock');
    expect(advice({ ...idle, routes: [{ kind: 'client', route: 'GET api/x', failed: 0 }] })).toMatch(
      /calls to others are below its routes$/,
    );
    expect(advice({})).toMatch(/^Look at its processor/);
  });
});
