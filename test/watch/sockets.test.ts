import { expect, test } from 'vitest';
import { tcpStates } from '../../source/telemetry/probes/tcp-sockets.ts';
import { countSockets } from '../../source/watch/outside/sockets.ts';

const { established, closeWait, listening } = tcpStates;
const own = new Set(['own']);
const socket = (state: number, port: number, waiting: number, inode = 'own') => ({
  address: '0100007F',
  state,
  port,
  waiting,
  inode,
});

test.each([
  [
    'a connection to the port at which it listens',
    [socket(listening, 80, 0), socket(established, 80, 0)],
    { open: 1 },
  ],
  [
    'one with a request that it has not read',
    [socket(listening, 80, 0), socket(established, 80, 9)],
    { open: 1, unread: 1 },
  ],
  [
    'one to a port at which another process listens, as a worker has',
    [socket(listening, 80, 4, 'parent'), socket(established, 80, 9)],
    { open: 1, unread: 1 },
  ],
  [
    'one that it has opened itself, with an answer',
    [socket(listening, 80, 0), socket(established, 40000, 9)],
    {},
  ],
  [
    'connections that it has not accepted',
    [socket(listening, 80, 3), socket(listening, 81, 2)],
    { backlog: 5 },
  ],
  ['what is left open', [socket(closeWait, 40000, 0), socket(closeWait, 80, 1)], { closeWait: 2 }],
  [
    "another process's",
    [socket(listening, 80, 3, 'x'), socket(established, 80, 9, 'x'), socket(closeWait, 80, 0, 'x')],
    {},
  ],
])('%s', (_, all, counts) => {
  expect(countSockets(all, own)).toEqual({ open: 0, unread: 0, backlog: 0, closeWait: 0, ...counts });
});
