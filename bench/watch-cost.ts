/** What watching a program costs it: processor time of a server under load, with the probe inside and without. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Launched } from '../source/watch/launch.ts';
import { type Figure, pairs, reference } from './measure.ts';

/** Compiled by then is what a request runs. */
const warmUp = 10_000;
const requests = 50_000;
const connections = 20;

/**
 * The most that watching may add. A bare server does nothing else, in 15 µs: of a server that does anything, the 1 to 2 µs are a
 * smaller part.
 */
const servers = { http: 1.2, express: 1.07, fastify: 1.1 } as const;

/** Processor time of a server for each request, watched and not. */
export async function watchCost(server: keyof typeof servers, count: number): Promise<Figure> {
  const command = [process.execPath, reference(`${server}-server`)];
  return {
    name: `cpu of a request to a server of ${server}, watched`,
    against: 'the same, not watched',
    values: await pairs(
      count,
      () => cpuOfRequests(() => startWatched(command)),
      () => cpuOfRequests(() => startAlone(command)),
    ),
    line: { atMost: servers[server] },
    unit: '×',
  };
}

type Server = { readonly pid: number; readonly port: number; readonly end: () => Promise<unknown> };

/** Milliseconds of a server's processor time for all requests; what it needs to start is none of it. */
async function cpuOfRequests(start: () => Promise<Server>): Promise<number> {
  const { pid, port, end } = await start();
  await load(port, warmUp);
  const before = cpuMs(pid);
  await load(port, requests);
  const tookMs = cpuMs(pid) - before;
  await end();
  return tookMs;
}

const portIn = (chunk: Buffer) => Number(/port (\d+)/.exec(chunk.toString())?.[1]);

async function startWatched(command: readonly string[]): Promise<Server> {
  let launched: Launched | null = null;
  const port = await new Promise<number>((done, failed) => {
    void Launched.start({
      ...{ command, output: 'piped', onEvent: () => {} },
      onOutput: (_, chunk) => done(portIn(chunk)),
      onBroken: (why) => failed(new Error(why)),
    }).then((started) => {
      launched = started;
    }, failed);
  });
  const { pid, ended } = launched!;
  const end = () => {
    process.kill(pid!, 'SIGKILL');
    return ended;
  };
  return { pid: pid!, port, end };
}

async function startAlone([program, ...args]: readonly string[]): Promise<Server> {
  const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const end = () => {
    child.kill('SIGKILL');
    return once(child, 'close');
  };
  return { pid: child.pid!, port: portIn(chunk), end };
}

/** So many requests, over some connections that each send the next one when the last was answered. */
async function load(port: number, count: number): Promise<void> {
  let sent = 0;
  await Promise.all(Array.from({ length: connections }, () => ask()));

  function ask(): Promise<void> {
    return new Promise((done, failed) => {
      const socket = connect(port, '127.0.0.1');
      const next = () => {
        if (sent >= count) socket.end();
        else socket.write(`GET /users/${sent++ % 1000} HTTP/1.1\r\nhost: a\r\n\r\n`);
      };
      socket
        .on('connect', next)
        .on('data', next)
        .on('error', failed)
        .on('close', () => done());
    });
  }
}

/** Of all threads of a process that live, in milliseconds. */
function cpuMs(pid: number): number {
  let sum = 0;
  for (const tid of readdirSync(`/proc/${pid}/task`))
    sum += Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]);
  return sum / 1e6;
}
