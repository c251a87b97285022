import { expect, test } from 'vitest';
import { addFigures } from '../../source/session/figures.ts';
import { queuesOf } from '../../source/session/queues.ts';

/** The queues of a session whose samples had these figures. */
const queues = (...samples: Readonly<Record<string, number>>[]) =>
  queuesOf(
    samples.reduce(
      (figures, sample) =>
        addFigures(
          figures,
          Object.entries(sample).map(([name, value]) => ({ name, title: '', unit: '', value })),
        ),
      new Map() as ReturnType<typeof addFigures>,
    ),
  );

test('each queue tells who serves it, who waits and what is in it', () => {
  expect(
    queues(
      { libuvThreads: 4, libuvWaitMs: 20, libuvFileRequests: 7, libuvCryptoDone: 0, libuvZlibDone: 2 },
      { libuvWaitMs: 9, libuvFileRequests: 3, libuvZlibDone: 5, libuvFilesDone: 1 },
    ),
  ).toEqual([
    {
      ...{ name: 'libuv-pool', servers: 4, waitingMean: null, waitingMax: null, waitMaxMs: 20 },
      contents: [
        { kind: 'zlib call', most: null, served: 5 },
        { kind: 'file call', most: 7, served: 1 },
      ],
    },
  ]);
  expect(
    queues(
      { agentUsedSockets: 2, agentWaitingRequests: 10 },
      { agentUsedSockets: 1, agentWaitingRequests: 4 },
    ),
  ).toEqual([
    {
      ...{ name: 'http-agent', servers: 2, waitingMean: 7, waitingMax: 10, waitMaxMs: null },
      contents: [],
    },
  ]);
});

test('of what was not seen there is none', () => {
  expect(queues({})).toEqual([]);
  expect(queues({ fetchSentRequests: 3 })).toEqual([]);
});
