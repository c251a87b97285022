import { expect, test } from 'vitest';
import type { WatchDocument } from '../../source/plain/watch-document.ts';
import { heddle } from './helpers/heddle.ts';

const node = process.execPath;

test('--load rises to its end, is told step by step, and ends the program that Heddle has started', async () => {
  const code = "require('http').createServer((q, s) => s.end()).listen(0, '127.0.0.1')";
  const args = ['watch', '--json', '--load', '40/s..50/s requests.txt', '--', node, '-e', code];
  const {
    code: exit,
    stdout,
    stderr,
  } = await heddle(args, { files: { 'requests.txt': 'GET /a\nPOST /b {"c": 1}\n' } });
  const { load, ended, findings } = JSON.parse(stdout) as WatchDocument;
  expect({ exit, ended }).toEqual({ exit: 0, ended: { exitCode: null, signal: 'SIGTERM', asked: 'load' } });
  expect(load).toMatchObject({
    name: 'requests.txt',
    requests: 2,
    ratePerSecond: 40,
    untilPerSecond: 50,
    failed: 0,
  });
  expect(load!.steps.length).toBeGreaterThanOrEqual(2);
  expect(load!.ended).toEqual({ why: 'done', message: null });
  expect(findings.some(({ rule }) => rule === 'load-not-kept')).toBe(load!.brokenPerSecond !== null);
  expect(stderr).toMatch(/^heddle: sending requests\.txt to port \d+, from 40\/s up to 50\/s$/m);
  expect(stderr).toMatch(/^heddle: 40\/s .*p50 /m);
});

test('where there is nothing to send to that is no success', async () => {
  const code = "require('net').createServer((s) => s.on('error', () => {}).end('no')).listen(0, '127.0.0.1')";
  const { code: exit, stderr } = await heddle([
    'watch',
    '--plain',
    '--load',
    '5/s /',
    '--',
    node,
    '-e',
    code,
  ]);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^heddle: nothing is sent: port \d+ does not answer HTTP\/1\.1/m);
});
