import { describe, expect, test } from 'vitest';
import { finding, finds, frame, watchTable } from './helpers/watch.ts';

const inHash = { frames: [frame('hashPassword')] };
/** Of ten minutes that share: one request in a hundred meets what takes a hundredth of the time. */
const ofTenMinutes = (ratio: number) => ({
  atMs: 600_100,
  freezes: [{ durationMs: 600_000 * ratio, ...inHash }],
});

watchTable('loop-held', [
  ['100 ms in one piece', { freezes: [{ durationMs: 100, ...inHash }] }, true],
  ['99 ms', { freezes: [{ durationMs: 99, ...inHash }] }, false],
  [
    'short ones only, however many',
    { freezes: Array.from({ length: 9 }, () => ({ durationMs: 60, ...inHash })) },
    false,
  ],
  ['nobody saw where', { freezes: [{ durationMs: 900 }] }, false],
  [
    'in a package alone',
    { freezes: [{ durationMs: 900, frames: [frame('x', '/app/node_modules/x/x.js')] }] },
    false,
  ],
  ['the collector did', { freezes: [{ durationMs: 900, cause: 'collector', ...inHash }] }, false],
  ['another thread had the lock', { freezes: [{ durationMs: 900, cause: 'lock', ...inHash }] }, false],
  ['others had the cores', { freezes: [{ durationMs: 900, cause: 'no-core', ...inHash }] }, false],
  [
    'others had the cores, and it had one for 100 ms',
    { freezes: [{ durationMs: 900, cpuMs: 100, cause: 'no-core', ...inHash }] },
    true,
  ],
  [
    'others had the cores, and it had one for 99 ms',
    { freezes: [{ durationMs: 900, cpuMs: 99, cause: 'no-core', ...inHash }] },
    false,
  ],
  ['more than ten minutes ago', { atMs: 700_000, freezes: [{ durationMs: 900, ...inHash }] }, false],
  ['while it loaded', { loadedMs: 2000, freezes: [{ durationMs: 900, ...inHash }] }, false],
  ['of a program in another runtime', { runtime: null, freezes: [{ durationMs: 900, ...inHash }] }, false],
]);

