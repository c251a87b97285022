/** What watching a program costs it: processor time of a server under load, with the probe inside and without. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Launched } from '../source/watch/launch.ts';
import { type Figure, median, reference } from './measure.ts';

/** Compiled by then is what a request runs. */
const warmUp = 20_000;
/** Both servers of a pair live at once and are asked in turns: what else the machine does then falls on either. */
const turns = 12;
const requestsATurn = 3_000;
const connections = 20;

/**
 * The most that watching may add. A bare server does nothing else, in 15 µs: of a server that does anything, the 1 to 2 µs are a
 * smaller part.
 */
const servers = { http: 1.2, express: 1.07, fastify: 1.1 } as const;

/** Processor time of a server for each request, watched and not. */
export async function watchCost(server: keyof typeof servers, count: number): Promise<Figure> {
  const command = [process.execPath, reference(`${server}-server`)];
  const values: number[] = [];
  while (values.length < count) values.push(await ratio(command, values.length % 2 === 0));
  return {
    name: `cpu of a request to a server of ${server}, watched`,
    against: 'the same, not watched',
    values,
    line: { atMost: servers[server] },
    unit: '×',
  };
}

/** Of one pair. Who is started first finds other memory free: `watchedFirst` in every other pair. */
async function ratio(command: readonly string[], watchedFirst: boolean): Promise<number> {
  const starts = [() => startWatched(command), () => startAlone(command)];
  const [first, second] = watchedFirst ? starts : starts.reverse();
  const pair = [await first!(), await second!()];
  for (const { port } of pair) await load(port, warmUp);
  const tookMs: number[][] = [[], []];
  for (let turn = 0; turn < turns; turn++)
    for (const one of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const { pid, port } = pair[one]!;
      const before = cpuMs(pid);
      await load(port, requestsATurn);
      tookMs[one]!.push(cpuMs(pid) - before);
    }
  for (const { end } of pair) await end();
  const [a, b] = tookMs.map(median) as [number, number];
  return watchedFirst ? a / b : b / a;
}

type Server = { readonly pid: number; readonly port: number; readonly end: () => Promise<unknown> };

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
