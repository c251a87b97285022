import { describe, expect, test } from 'vitest';
import type { LoadEvent } from '../../source/protocol/load-events.ts';
import { mostConnections, type Outcome } from '../../source/sender/connections.ts';
import { giveUpMs, mostWaiting, Sender } from '../../source/sender/sender.ts';

type Of<T extends LoadEvent['type']> = Extract<LoadEvent, { type: T }>;
type Sent = { readonly path: string; readonly atMs: number; end(outcome: Outcome): void };

/** A sender with a clock of its own. `answer`: after how many milliseconds a request is answered, and how; null: never. */
function sending(
  rates: { ratePerSecond: number; untilPerSecond?: number | null },
  answer: (sent: Sent) => { ms: number; outcome: Outcome } | null,
  paths = ['/a'],
) {
  let nowMs = 0;
  const calls: { atMs: number; call: () => void }[] = [];
  const events: LoadEvent[] = [];
  const sent: Sent[] = [];
  let most = 0;
  let open = 0;
  const later = (ms: number, call: () => void) => void calls.push({ atMs: nowMs + Math.max(0, ms), call });
  const sender = new Sender({
    plan: {
      name: 'GET /a',
      requests: paths.map((path) => ({ method: 'GET', path, headers: {}, body: null })),
      untilPerSecond: null,
      ...rates,
    },
    clock: () => nowMs,
    later,
    cpuMs: () => nowMs / 10,
    write: (event) => void events.push(event),
    send({ path }, done) {
      let isOver = false;
      open++;
      most = Math.max(most, open);
      const over = (outcome: Outcome | null) => {
        if (isOver) return;
        isOver = true;
        open--;
        if (outcome) done(outcome);
      };
      const one: Sent = { path, atMs: nowMs, end: over };
      sent.push(one);
      const said = answer(one);
      if (said) later(said.ms, () => over(said.outcome));
      return () => over(null);
    },
  });
  const all = <T extends LoadEvent['type']>(type: T) =>
    events.filter((event): event is Of<T> => event.type === type);
  const run = (untilMs: number) => {
    for (;;) {
      const next = calls.reduce((a, b) => (b.atMs < a.atMs ? b : a), { atMs: Infinity, call: () => {} });
      if (next.atMs > untilMs) break;
      calls.splice(calls.indexOf(next), 1);
      nowMs = Math.max(nowMs, next.atMs);
      next.call();
    }
    nowMs = Math.max(nowMs, untilMs);
  };
  sender.begin();
  return { sender, sent, all, run, most: () => most };
}

const ok: Outcome = { status: 200 };

/** A server that answers one request after another. */
function queue(msEach: number) {
  let freeMs = 0;
  return ({ atMs }: Sent) => {
    freeMs = Math.max(freeMs, atMs) + msEach;
    return { ms: freeMs - atMs, outcome: ok };
  };
}

