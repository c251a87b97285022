import { describe, expect, test } from 'vitest';
import { rules } from '../../source/findings/rules/index.ts';
import type { Held } from '../../source/session/vitals.ts';
import { evidenceOf, type Figures } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

/** The first task's turn comes at 100 ms: see `sessionOf`. */
const beganMs = 100;
const frame = { name: 'hash', file: '/me/auth.js', line: 42, column: 1 };

/** Tasks that began together, and failed `endedMs` later; the loop was frozen for a second from `frozenAtMs` on. */
function failing(endedMs: number, part: Partial<Held> = {}, frozenAtMs = 0, more: Figures = {}): Figures {
  return {
    model: 'async',
    atOnce: 4,
    wallMs: 9000,
    tasks: Array.from({ length: 4 }, () => [0, 0, endedMs] as const),
    failed: 4,
    errors: Array.from({ length: 4 }, () => ['TimeoutError', null, 'The operation was aborted'] as const),
    freezes: [{ durationMs: 1000, startedMs: beganMs + frozenAtMs, ...part }],
    ...more,
  };
}
const named = (name: string, message: string): Figures =>
  failing(1001, {}, 0, { errors: [[name, null, message]] });

truthTable('false-time-outs', [
  ['right after a freeze that was all of their time', failing(1001), true],
  ['as late as a turn may be', failing(1100), true],
  ['later than that', failing(1101), false],
  ['before the freeze', failing(500, {}, 600), false],
  ['without a freeze', failing(1001, {}, 0, { freezes: [] }), false],
  ['while it lasts', failing(1001, { over: false }), false],
  ['of errors that are no time-outs', named('TypeError', 'no'), false],
  ['of time-outs that people make themselves', named('Error', 'timed out after 300 ms'), true],
  ['of time-outs in their own words', named('Error', 'no reply from the service after 0.5 s'), true],
  ['of errors that speak of other things', named('Error', 'no such row after 12 of them'), false],
  ['of what was aborted', named('AbortError', 'This operation was aborted'), true],
  ['half of their time', failing(2001, {}, 1001), false],
  ['more than half of it', failing(1999, {}, 999), true],
  ['a tenth of it, where answers were there', failing(9999, { unreadSockets: 1 }, 8999), true],
  ['less than that', failing(10_101, { unreadSockets: 1 }, 9101), false],
  ['a tenth of it, where nothing was there', failing(9999, { unreadSockets: 0 }, 8999), false],
  [
    'of tasks that have a lane of their own',
    failing(1001, {}, 0, { model: 'threads', pool: [{}], tasks: [[1, 0, 1001]] }),
    false,
  ],
]);

describe('what is told of false time-outs', () => {
  const found = (figures: Figures) =>
    rules.find(({ id }) => id === 'false-time-outs')!.find(evidenceOf(figures));

  test('how many there were, how many answers, and what to free', () => {
    expect(found(failing(1001, { unreadSockets: 3, cause: 'computing', frames: [frame] }))).toMatchObject({
      saw: '4 time-outs fired after a freeze of 1.0 s: 3 sockets had an unread answer',
      figures: { timeOuts: 4, freezeMs: 1000, unreadSockets: 3 },
      next: expect.stringContaining('(auth.js:42 in hash)'),
      step: null,
    });
  });

  test('how much of their time the loop was frozen, where few answers were there or nobody looked', () => {
    const words = / a freeze of 1\.0 s: it took 100 % of their 1\.0 s$/;
    expect(found(failing(1001, { unreadSockets: 1 }))!.saw).toMatch(words);
    expect(found(failing(1001))!.saw).toMatch(words);
    expect(found(failing(1001))!.figures).not.toHaveProperty('unreadSockets');
  });

  test('freezes without a turn in between are one', () => {
    const pair = (gapMs: number) =>
      failing(1061 + gapMs, {}, 0, {
        freezes: [
          { durationMs: 1000, startedMs: beganMs },
          { durationMs: 60, startedMs: beganMs + 1000 + gapMs, unreadSockets: 4 },
        ],
      });
    expect(found(pair(10))!.figures).toMatchObject({ freezeMs: 1060, unreadSockets: 4 });
    expect(found(pair(11))!.figures).toMatchObject({ freezeMs: 60 });
  });

  test('nobody’s code is to be freed where the loop waited for a core', () => {
    const finding = found(failing(1001, { cause: 'no-core', frames: [frame] }));
    expect(finding!.next).not.toContain('auth.js');
  });
});

describe('errors-by-kind beside them', () => {
  const told = (figures: Figures) =>
    rules.find(({ id }) => id === 'errors-by-kind')!.find(evidenceOf(figures));

  test('is silent on time-outs that are false, and tells of those that are not', () => {
    expect(told(failing(1001))).toBeNull();
    expect(told(failing(1101))?.saw).toBe('4 tasks failed: TimeoutError');
  });

  test('is silent on those of which only the number is known, too', () => {
    const moreErrors = [{ name: 'TimeoutError', rootCode: null, syscall: null, tasks: 500 }];
    const many = failing(1001, {}, 0, { moreErrors });
    expect(told(many)).toBeNull();
    const rule = rules.find(({ id }) => id === 'false-time-outs')!;
    expect(rule.find(evidenceOf(many))?.saw).toMatch(/^At least 4 time-outs fired/);
  });

  test('tells of other errors', () => {
    const errors = [['TimeoutError', null] as const, ['Error', 'EMFILE'] as const];
    expect(told(failing(1001, {}, 0, { errors }))?.saw).toBe('1 task failed: EMFILE; also TimeoutError (1)');
  });
});
