import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { monotonicMs } from '../../source/machine/clock.ts';
import type { WatchEventOf } from '../../source/protocol/watch-events.ts';
import { ownFrame } from '../../source/session/own-frame.ts';
import { attachedTo, type Told, watched } from './runs/helpers/watched.ts';

/** Servers that can be frozen in each of these ways, by a request to its name. */
export const servers = ['http', 'express', 'fastify', 'koa', 'cluster', 'pool', 'decorated'] as const;
export const ways = ['computing', 'native', 'dependency', 'timer'] as const;

export type Server = (typeof servers)[number];
export type Freeze = {
  readonly way: (typeof ways)[number];
  /** Whether the function is the one that froze it. */
  readonly isLine: boolean;
  /** Whether the request is the one that did, or none where a timer did. */
  readonly isRequest: boolean;
  readonly saw: string;
};

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/watch/${name}`, import.meta.url));

/** As NestJS has it: what Node.js itself cannot run, and what is translated as it is loaded. */
const decorated = `
import { createServer } from 'node:http';
import { freezes } from '${pathToFileURL(fixture('freezes.mjs')).href}';

const routes = new Map<string, (how: string) => unknown>();
const Get = (path: string) => (_: object, __: string, descriptor: PropertyDescriptor) => {
  routes.set(path, descriptor.value);
};
enum Answer {
  fine = 'ok',
}

class AppController {
  constructor(private readonly name: string) {}
  @Get('/')
  async handle(how: string): Promise<string> {
    await new Promise(setImmediate);
    (freezes as Record<string, () => unknown>)[how]?.();
    return Answer.fine;
  }
}

const controller = new AppController('app');
const server = createServer(async (request, response) => {
  response.end(await routes.get('/')!.call(controller, request.url!.slice(1)));
});
server.listen(0, '127.0.0.1', () => {
  console.log('pid ' + process.pid);
  console.log('port ' + (server.address() as { port: number }).port);
});
`;

/** `folder`: for what it needs beside it. */
function commandOf(server: Server, node: string, folder: string): string[] {
  if (server !== 'decorated') return [node, fixture(`${server}.mjs`)];
  const file = join(folder, 'app.ts');
  writeFileSync(file, decorated);
  const config = { compilerOptions: { experimentalDecorators: true } };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  return [node, tsx, '--tsconfig', join(folder, 'tsconfig.json'), file];
}

/** A core that is faster for a moment does what takes twice as long in half the time. */
const leastMs = 100;

export type How = 'launched' | 'attached';

/** Freezes a server under that Node.js so many times in each way, and tells what was seen of each. */
export async function freezesOf(server: Server, node: string, how: How, times: number): Promise<Freeze[]> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-test-'));
  const command = commandOf(server, node, folder);
  await using program = how === 'launched' ? await watched(command) : await attachedTo(command);
  return await freezesIn(program.told, times);
}

/** Freezes a server that tells its port so many times in each way, and tells what was seen of each. */
export async function freezesIn(told: Told, times: number): Promise<Freeze[]> {
  const port = await told.untilPort();
  const frozen: Freeze[] = [];
  for (let time = 0; time < times; time++) {
    for (const way of ways) {
      const askedMs = monotonicMs();
      const asked = fetch(`http://127.0.0.1:${port}/${way}`).then((response) => response.text());
      // Loading holds the loop as well.
      const { event } = await told.untilEvent(
        'held',
        ({ over, durationMs, startedMs }, pid) =>
          over && durationMs >= leastMs && told.originMs(pid) + startedMs + durationMs >= askedMs + leastMs,
      );
      await asked;
      frozen.push(judged(way, event));
    }
  }
  return frozen;
}

function judged(way: Freeze['way'], held: WatchEventOf<'held'>): Freeze {
  const frame = ownFrame(held);
  const request = held.holder?.kind === 'request' ? held.holder.request : null;
  const names = way === 'timer' ? ['cleanUp', 'clean_up', 'computing'] : [way];
  return {
    way,
    isLine:
      frame !== null &&
      names.some((name) => frame.name?.endsWith(name)) &&
      /freezes\.(?:mjs|py)$/.test(frame.file),
    isRequest: request === (way === 'timer' ? null : `GET /${way}`),
    saw: `${Math.round(held.durationMs)} ms, ${held.cause}, ${held.placed} ${frame?.name} ${frame?.file}:${frame?.line}, ${JSON.stringify(held.holder)}`,
  };
}
