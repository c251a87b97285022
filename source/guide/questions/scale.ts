import { said } from '../../catalog/costs.ts';
import { sharesLoop } from '../../catalog/models.ts';
import { traitsOf } from '../lanes.ts';
import { notKnown, type Question } from '../question.ts';
import { readBlocking } from './library.ts';

export const scale: Question = {
  key: 'scale',
  text: 'How many tasks wait at once, and with what kind of library?',
  why: 'An event loop holds thousands of waiting tasks, but it needs async libraries. Threads work with any library, up to a few hundred at once.',
  options: [
    {
      value: 'thousands',
      label: 'thousands at once',
      example: 'a web API, WebSockets, a gateway',
      because: 'One event loop holds thousands of waiting tasks.',
    },
    {
      value: 'framework',
      label: 'an async framework',
      example: 'FastAPI, aiohttp, Fastify, NestJS',
      because: 'The framework already runs on an event loop.',
    },
    {
      value: 'few',
      label: 'tens or hundreds',
      example: '2,000 downloads, 50 at once',
      because: 'A few threads cost little, and any library works in them.',
    },
    {
      value: 'legacy',
      label: 'blocking libraries',
      example: 'requests, old drivers, node:sqlite',
      because: 'A blocking call needs a thread of its own to wait in.',
    },
    notKnown('Heddle assumes tens or hundreds: threads work with any library.'),
  ],
  skipped: ({ cpu, io }) => {
    if (io === 'yes') return null;
    if (cpu === 'yes' || io === 'no') return 'It is asked only of work that mostly waits.';
    return `Answer ${cpu === undefined ? 'cpu' : 'io'} first.`;
  },
  assumes: { value: 'few', caveat: 'Assumed: at most hundreds wait at once. Thousands need async.' },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'thousands-wait',
      when: (known) => known.scale === 'thousands',
      to: 'async',
      because: `A waiting task takes about ${said.promise}, and no thread.`,
    },
    {
      id: 'framework-waits',
      when: (known) => known.scale === 'framework',
      to: 'async',
      because: 'The framework has an event loop: stay on it.',
    },
    {
      id: 'few-wait',
      when: (known) => known.scale === 'few',
      to: 'threads',
      because: 'Code that blocks needs the least change with threads.',
    },
    {
      id: 'libraries-block',
      when: (known) => known.scale === 'legacy',
      to: 'threads',
      because: 'Blocking calls wait side by side in threads.',
    },
  ],
  caveats: [
    {
      id: 'each-takes-a-descriptor',
      when: (known, model) =>
        (known.scale === 'thousands' || known.connections === 'thousands') && sharesLoop(traitsOf(model)),
      text: 'Each connection takes a file descriptor: check ulimit -n on both sides.',
    },
    {
      id: 'threads-end-at-hundreds',
      when: (known, model) => model === 'threads' && known.cpu === 'no',
      text: 'Do not start more than a few hundred threads. Beyond that, use async.',
    },
  ],
  measure: { by: 'run', read: readBlocking },
};
