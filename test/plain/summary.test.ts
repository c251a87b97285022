import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../source/findings/index.ts';
import { summaryLines } from '../../source/plain/summary.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { taskError } from '../helpers/errors.ts';
import { everyEvent } from '../helpers/events.ts';
import { libuvFigures } from '../helpers/libuv.ts';
import { planOf } from '../helpers/plan.ts';

const ended = Object.values(everyEvent).reduce(reduce, createSession(planOf()));
const linesOf = (part: Partial<Session>) => summaryLines({ ...ended, ...part }).map((line) => line.trim());

describe('the summary as text', () => {
  test('has the figures of the workload in one line, each with its unit', () => {
    const figures = [
      { name: 'lostUpdates', title: 'lost', value: 3, unit: 'updates' },
      { name: 'latencyMs', title: 'latency', value: null, unit: 'ms' },
    ];
    const lines = linesOf({ check: { ok: true, expected: '1', got: '1', figures } });
    expect(lines).toContain('figures    lost 3 updates · latency —');
    expect(linesOf({ check: null }).some((line) => line.startsWith('figures'))).toBe(false);
  });

  test('breaks many figures between two of them, within 80 columns', () => {
    const figures = Array.from({ length: 9 }, (_, at) => ({
      name: `n${at}`,
      title: `figure ${at}`,
      value: at,
      unit: 'updates',
    }));
    const lines = summaryLines({ ...ended, check: { ok: true, expected: '1', got: '1', figures } });
    const from = lines.findIndex((line) => line.startsWith('  figures'));
    const shown = lines.slice(from, from + 3);
    expect(shown.every((line) => line.length < 80)).toBe(true);
    expect(shown.join('\n')).toMatch(/^ {2}figures {4}figure 0 0 updates · .* ·\n {13}figure \d/);
    expect(shown.join(' ')).toContain('figure 8 8 updates');
  });

  test('tells of a finding what was seen, why it matters, and what to do next', () => {
    const figures = [{ name: 'lostUpdates', title: 'lost', value: 3, unit: 'updates' }];
    const session = { ...ended, check: { ok: true, expected: '1', got: '1', figures } };
    const found = findingsOf(session).find(({ rule }) => rule === 'lost-updates')!;
    const text = summaryLines(session).join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(`${found.severity}: ${found.saw} ${found.why} → ${found.next}`);
  });

  test('tells of waits for libuv’s pool only where they were felt', () => {
    const lines = (waited: number) =>
      linesOf({
        figures: libuvFigures({ threads: 4, maxMs: 92, tried: 10, waited }),
        ended: { ...ended.ended!, wallMs: 500 },
      });
    expect(lines(9)).toContain('libuv      requests waited up to 92 ms for one of 4 threads');
    expect(lines(1).some((line) => line.startsWith('libuv'))).toBe(false);
  });

  test('tells of copying only where it was felt', () => {
    const [lane] = ended.lanes;
    const copying = (copyMs: number) => linesOf({ lanes: [{ ...lane!, copyMs }] });
    // It ran for 9 ms.
    expect(copying(4.5)).toContain("copying    5 ms to copy results, 50 % of the lanes' time");
    expect(copying(0.05).some((line) => line.startsWith('copying'))).toBe(false);
  });

  test('tells of a lock only where threads share one, and in words only where it was felt', () => {
    const [lane] = ended.lanes;
    const lines = (lockMs: number | null) =>
      linesOf({
        lanes: [1, 2].map((id) => ({ ...lane!, id, kind: 'thread' as const, cpuMs: 90, waitMs: 1, lockMs })),
        ended: { ...ended.ended!, wallMs: 300 },
      });
    const shared = lines(180);
    expect(shared.join()).toContain('· cpu 90 ms · waited for the lock 180 ms · waited for a core 1 ms');
    const text = shared.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      'lock 2 threads share one lock (the GIL): each computed 30 % of the time and waited for the lock 60 %',
    );
    expect(lines(0).join()).toContain('· waited for the lock 0 ms ·');
    expect(lines(0).some((line) => line.startsWith('lock'))).toBe(false);
    expect(lines(null).join()).not.toContain('lock');
  });

  test('tells what the longest freeze was, where that is known', () => {
    const caller = { name: 'login', file: '/b.ts', line: 9, column: 1 };
    const frames = [...everyEvent.held.frames, caller, { ...caller, name: 'get', file: 'node:http' }];
    const lines = (cause: 'computing' | null) =>
      linesOf({ loop: { ...ended.loop, longest: [{ ...everyEvent.held, frames, cause }] } });
    expect(lines('computing').join(' ')).toContain(
      'frozen     longest 50 ms by task 3, computing, at a.ts:7 in hash, in 3 of 4 looks at its stack called at b.ts:9 in login ',
    );
    expect(lines(null).some((line) => line.startsWith('frozen'))).toBe(false);
  });

  test('has a line for each of eight lanes; of more it tells how many', () => {
    const [lane] = ended.lanes;
    const named = (count: number) =>
      linesOf({
        lanes: Array.from({ length: count }, (_, at) => ({ ...lane!, id: at, name: `lane-${at}` })),
      });
    const shown = (lines: string[]) => lines.filter((line) => /^(lanes +)?lane-\d /.test(line)).length;
    expect(shown(named(8))).toBe(8);
    expect(named(8).join()).not.toContain('more lane');
    expect(shown(named(9))).toBe(8);
    expect(named(9)).toContain('and 1 more lane');
  });

  test('has a line for each of five errors; of more it tells how many', () => {
    const failed = (count: number) =>
      linesOf({
        tasks: { ...ended.tasks, counts: { ...ended.tasks.counts, failed: count } },
        errors: new Map(
          Array.from({ length: count }, (_, task) => [
            task,
            taskError({ message: `no ${task}`, place: '/own/work.js:3' }),
          ]),
        ),
      });
    const shown = (lines: string[]) =>
      lines.filter((line) => /task \d: Error: no \d \(\/own\/work\.js:3\)$/.test(line)).length;
    expect(shown(failed(5))).toBe(5);
    expect(failed(5).join()).not.toContain(' more');
    expect(shown(failed(6))).toBe(5);
    expect(failed(6)).toContain('and 1 more task');
  });

  test('has one line for tasks that failed alike', () => {
    const error = taskError();
    const lines = linesOf({
      tasks: { ...ended.tasks, counts: { ...ended.tasks.counts, failed: 4 } },
      errors: new Map([
        [0, error],
        [1, { ...error, message: 'none' }],
        [2, error],
        [5, error],
      ]),
    });
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/task 0 and 2 more: Error: no$/)]));
    expect(lines).toContain('task 1: Error: none');
    expect(lines.join()).not.toContain('more task');
  });

  test('tells the memory of a lane of a pool, and never as that of a task', () => {
    const memory = { ...ended.memory, grownRssBytes: 2e6, grownVirtualBytes: 2e9 };
    expect(linesOf({ memory })).toContain('per lane 2.0 MB RSS · — PSS · 2.0 GB virtual');
    const lanes = ended.lanes.map((lane) => ({ ...lane, kind: 'loop' as const }));
    expect(linesOf({ memory, lanes })).not.toContainEqual(expect.stringMatching(/per (task|lane)/));
  });
});
