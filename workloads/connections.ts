import { connect } from 'node:net';
import type { TaskContext, Workload } from '../source/protocol/workload.ts';
import { counted } from './helpers/words.ts';

type Parameters = { ms: number; bytes: number };
type Shared = { port: number };

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** One connection: ask, wait for the answer, count its bytes. The context's signal ends it. */
function request(index: number, { shared, signal }: TaskContext<Parameters, Shared>): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = 0;
    const socket = connect({ port: shared.port, host: '127.0.0.1', signal, noDelay: true });
    socket.on('connect', () =>
      socket.write(`GET /${index} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}

export default {
  id: 'connections',
  title: 'Connections',
  shows: 'requests to a slow local server: how many can wait at once?',
  kind: 'async-io',
  tasks: 1000,
  parameters: {
    ms: {
      type: 'number',
      title: 'delay before the server answers',
      unit: 'ms',
      default: 200,
      min: 0,
      max: 60_000,
    },
    bytes: {
      type: 'number',
      title: 'size of each answer',
      unit: 'B',
      default: 200,
      min: 0,
      max: 10_000_000,
      integer: true,
    },
  },

  async setUp({ parameters, startServer }) {
    const server = new URL(`./servers/late-answer.${extension}`, import.meta.url);
    const port = await startServer(server, [String(parameters.ms), String(parameters.bytes)]);
    return { port: Number(port) };
  },

  // Node has no socket that blocks: under threads and processes, too, a lane waits for one connection at a time.
  cooperative: request,

  check(results, { bytes }) {
    const ended = results.filter((result) => result !== undefined);
    const right = ended.filter((result) => typeof result === 'number' && result > bytes).length;
    return {
      ok: right === ended.length,
      expected: counted(ended.length, 'complete answer'),
      got: counted(right, 'complete answer'),
    };
  },
} satisfies Workload<Parameters, Shared>;