describe('a load that stays', () => {
  test('sends at its rate, in turn, and tells parts of five seconds', () => {
    const { sent, run, all } = sending({ ratePerSecond: 100 }, () => ({ ms: 4, outcome: ok }), ['/a', '/b']);
    run(16_000);
    expect(sent.length).toBeGreaterThan(1400);
    expect(sent.length).toBeLessThan(1800);
    expect(sent.slice(0, 4).map(({ path }) => path)).toEqual(['/a', '/b', '/a', '/b']);
    const steps = all('load-step');
    expect(steps).toHaveLength(3);
    expect(steps[1]).toMatchObject({
      verdict: 'held',
      failed: 0,
      due: 500,
      answered: 500,
      statuses: { 200: 500 },
    });
    expect(steps[1]!.durations.reduce((sum, [, count]) => sum + count, 0)).toBe(500);
    // The first fifth of the first part warms up.
    expect(steps[0]!.durations.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(430);
    expect(steps[1]!.longestMs).toBeCloseTo(4, 5);
    expect(steps[1]!.cpuCores).toBeCloseTo(0.1, 2);
  });

  test('counts a freeze from when each request was due', () => {
    const { run, all } = sending({ ratePerSecond: 50 }, ({ atMs }) => ({
      ms: atMs > 6000 && atMs < 7000 ? 7000 - atMs : 1,
      outcome: ok,
    }));
    run(12_000);
    const { durations, longestMs } = all('load-step')[1]!;
    expect(longestMs).toBeGreaterThan(900);
    const slow = durations.filter(([bucket]) => 0.01 * 1.02 ** bucket > 100);
    expect(slow.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(30);
  });

  test('tells of each part what gets through, also where that waited since one before', () => {
    const { run, all, sender } = sending({ ratePerSecond: 100 }, queue(50));
    run(18_000);
    sender.stop(true);
    const parts = all('load-step').filter(({ overMs }) => overMs > 4000);
    expect(parts).toHaveLength(3);
    for (const { donePerSecond } of parts) expect(donePerSecond).toBeCloseTo(20, 0);
  });

  test('is bounded while the program is frozen for minutes: what has no room is counted', () => {
    const { run, all, most, sent } = sending({ ratePerSecond: 1000 }, () => null);
    run(300_000);
    expect(most()).toBe(mostConnections);
    const now = all('load').at(-1)!;
    expect(now).toMatchObject({ inFlight: mostConnections, answered: 0, failed: 0 });
    expect(now.waiting).toBeLessThanOrEqual(mostWaiting);
    expect(Math.max(...all('load').map(({ waiting }) => waiting))).toBe(mostWaiting);
    expect(now.unsent).toBeGreaterThan(200_000);
    expect(now.due).toBe(now.unanswered + now.unsent + now.inFlight + now.waiting);
    expect(now.unanswered + now.inFlight).toBe(sent.length);
    // Given up in time, so that no step stays open: it waits for a connection, and then for an answer.
    expect(now.oldestMs).toBeLessThan(2 * giveUpMs + 1000);
    expect(all('load-step').length).toBeGreaterThan(45);
    expect(all('load-step').every(({ verdict }) => verdict === 'failing' || verdict === 'behind')).toBe(true);
  });

  test('those that wait for a connection are sent when one is free, the oldest first', () => {
    const { run, all, sent } = sending({ ratePerSecond: 1000 }, ({ atMs }) =>
      atMs < 1000 ? null : { ms: 1, outcome: ok },
    );
    run(1000);
    const { waiting } = all('load').at(-1)!;
    expect(waiting).toBeGreaterThan(300);
    for (const one of sent.slice()) one.end(ok);
    run(1500);
    expect(all('load').at(-1)).toMatchObject({ waiting: 0, unsent: 0 });
    expect(all('load').at(-1)!.longestMs).toBeGreaterThan(400);
  });
});

test.each([
  [{ status: 404 }, 'answered'],
  [{ status: 429 }, 'failed'],
  [{ status: 500 }, 'failed'],
  [{ code: 'ECONNREFUSED' }, 'failed'],
] as const)('%j counts as %s', (outcome, as) => {
  const { run, all } = sending({ ratePerSecond: 100 }, () => ({ ms: 1, outcome }));
  run(5500);
  expect(all('load-step')[0]).toMatchObject({ [as]: 500, verdict: as === 'answered' ? 'held' : 'failing' });
});

describe('a load that rises', () => {
  test('ends between what it can do and what it cannot', () => {
    const { run, all } = sending({ ratePerSecond: 25, untilPerSecond: 5000 }, queue(5));
    run(300_000);
    const steps = all('load-step');
    expect(steps.slice(0, 4).map(({ ratePerSecond }) => ratePerSecond)).toEqual([25, 50, 100, 200]);
    expect(
      Math.min(...steps.filter(({ verdict }) => verdict === 'behind').map((one) => one.ratePerSecond)),
    ).toBeLessThan(400);
    expect(steps.find(({ ratePerSecond }) => ratePerSecond === 400)!.donePerSecond).toBeCloseTo(200, -1);
    expect(all('load-ended')).toEqual([{ type: 'load-ended', why: 'done', message: null }]);
  });

  test('a step begins when all of the one before have ended', () => {
    const { run, all } = sending({ ratePerSecond: 400, untilPerSecond: 800 }, queue(5));
    run(12_000);
    const [first] = all('load-step');
    expect(first).toMatchObject({ ratePerSecond: 400, answered: 2000 });
    expect(first!.atMs).toBeGreaterThan(9000);
  });
});

describe('the end', () => {
  test('what is under way is given up, and what is known is told', () => {
    const { sender, run, all } = sending({ ratePerSecond: 100 }, () => ({ ms: 200, outcome: ok }));
    run(3000);
    sender.stop(false);
    run(20_000);
    const [step] = all('load-step');
    expect(all('load-step')).toHaveLength(1);
    expect(step!.due).toBeGreaterThan(250);
    expect(step!.due - step!.answered).toBeGreaterThan(5);
    expect(all('load-ended')).toEqual([{ type: 'load-ended', why: 'stopped', message: null }]);
  });

  test.each([
    [true, 'held'],
    [false, 'failing'],
  ])('connections that the end of the program cuts are no failures (its end: %s)', (isGone, verdict) => {
    const { sender, run, all } = sending({ ratePerSecond: 100 }, ({ atMs }) => ({
      ms: 1,
      outcome: atMs > 2900 ? { code: 'ECONNREFUSED' } : ok,
    }));
    run(3000);
    sender.stop(isGone);
    const [step] = all('load-step');
    expect(step).toMatchObject({ verdict });
    expect(step!.failed > 0).toBe(!isGone);
    // Of all together it is told alike.
    expect(all('load').at(-1)).toMatchObject({ failed: step!.failed });
  });
});
