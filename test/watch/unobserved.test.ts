import { describe, expect, test } from 'vitest';
import type { WatchEvent } from '../../source/protocol/watch-events.ts';
import { createProgram, reduceProgram } from '../../source/session/program.ts';
import { whyUnobserved } from '../../source/watch/unobserved.ts';

const options = '--max-old-space-size=512 --require="/opt/heddle/probe/preload.cjs"';
const inherited = { HEDDLE_WATCH: '/tmp/s', NODE_OPTIONS: options };

describe('why a process says nothing', () => {
  test.each<[string, string | null, string | null, string, Record<string, string> | null]>([
    ['it is neither Node.js nor Python', null, null, './shop --permission', inherited],
    ['it runs in bun, not in Node.js or Python', 'bun', null, 'bun shop.ts', inherited],
    [
      'the system lets nobody look into a program that has rights of its own',
      'node',
      null,
      'node shop.js',
      null,
    ],
    ['it was started with an environment of its own', 'node', null, 'node shop.js', { PATH: '/bin' }],
    ['it was started with an environment of its own', 'python', '3.11', 'python3 shop.py', {}],
    [
      'it was started with NODE_OPTIONS of its own',
      'node',
      null,
      'node shop.js',
      { HEDDLE_WATCH: '/tmp/s', NODE_OPTIONS: '--inspect' },
    ],
    ['it was started with NODE_OPTIONS of its own', 'node', null, 'node shop.js', { HEDDLE_WATCH: '/tmp/s' }],
    [
      'it was started with --permission, which keeps Heddle out',
      'node',
      '24.1.0',
      'node --permission shop.js',
      inherited,
    ],
    [
      'it was started with --experimental-permission, which keeps Heddle out',
      'node',
      null,
      'node shop.js',
      { ...inherited, NODE_OPTIONS: `${options} --experimental-permission` },
    ],
    ['Node.js 16.20.2 is too old: 18 is the first', 'node', '16.20.2', 'node shop.js', inherited],
    ['it has said nothing since it was started', 'node', '18.0.0', 'node shop.js', inherited],
    ['it has said nothing since it was started', 'node', null, 'node shop.js', inherited],
    ['it was started with -I, which keeps Heddle out', 'python', '3.11', 'python3 -I shop.py', inherited],
    ['it was started with -uE, which keeps Heddle out', 'python', '3.11', 'python3 -uE -m shop', inherited],
    ['it has said nothing since it was started', 'python', '3.11', 'python3 -mEmail shop.py -I', inherited],
  ])('%s: %s %s, %s', (why, name, version, command, environment) => {
    const facts = {
      pid: process.pid,
      runtime: { name, version, lock: null },
      command: command.split(' '),
      environment: environment && new Map(Object.entries(environment)),
    };
    expect(whyUnobserved(facts)).toBe(why);
  });
});

test('who tells of itself after all is no longer unobserved', () => {
  const said = (how: 'launched' | 'outside') => ({
    pid: 7,
    event: { type: 'watch-started', atMs: 0, engine: null, target: { how, pid: 7 } } as WatchEvent,
  });
  const unobserved = { unobserved: { pid: 7, command: 'node a.js', why: 'it says nothing' } };
  const before = [unobserved, said('outside')].reduce(reduceProgram, createProgram());
  expect(before.unobserved).toHaveLength(1);
  expect(reduceProgram(before, said('launched')).unobserved).toEqual([]);
});
