import { describe, expect, test } from 'vitest';
import { rules } from '../../source/findings/rules/index.ts';
import type { Session } from '../../source/session/state.ts';
import { evidenceOf, type Figures, findingsIn, together } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

const failing = (code: string, message = 'no'): Figures => ({
  model: 'async',
  atOnce: 8,
  tasks: together(1, 10),
  fails: true,
  errors: [['Error', code, message]],
});
const named = (name: string, message = 'no'): Figures => ({ errors: [[name, null, message]] });

truthTable('errors-by-kind', [
  ['no error', {}, false],
  ['an error of the code itself', named('TypeError', 'x is not a function'), false],
  ['a code of a library of which nothing is known', failing('ERR_INVALID_ARG_TYPE'), false],
  ['a code of one’s own', failing('E42'), false],
  ['a limit', failing('EMFILE'), true],
  ['a code of the system of which nothing is known', failing('EXDEV'), true],
  ['a name that has no address', failing('EAI_NONAME'), true],
  ['the other side', failing('UND_ERR_SOCKET'), true],
  ['a time-out by its name', named('TimeoutError'), true],
  ['a time-out by what it says', named('Error', 'timed out after 2000 ms'), true],
  ['a time-out in words of its own', named('Error', 'the service did not answer within 300 ms'), true],
  ['Python without memory', named('MemoryError'), true],
  ['what cannot be copied', failing('ERR_UNCLONEABLE'), false],
  [
    'errors that are counted only',
    { moreErrors: [{ name: 'Error', rootCode: 'EMFILE', syscall: null, tasks: 3 }] },
    true,
  ],
]);

const errorsByKind = rules.find(({ id }) => id === 'errors-by-kind')!;
const found = (figures: Figures) => errorsByKind.find(evidenceOf(figures))!;

describe('what tasks failed with', () => {
  const at = (place: string | null) =>
    ['Error', 'EMFILE', 'EMFILE: too many', { syscall: 'open', place }] as const;

  test('has its call and its place, and the number of all', () => {
    const more = { name: 'Error', rootCode: 'EMFILE', syscall: 'open', tasks: 393 };
    const errors = [at('/my/work.mjs:4'), at('/my/work.mjs:4')];
    const finding = found({ errors, moreErrors: [more] });
    expect(finding.saw).toBe('395 tasks failed: EMFILE at open, work.mjs:4');
    expect(finding.figures).toMatchObject({ failedTasks: 395 });
    expect(finding.why).toContain('(ulimit -n)');
  });

  test('names one place of several, and other kinds', () => {
    const errors = [
      at('/my/work.mjs:4'),
      at('/my/a.mjs:1'),
      at('/my/work.mjs:4'),
      ['Error', 'ECONNRESET'] as const,
    ];
    expect(found({ errors }).saw).toBe(
      '3 tasks failed: EMFILE at open, work.mjs:4 and 1 more place; also ECONNRESET (1)',
    );
  });

  test('names two other kinds, and that there are more', () => {
    const two = ['ECONNRESET', 'EPIPE'].map((code) => ['Error', code] as const);
    const three = [...two, ['TypeError', null] as const];
    const saw = (others: typeof three) => found({ errors: [at(null), at(null), ...others] }).saw;
    expect(saw([...two])).toMatch(/; also ECONNRESET \(1\), EPIPE \(1\)$/);
    expect(saw(three)).toMatch(/; also ECONNRESET \(1\), EPIPE \(1\), and others$/);
  });

  test('tells calls apart that failed alike', () => {
    const reset = (syscall: string | null) => ['Error', 'ECONNRESET', 'reset', { syscall }] as const;
    const errors = [
      reset('connect'),
      reset('connect'),
      reset('connect'),
      reset('read'),
      reset('read'),
      reset(null),
    ];
    expect(found({ errors }).saw).toBe(
      '3 tasks failed: ECONNRESET at connect; also ECONNRESET at read (2), ECONNRESET elsewhere (1)',
    );
  });

  test('is first what most of them failed with, of which something is known', () => {
    const own = Array.from({ length: 5 }, () => ['TypeError', null] as const);
    expect(found({ tasks: together(6, 10), errors: [...own, at(null)] }).saw).toBe(
      '1 task failed: EMFILE at open; also TypeError (5)',
    );
  });
});