describe('what it says of a loop that is held', () => {
  const said = (freezes: Parameters<typeof finding>[1]['freezes'], more = {}) =>
    finding('loop-held', { atMs: 60_100, freezes: freezes!, ...more });
  const login = { kind: 'request', request: 'POST /login', certainty: 'exact' } as const;

  test('the function, how often and for how long, and for which request', () => {
    const freezes = [400, 1600].map((durationMs) => ({ durationMs, ...inHash, holder: login }));
    expect(said(freezes)).toMatchObject({
      subject: 'hashPassword (auth.js:42)',
      saw: 'hashPassword (auth.js:42) held the loop twice, 2.0 s of the last 60.0 s',
      why: 'Serving POST /login. Nothing else was answered meanwhile.',
      figures: { freezes: 2, heldMs: 2000, longestMs: 1600, overMs: 60_000 },
    });
  });

  test('without the time for which others had the cores', () => {
    const { saw, next } = said([{ durationMs: 3000, cpuMs: 1200, cause: 'no-core', ...inHash }]);
    expect(saw).toMatch(/ held the loop once, 1\.2 s of the last/);
    expect(next).toMatch(/^Do it in a worker thread/);
  });

  test('the line and the advice of each of two causes in one function without a name', () => {
    const at = (line: number) => ({ ...frame(null), line });
    const served = (request: string) => ({ kind: 'request', request, certainty: 'exact' }) as const;
    const exec = [frame('execSync', 'node:child_process', 900), at(10)];
    const found = finds('loop-held', {
      freezes: [
        { durationMs: 2000, frames: exec, cause: 'child', holder: served('GET /exec') },
        { durationMs: 1500, frames: [at(6)], holder: served('GET /a') },
      ],
    });
    expect(found).toMatchObject([
      {
        subject: 'execSync in auth.js:10',
        next: expect.stringMatching(/^Use execFile/),
        figures: { heldMs: 2000 },
      },
      { subject: 'auth.js:6', next: expect.stringMatching(/^Do it in a worker/), figures: { heldMs: 1500 } },
    ]);
  });

  test('that it is only likely, and that there were others', () => {
    const others = ['GET /a', 'GET /b'].map((request) => ({
      durationMs: 200,
      ...inHash,
      holder: { kind: 'request', request, certainty: 'likely' } as const,
    }));
    expect(said([{ ...others[0]!, durationMs: 300 }, others[1]!]).why).toMatch(
      /^Probably serving GET \/a and 1 other request\./,
    );
  });

  test('that a call had returned when its line was seen', () => {
    const saw = (placed: 'before' | 'below', name: string | null) =>
      said([{ durationMs: 200, frames: [{ ...frame('x'), name }], placed }]).saw;
    expect(saw('before', 'sign')).toMatch(/^A call in sign just before auth\.js:42 held the loop once/);
    expect(saw('before', null)).toMatch(/^A call just before auth\.js:42 held the loop once/);
    expect(saw('below', 'sign')).toMatch(/^A call below sign \(auth\.js:42\) held the loop once/);
  });

  test('that its line is near', () => {
    const saw = (name: string | null) =>
      said([{ durationMs: 200, frames: [{ ...frame('x'), name }], placed: 'near' }]).saw;
    expect(saw('sign')).toMatch(/^sign \(near auth\.js:42\) held the loop once/);
    expect(saw(null)).toMatch(/^Code near auth\.js:42 held the loop once/);
  });

  test('that a timer called it, and once', () => {
    const timer = { kind: 'timer', certainty: 'likely' } as const;
    const frames = [frame('hash'), frame('renew'), frame('refresh', '/app/jobs.js', 7)];
    const { saw, why } = said([{ durationMs: 200, frames, holder: timer }]);
    expect(saw).toContain('held the loop once, 200 ms');
    expect(why).toMatch(/^Called by a timer that runs refresh \(jobs\.js:7\)\. Called by renew/);
    expect(said([{ durationMs: 200, ...inHash, holder: timer }]).why).toBe(
      'Called by a timer that runs hashPassword (auth.js:42). Nothing else was answered meanwhile.',
    );
  });

  test('which other function called it', () => {
    const why = (caller: string | null) =>
      said([{ durationMs: 200, frames: [frame('leaf'), frame('leaf'), frame(caller, '/app/a.js', 7)] }]).why;
    expect(why('report')).toBe('Called by report (a.js:7). Nothing else was answered meanwhile.');
    expect(why(null)).toMatch(/^Called at a\.js:7\. /);
  });

  test('the other form of the call, and the function to measure', () => {
    const frames = [frame('pbkdf2Sync', 'node:internal/crypto/pbkdf2', 62), ...inHash.frames];
    expect(said([{ durationMs: 200, frames, cause: 'native-call' }])).toMatchObject({
      why: 'In pbkdf2Sync. Nothing else was answered meanwhile.',
      next: 'Use pbkdf2 from node:crypto instead of pbkdf2Sync',
      step: { kind: 'measure', places: [{ name: 'hashPassword', file: '/app/auth.js', line: 42 }] },
    });
  });

  test.each([
    ['node', 'computing', null, /^Do it in a worker thread/],
    ['node', 'blocked', null, /^Use a form of this call that returns a promise/],
    ['node', 'child', null, /^Use a form of this call that returns a promise/],
    ['node', 'computing', 'ticks', /^Use setImmediate there instead of process\.nextTick/],
    ['python', 'computing', null, /^Do it in a ProcessPoolExecutor/],
    ['python', 'blocked', null, /^Do it in a thread: await asyncio\.to_thread/],
  ] as const)('what to do in %s about what is %s (%s)', (runtime, cause, starvedBy, next) => {
    expect(said([{ durationMs: 200, ...inHash, cause, starvedBy }], { runtime }).next).toMatch(next);
  });

  test('to measure, its function and those that called it', () => {
    const frames = [frame('createHash', 'node:crypto', 60), frame(null), frame('sign', '/app/sign.js', 7)];
    expect(said([{ durationMs: 200, frames }]).step).toMatchObject({
      kind: 'measure',
      places: [
        { name: null, file: '/app/auth.js', line: 42 },
        { name: 'sign', file: '/app/sign.js', line: 7 },
      ],
    });
  });

  test('from a hundredth of the time on it is a problem', () => {
    expect(finding('loop-held', ofTenMinutes(0.0105)).severity).toBe('problem');
    expect(finding('loop-held', ofTenMinutes(0.0095)).severity).toBe('warning');
  });

  test('all functions, the worst first', () => {
    const freezes = [200, 500, 300, 400].map((durationMs) => ({
      durationMs,
      frames: [frame(`f${durationMs}`)],
    }));
    expect(finds('loop-held', { freezes }).map(({ figures }) => figures.heldMs)).toEqual([
      500, 400, 300, 200,
    ]);
  });

  test('where there were more than are kept, the time of those that are', () => {
    const freezes = [10_000, 20_000].map((startedMs) => ({ startedMs, durationMs: 200, ...inHash }));
    const { figures } = finding('loop-held', { atMs: 60_000, freezes, earlierFreezes: 1 });
    expect(figures.overMs).toBe(50_000);
  });
});

