import { lagHeights } from '../../panes/loop.ts';
import { type Term, termOf, unmeasuredTerm } from '../../terms.ts';

/** Every figure and sign of the screen in a line. */
export const watchTerms: readonly Term[] = [
  ['req/s', 'requests answered per second, in the last 5 seconds'],
  ['in flight', 'requests to the program that have begun and not ended; rows are those of 50 ms and longer'],
  ['calls to others', 'requests of the program to other servers that it waits for'],
  [
    'wait outside',
    'connections, right now, with data that the program has not read, or not accepted yet: their clients wait',
  ],
  ['❄', 'its code holds the event loop: nothing else of this process goes on'],
  ['▸', 'a request in flight, or a process that runs'],
  ['└', 'what that request, or the program, asks another server for'],
  ['HTTP/2', 'requests over it are seen from Node.js 22 on: with an older one they are in no figure'],
  [
    'streams',
    'its answer has begun and goes on: events, a download, an open WebSocket. Nobody waits for its end',
  ],
  [
    'likely',
    'perhaps another request: Node.js before 24, a call of native code that lasts, and C code in Python do not say for whom they run',
  ],
  ['GET /us…/posts', 'the middle of a path is left out where it is too long; Enter on the request shows all'],
  [
    'p50, p99',
    'ms that half of the requests, and 99 of 100, took at most; in the last minute, from when the program read them',
  ],
  ['failed', 'answered with 500 or more, or cut off; in the last minute'],
  ['due/s', 'load: requests that Heddle sends per second, at random moments, whatever was answered before'],
  ['done/s', 'load: those that were answered per second, in the second half of a step'],
  [
    'p50, p99 of load',
    'ms from when a request was due to its answer: with the wait outside, which the routes do not see',
  ],
  ['unsent', 'load: due and never sent, as too many waited before them'],
  ['lag', 'ms that a due timer waited for the event loop'],
  ['chart of lag', `the last minute; bar heights: up to ${lagHeights.join(', ')} ms`],
  ['9 of 11 looks', 'stacks taken in a freeze in which that function ran'],
  ['a profile', 'which functions the main thread was in, in samples of a millisecond'],
  ['chart of memory', 'up to ten minutes'],
  ['per minute', 'how fast RSS grows in that time; steady: no growth can be told'],
  ['used', '% of the time, just now, in which the loop was not idle'],
  ['no core', '% of the time, just now, in which a thread was ready to run but waited for a core'],
  ['waited', 'the same in ms, in all, once the program has ended'],
  termOf('peakRssBytes'),
  termOf('peakPssBytes'),
  termOf('peakVirtualBytes'),
  ['heap', 'MB of JavaScript objects'],
  ['program', 'CPU: cores that this process uses'],
  ['others', 'cores that all other processes use'],
  ['overhead', '% of one core that Heddle uses for it'],
  [
    'dropped 18',
    'samples that Heddle was too late to take: charts have gaps there, freezes and requests are complete',
  ],
  [
    'without route 40',
    'requests that came too fast to be counted by route; the rate and the failed ones include them',
  ],
  ['dropped (output)', 'bytes that were not kept'],
  unmeasuredTerm,
];