describe('how many at once have enough descriptors', () => {
  /** `fit` tasks get what they need, and end at the end; the others fail at once. `earlier`: tasks that ended before. */
  function met(fit: number, failed: number, earlier = 0): Figures {
    return {
      model: 'async',
      atOnce: fit + failed,
      tasks: [
        ...Array.from({ length: failed }, () => [0, 500, 510] as const),
        ...Array.from({ length: fit }, () => [0, 400, 900] as const),
        ...Array.from({ length: earlier }, () => [0, 100, 200] as const),
      ],
      failed,
      errors: [['Error', 'EMFILE', 'no', { syscall: 'open' }]],
    };
  }

  test('as many as had them when the first one failed, and some to spare', () => {
    expect(found(met(300, 100))).toMatchObject({
      step: { kind: 'at-once', to: 270 },
      figures: { fit: 270, limit: 1024 },
      why: expect.stringMatching(/: enough for 300 such tasks\.$/),
      next: expect.stringMatching(/^Try 270 at once/),
    });
  });

  test('no more than the limit, whatever has still to open something', () => {
    expect(found(met(3000, 100))).toMatchObject({ step: { to: 920 } });
  });

  test('the limit of the process that met it, as the work set it; none where it was not seen', () => {
    const of = (process: Partial<Session['processes'][number]>) => {
      const { session, summary } = evidenceOf(met(30, 100));
      const processes = session.processes.map((one) => ({ ...one, ...process }));
      return errorsByKind.find({ session: { ...session, processes }, summary });
    };
    expect(of({ descriptorLimit: 256 })).toMatchObject({
      figures: { limit: 256 },
      why: 'The process may have 256 files open (ulimit -n): enough for 30 such tasks.',
    });
    expect(of({ pid: 2 })?.why).toBe(
      'The process may have no more files open (ulimit -n): enough for 30 such tasks.',
    );
    expect(of({ pid: 2 })?.figures).not.toHaveProperty('limit');
  });

  test('half of them where none got all it needs', () => {
    expect(found(met(0, 400))).toMatchObject({ step: { kind: 'at-once', to: 200 } });
  });

  test('no number of tasks helps where they leave open what they opened', () => {
    expect(found(met(4, 4, 31))).toMatchObject({ step: { kind: 'at-once' } });
    expect(found(met(4, 4, 32))).toMatchObject({
      step: null,
      next: expect.stringMatching(/^Close in each task/),
    });
  });
});

/** A server that answers so many of a number of requests at once, and closes the connections of all others as they come. */
const answers = (served: number, closed: number): Figures => ({
  ...{ model: 'async', atOnce: served + closed, failed: closed, errors: [['Error', 'ECONNRESET']] },
  tasks: [...together(closed, 10), ...together(served, 150)],
});

test('as many at once as the other side answered while it closed the connections of others', () => {
  expect(found(answers(16, 224))).toMatchObject({ step: { kind: 'at-once', to: 16 } });
  expect(found(answers(0, 240))).toMatchObject({ step: null, next: expect.stringMatching(/^Look into/) });
});

test('nobody is told to try more of what fails', () => {
  expect(findingsIn({ ...answers(16, 224), wallMs: 160 }).map(({ rule }) => rule)).toEqual([
    'errors-by-kind',
  ]);
  expect(findingsIn({ ...answers(16, 0), errors: [], wallMs: 160 }).map(({ rule }) => rule)).toEqual([
    'not-enough-data',
  ]);
});

test.each<[figures: Figures, why: RegExp, next: RegExp]>([
  [
    failing('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'),
    /accepts connections at 127\.0\.0\.1:5432\.$/,
    /^Start that server/,
  ],
  [
    failing(
      'ECONNREFUSED',
      "Multiple exceptions: [Errno 111] Connect call failed ('::1', 80, 0, 0), [Errno 111]",
    ),
    /at ::1:80\.$/,
    /^Start that server/,
  ],
  [{ ...failing('ECONNREFUSED'), fails: false }, /at that moment/, /^Look why that server/],
  [failing('ECONNRESET'), /closed the connection/, /^Look into the log/],
  [{ ...failing('ECONNRESET'), fails: false }, /closed the connection/, /^Try 4 at once: /],
  [{ ...failing('ECONNRESET'), fails: false, atOnce: 1 }, /closed the connection/, /^Look into the log/],
  [
    failing('ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:80'),
    /^10\.0\.0\.1:80 did not answer in time/,
    /^Check that/,
  ],
  [
    failing('EADDRINUSE', 'listen EADDRINUSE: address already in use :::80'),
    /^Another task or program/,
    /^Listen on port 0/,
  ],
  [failing('ENOTFOUND', 'getaddrinfo ENOTFOUND db.invalid'), /the name db\.invalid\.$/, /^Correct the name/],
  [named('AbortError'), /^They were aborted/, /^Find who aborts them/],
  [failing('SQLITE_BUSY'), /SQLite lets one write/, /^Set a busy timeout/],
  [
    { ...named('OperationalError', 'database is locked'), tasks: together(9, 5), atOnce: 9 },
    /^Another/,
    /^Try 4 at once, or let/,
  ],
  [
    failing('P2024', 'Timed out fetching a new connection from the connection pool'),
    /^All connections/,
    /^Allow more/,
  ],
  [{ ...failing('EADDRNOTAVAIL'), fails: false }, /^All ports/, /^Try 4 at once, and keep/],
  [failing('ENOSPC'), /^The disk is full/, /^Free space/],
  [failing('ENOMEM'), /no memory/, /^Use less memory/],
  [failing('EAI_AGAIN', 'getaddrinfo EAI_AGAIN db.local'), /for db\.local\.$/, /^Check the network/],
  [failing('EXDEV', 'EXDEV: no\nat'), /^EXDEV: no$/, /^Fix what that message says/],
  [failing('ENOENT', 'ENOENT: no such file'), /^ENOENT: no such file$/, /^Correct the path/],
])('%#: why it failed, and what to do', (figures, why, next) => {
  const finding = found(figures);
  expect(finding.why).toMatch(why);
  expect(finding.next).toMatch(next);
  for (const line of [finding.why, finding.next]) expect(line.length).toBeLessThanOrEqual(77);
});
