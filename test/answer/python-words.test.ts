import { describe, expect, test } from 'vitest';
import type { Answer } from '../../source/answer/answer.ts';
import { answerSections } from '../../source/answer/words/index.ts';
import type { Character } from '../../source/work/character.ts';
import { answerOf, candidateOf, characterOf, figuresOf, notOf, sizeOf } from './helpers/answers.ts';

/** The text of an answer: what stands behind each label. */
function saidBy(part: Partial<Answer> = {}): Record<string, string> {
  const sections = answerSections(answerOf(part));
  return Object.fromEntries(sections.map(({ label, rows }) => [label, rows.join(' ')]));
}

describe('in Python', () => {
  const python = {
    runtime: 'python',
    interpreter: { path: 'python3', version: '3.11.7', lock: 'shared', asked: null },
    startMethod: { name: 'fork', wasAsked: false },
  } as const;
  const processes = candidateOf('processes', 2);

  test('lanes have its names, and how processes were started is told', () => {
    expect(saidBy({ ...python, candidate: processes }).Answer).toMatch(
      /^Use processes, 2 processes\..* Its processes were started by fork, the default of this Python\. To measure another way, add --start-method\.$/,
    );
    expect(saidBy({ ...python, candidate: candidateOf('threads', 1) }).Answer).toMatch(
      /^Use threads, 1 thread\./,
    );
  });

  test('threads that waited for the lock say for how long', () => {
    const ratio = { ratio: 1.96, low: 1.9, high: 2, rounds: 3 };
    const threads = notOf(
      'threads',
      { kind: 'compared', ratio, verdict: 'slower' },
      { size: sizeOf(2), figures: figuresOf({ lockRatio: 0.48 }) },
    );
    expect(saidBy({ ...python, candidate: processes, whyNot: [threads] }).Not).toBe(
      "threads (2): processes is 1.96 × as fast (1.90–2.00, 3 rounds). On average, a thread waited for the interpreter's lock 48 % of the time.",
    );
  });

  test.each<[Character['natures'][number]['nature'], RegExp]>([
    ['computes-locked', /computing with the interpreter's lock \(the GIL\)\. Only one thread at a time/],
    ['computes-native', /in C code that releases the interpreter's lock/],
    ['computes-children', /Its child processes compute, which takes 90 % of its time\./],
    ['blocks', /holds its thread meanwhile\. Other threads can run then/],
  ])('%s is told without a word of Node.js', (nature, words) => {
    const character = characterOf({ hottest: null, natures: [{ nature, share: 0.9 }] });
    const { Why } = saidBy({ ...python, character });
    expect(Why).toMatch(words);
    expect(Why).not.toMatch(/JavaScript|V8|libuv|promise/);
  });

  test('of calls that keep the lock while they wait it does not say that other threads can run', () => {
    const character = characterOf({ hottest: null, natures: [{ nature: 'blocks', share: 0.99 }] });
    const why = { kind: 'hopeless', atLeast: 8 } as const;
    const threads = notOf('threads', why, { size: sizeOf(2), figures: figuresOf({ lockRatio: 0.97 }) });
    expect(saidBy({ ...python, candidate: processes, character, whyNot: [threads] }).Why).toContain(
      "It spends 99 % of its time waiting in calls that keep the interpreter's lock (the GIL): no other thread can run meanwhile.",
    );
  });

  test.each([
    [5.67, true],
    [1.3, false],
  ])('where threads are %f times as fast as a loop that more at once do not help: %s', (times, isTold) => {
    const figures = { waitingMs: 49, computingMs: 1, wanted: 50, more: 64 };
    const formula = { name: 'loop-and-waiting', figures, limitedBy: 'enough', source: '' } as const;
    const ratio = { ratio: times, low: times, high: times, rounds: 3 };
    const async = notOf(
      'async',
      { kind: 'compared', ratio, verdict: 'slower' },
      { size: sizeOf(8, { formula }) },
    );
    const { Not } = saidBy({ ...python, candidate: candidateOf('threads', 32), whyNot: [async] });
    const words =
      '64 at once were no faster. If your function calls asyncio.to_thread: one loop has 6 threads';
    expect(Not!.includes(words)).toBe(isTold);
  });

  test('threads that gain nothing from waiting side by side wait for each other', () => {
    const shares = { ...characterOf().shares, waitingHeld: 0.98 };
    const ratio = { ratio: 15, low: 14, high: 16, rounds: 3 };
    const threads = (msPerTask: number) =>
      notOf(
        'threads',
        { kind: 'compared', ratio, verdict: 'slower' },
        { size: sizeOf(16), figures: figuresOf({ msPerTask, lockRatio: 0.01 }) },
      );
    const said = (msPerTask: number) =>
      saidBy({
        ...{ ...python, candidate: processes, character: characterOf({ shares }) },
        sequential: figuresOf({ msPerTask: 10 }),
        whyNot: [threads(msPerTask)],
      }).Not!;
    expect(said(10)).toMatch(/something lets tasks through one by one.* Each process has one of its own\./);
    expect(said(5)).not.toContain('one by one');
  });

  test('an async function that makes blocking calls is told that they block its loop, and where', () => {
    const natures = [{ nature: 'blocks', share: 0.67 }] as const;
    const blockedAt = { file: 'work.py', line: 7 };
    const character = characterOf({ hottest: null, natures, blockedAt, returnsPromise: 'always' });
    expect(saidBy({ ...python, character }).Why).toContain(
      'It spends 67 % of its time in calls that block the event loop (work.py:7). Other tasks of that loop have to wait meanwhile, but other threads can run. Use an async library, or hand such calls to a thread (await asyncio.to_thread), and async may do as well.',
    );
  });
});
