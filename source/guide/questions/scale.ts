import { notKnown, type Question } from '../question.ts';

export const scale: Question = {
  key: 'scale',
  text: 'Thousands at once, or a modern async framework?',
  why: 'A waiting task costs about 1 KB on an event loop and a stack as a thread, but a loop needs async libraries.',
  options: [
    {
      value: 'thousands',
      label: 'thousands at once',
      example: 'a web API, WebSockets, chat, a crawler',
      because: 'one loop holds thousands of waiting tasks',
    },
    {
      value: 'framework',
      label: 'an async framework',
      example: 'FastAPI, aiohttp, Fastify, NestJS',
      because: 'the framework runs on an event loop already',
    },
    {
      value: 'few',
      label: 'fewer than that',
      example: 'a script with dozens of downloads',
      because: 'a few threads cost little, and any library works in them',
    },
    {
      value: 'legacy',
      label: 'blocking libraries',
      example: 'requests, old drivers, node:sqlite',
      because: 'a call that blocks needs a thread of its own to wait in',
    },
    notKnown('threads work with any library'),
  ],
  applies: (known) => known.io === 'yes',
  assumes: { value: 'few', caveat: 'Assumed that it is hundreds at once at most: thousands call for async.' },
  decides: ['model', 'engine', 'runtime', 'sizing', 'caveats'],
  turns: [
    {
      id: 'thousands-wait',
      when: (known) => known.scale === 'thousands',
      to: 'async',
      because: 'a waiting task costs a promise, about 1 KB, not a stack',
    },
    {
      id: 'framework-waits',
      when: (known) => known.scale === 'framework',
      to: 'async',
      because: 'the framework has the loop: stay on it',
    },
    {
      id: 'few-wait',
      when: (known) => known.scale === 'few',
      to: 'threads',
      because: 'the least change to code that blocks',
    },
    {
      id: 'libraries-block',
      when: (known) => known.scale === 'legacy',
      to: 'threads',
      because: 'blocking calls wait side by side in threads',
    },
  ],
  caveats: [
    {
      id: 'threads-end-at-hundreds',
      when: (known, model) => model === 'threads' && known.cpu === 'no',
      text: 'Beyond some hundreds of threads memory and starts hurt: then take a loop.',
    },
  ],
};
