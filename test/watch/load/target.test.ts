import { describe, expect, test } from 'vitest';
import { hostsOf } from '../../../source/watch/load/address.ts';
import { choose } from '../../../source/watch/load/target.ts';

test.each([
  ['00000000', false, ['127.0.0.1']],
  ['0100007F', false, ['127.0.0.1']],
  ['0500A8C0', false, ['192.168.0.5']],
  ['00000000000000000000000000000000', false, ['127.0.0.1', '::1']],
  // IPv4 is another program's.
  ['00000000000000000000000000000000', true, ['::1']],
  ['0000000000000000FFFF00000100007F', false, ['127.0.0.1']],
  ['00000000000000000000000001000000', false, ['0000:0000:0000:0000:0000:0000:0000:0001']],
  ['B80D0120000000000000000005000000', false, ['2001:0db8:0000:0000:0000:0000:0000:0005']],
])('a socket that listens at %s', (address, others, hosts) => {
  expect(hostsOf(address, others)).toEqual(hosts);
});

describe('where requests go', () => {
  const at = (port: number, what: 'http' | 'silent' | 'tls' | 'other', status = 200) => ({
    ...{ host: '127.0.0.1', port },
    ...(what === 'http' ? { what, status } : { what }),
  });
  test.each([
    ['the only port', [at(80, 'http')], 80],
    ['a port that does not answer yet', [at(80, 'silent')], 80],
    ['the one that answers', [at(80, 'other'), at(81, 'silent'), at(82, 'http', 500)], 82],
    ['the one that answers well', [at(80, 'http', 404), at(81, 'http', 302)], 81],
  ] as const)('%s', (_, asked, port) => {
    expect(choose([...asked])).toMatchObject({ target: { port } });
  });

  test.each([
    [
      [at(80, 'http'), at(81, 'http')],
      'the program listens at several ports: 80, 81; choose one: --load-port 80',
    ],
    [
      [at(443, 'tls')],
      'port 443 is encrypted (TLS): --load sends plain HTTP/1.1. Let it listen without for this',
    ],
    [[at(6379, 'other')], 'port 6379 does not answer HTTP/1.1, which is what --load sends'],
    [[], 'the program does not take connections any more'],
  ])('nowhere: %j', (asked, refusal) => {
    expect(choose(asked)).toEqual({ refusal });
  });
});