const queued = (ratio: number, cause: 'no-core' | 'computing' = 'no-core') => ({
  atMs: 20_100,
  freezes: [{ durationMs: ratio * 20_000, cause }],
});
watchTable('loop-without-core', [
  ['a hundredth of the time', queued(0.0105), true],
  ['less', queued(0.0095), false],
  ['it computed', queued(0.0105, 'computing'), false],
  [
    'in pieces that nobody feels',
    { freezes: Array.from({ length: 20 }, () => ({ durationMs: 90, cause: 'no-core' })) },
    false,
  ],
]);

test('a loop without a core is told with the line where it was', () => {
  const why = (found: object) =>
    finding('loop-without-core', { freezes: [{ durationMs: 900, cause: 'no-core', ...found }] }).why;
  expect(why(inHash)).toMatch(/^Others had the cores, mostly while it was in hashPassword \(.*:\d+\)\.$/);
  expect(why({})).toMatch(/Your code may be fine/);
});

test('and in its first row, where there is room', () => {
  const saw = (name: string) =>
    finding('loop-without-core', {
      atMs: 20_100,
      freezes: [{ durationMs: 11_800, cause: 'no-core', frames: [frame(name, '/app/src/clean.js', 21)] }],
    }).saw;
  expect(saw('sorting')).toBe('The loop waited 11.8 s of 20.0 s for a core, mostly in sorting (clean.js:21)');
  expect(saw('sortings')).toBe('The loop waited for a core once, 11.8 s of the last 20.0 s');
});

watchTable('loading-slow', [
  ['a second', { loadedMs: 1000 }, true],
  ['less', { loadedMs: 990 }, false],
  ['it still loads', { loadedMs: null }, false],
  ['it ran before it was watched', { loadedMs: 2000, how: 'attached' }, false],
]);

test('what loads in Python is not to be bundled', () => {
  expect(finding('loading-slow', { loadedMs: 2000 })?.next).toContain('or bundle it');
  expect(finding('loading-slow', { loadedMs: 2000, runtime: 'python' })?.next).toBe(
    'Import later what is not needed at once',
  );
});

test('loading tells the line that it was in', () => {
  const figures = {
    loadedMs: 3000,
    loading: { durationMs: 2900, frames: [frame(null, '/app/server.js', 3)] },
  };
  expect(finding('loading-slow', figures)).toMatchObject({
    saw: 'It loaded for 3.0 s before its loop turned for the first time',
    why: 'Much of it was in server.js:3. Until then it answers nobody.',
  });
});
