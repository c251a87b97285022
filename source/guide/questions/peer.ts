import { sharesLoop } from '../../catalog/models.ts';
import { count } from '../../format.ts';
import { traitsOf } from '../lanes.ts';
import { type Known, notKnown, onlyWaiting, type Question } from '../question.ts';

/**
 * Calls at once to one server, to start with: where clients of many languages stop by default (aiohttp's TCPConnector
 * opens 100 connections), and PostgreSQL accepts no more (max_connections = 100).
 */
export const oneServerTakes = 100;

const manyWait = (known: Known) => known.scale === 'thousands' || known.connections === 'thousands';

export const peer: Question = {
  key: 'peer',
  text: 'What is at the other end of the connections?',
  why: 'One server limits how many calls it takes at once. More of them at the same time get errors, or wait there.',
  options: [
    {
      value: 'clients',
      label: 'clients that connect to you',
      example: 'a web API, WebSockets',
      because: 'How many wait at once is up to the clients.',
    },
    {
      value: 'one',
      label: 'one server that you call',
      example: 'an API, a database',
      because: 'What this server takes at once is the limit.',
    },
    {
      value: 'several',
      label: 'many servers that you call',
      example: 'a crawler, feeds',
      because: 'Each server gets only a part of the calls.',
    },
    notKnown('Heddle computes the size for your side only.'),
  ],
  skipped: (known) =>
    onlyWaiting(known) ??
    (manyWait(known) || known.connections === 'hundreds'
      ? null
      : 'It is asked only where hundreds or more wait at once.'),
  assumes: {
    value: null,
    caveat: `If you call one server, start with ${oneServerTakes} calls at once: it has limits, too.`,
  },
  decides: ['sizing', 'caveats'],
  turns: [],
  caveats: [
    {
      id: 'other-end-limits',
      when: (known) => known.peer === undefined,
      text: 'One server may take fewer: answer "peer", what is at the other end.',
    },
    {
      id: 'one-server-limits',
      when: (known) => known.peer === 'one',
      text: `Allow ${count(oneServerTakes)} calls at once (a semaphore); raise it while answers stay fast.`,
    },
    {
      id: 'each-server-limits',
      when: (known, model) => known.peer === 'several' && sharesLoop(traitsOf(model)),
      text: 'Limit the calls per server as well: many servers refuse more than a few.',
    },
  ],
};
