import * as v from 'valibot';
import { group, list, measured, oneOf, text } from './describe.ts';

export const libuv = group(
  {
    threads: measured('The size of the pool.'),
    waitMaxMs: measured('The longest time a trivial request waited there for a thread, in milliseconds.'),
    waitedRatio: measured('The share of trivial requests that had to wait, 0 to 1.'),
  },
  "libuv's pool in the engine: it runs fs, dns, crypto and zlib.",
);

export const queues = list(
  v.object({
    name: oneOf(
      ['libuv-pool', 'http-agent', 'fetch', 'executor'],
      "libuv's pool; sockets of an http.Agent; sockets of fetch or undici; the executor of asyncio.",
    ),
    servers: measured('Threads or sockets: the most that served at once.'),
    waitingMean: measured('Requests or calls that waited, on average.'),
    waitingMax: measured('The most that waited at once.'),
    waitMaxMs: measured('The longest time that one waited, in milliseconds.'),
    contents: list(
      v.object({
        kind: text('What it is: crypto call, file call.'),
        most: measured('The most that waited or were served at once.'),
        served: measured('How many were served while Heddle looked at the queue.'),
      }),
      'What was seen in it, by kind.',
    ),
  }),
  'Queues that are not the loop, of which something was seen.',
);
