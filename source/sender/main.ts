/** The thread that sends requests to a watched program: what Heddle draws meanwhile does not make it late. */
import { parentPort, workerData } from 'node:worker_threads';
import { monotonicMs } from '../machine/clock.ts';
import type { LoadEvent } from '../protocol/load-events.ts';
import { threadCpuMs } from '../telemetry/probes/this-thread.ts';
import { Connections, mostConnections } from './connections.ts';
import type { SenderCommand, SenderData } from './messages.ts';
import { Sender } from './sender.ts';

const { plan, target } = workerData as SenderData;
const port = parentPort!;
const connections = new Connections(target);
const write = (event: LoadEvent) => {
  port.postMessage(event);
  if (event.type !== 'load-ended') return;
  connections.close();
  port.close();
};
const { name, requests, ratePerSecond, untilPerSecond } = plan;
write({
  type: 'load-started',
  monotonicMs: monotonicMs(),
  ...{ name, requests: requests.length, ratePerSecond, untilPerSecond },
  ...{ port: target.port, mostConnections },
});
const sender = new Sender({
  ...{ plan, write, clock: monotonicMs, cpuMs: threadCpuMs },
  send: (request, done) => connections.send(request, done),
  later: (ms, call) => void setTimeout(call, ms),
});
port.on('message', ({ isGone }: SenderCommand) => sender.stop(isGone));
sender.begin();
