/**
 * A load client in a process of its own. Requests fall due at chance moments, whatever has become of those before, as
 * those of many people do; latency counts from there. So a server that stands still is charged with all the requests
 * that it keeps waiting, and not only with those that had been sent (coordinated omission).
 */
import { Agent, get } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { chanceFrom, gapMs } from '../../source/load/arrivals.ts';
import { percentile } from '../../source/load/latency.ts';
import { type LoadOrder, type LoadReport, type ToClient, tell } from '../helpers/load.ts';

/** A lane whose server has not opened by then, counted from the first that has, is not waited for any longer. */
const patienceMs = 3000;
/** What answers on their way may take to arrive once all tasks have ended. */
const lastAnswersMs = 2000;

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;

type Due = { path: string; dueMs: number };
type Server = { port: number; agent: Agent; pending: number };

const servers: Server[] = [];
const due: Due[] = [];
const lightMs: number[] = [];
const pageMs: number[] = [];
let failures = 0;
let nextDueMs = 0;
let beganMs: number | null = null;
let lastAnswerMs = 0;
let turn = 0;
let timer: NodeJS.Timeout | undefined;
let stopped = false;
let onAnswer = () => {};

const chance = chanceFrom(order.seed);

const answers = () => lightMs.length + pageMs.length;

/** Puts every request whose time has come in line, and comes back for the next. */
function schedule(): void {
  if (stopped) return;
  const nowMs = performance.now();
  while (nextDueMs <= nowMs) {
    const light = chance() < order.lightRatio;
    const path = light ? '/light' : `/page/${Math.floor(chance() * order.pages)}`;
    due.push({ path, dueMs: nextDueMs });
    nextDueMs += gapMs(order.rate, chance);
  }
  send();
  timer = setTimeout(schedule, Math.max(0, nextDueMs - performance.now()));
}

/** Sends what is due while there are free connections, to the servers in turn. */
function send(): void {
  while (due.length > 0 && !stopped) {
    const most = Math.ceil(order.connections / servers.length);
    const free = servers.map((_, at) => servers[(turn + at) % servers.length]!).find((s) => s.pending < most);
    if (!free) return;
    turn = (servers.indexOf(free) + 1) % servers.length;
    request(free, due.shift()!);
  }
}

function request(server: Server, { path, dueMs }: Due): void {
  server.pending++;
  const onEnd = () => {
    server.pending--;
    send();
  };
  get({ host: '127.0.0.1', port: server.port, path, agent: server.agent }, (response) => {
    response.resume().on('error', () => {});
    response.on('end', () => {
      if (response.statusCode === 200) record(path, dueMs);
      else if (!stopped) failures++;
      onEnd();
    });
    // Of servers that go the requests are dropped: their lanes have no more tasks, or the run says why not.
  }).on('error', onEnd);
}

function record(path: string, dueMs: number): void {
  if (stopped) return;
  lastAnswerMs = performance.now();
  (path === '/light' ? lightMs : pageMs).push(lastAnswerMs - dueMs);
  if (answers() === order.answers) stop();
  onAnswer();
}

function stop(): void {
  stopped = true;
  clearTimeout(timer);
  for (const { agent } of servers) agent.destroy();
}

function start(): void {
  if (beganMs !== null || stopped) return;
  beganMs = nextDueMs = performance.now();
  schedule();
}

function report(): LoadReport {
  const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
  const all = sorted([...lightMs, ...pageMs]);
  const tookMs = lastAnswerMs - (beganMs ?? 0);
  return {
    answers: all.length,
    failures,
    perSecond: all.length > 0 ? all.length / (tookMs / 1000) : null,
    p50Ms: percentile(all, 0.5),
    p99Ms: percentile(all, 0.99),
    maxMs: percentile(all, 1),
    lightP99Ms: percentile(sorted(lightMs), 0.99),
    pageP99Ms: percentile(sorted(pageMs), 0.99),
  };
}

function addServer(line: Socket, port: number): void {
  const server = { port, agent: new Agent({ keepAlive: true }), pending: 0 };
  servers.push(server);
  line.once('close', () => {
    servers.splice(servers.indexOf(server), 1);
    server.agent.destroy();
  });
  if (servers.length === order.servers) start();
  else if (servers.length === 1) setTimeout(start, patienceMs).unref();
  else send();
}

/** Waits until so many answers are in, but not for ever. */
async function sendReport(line: Socket, wanted: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, lastAnswersMs);
    onAnswer = () => {
      if (answers() < wanted) return;
      clearTimeout(late);
      resolve();
    };
    onAnswer();
  });
  stop();
  tell(line, report());
}

const control = createServer((line) => {
  line.on('error', () => {});
  createInterface(line).on('line', (text) => {
    const message = JSON.parse(text) as ToClient;
    if (message.type === 'listening') addServer(line, message.port);
    else void sendReport(line, message.answers);
  });
});
control.listen(0, '127.0.0.1', () => process.send?.((control.address() as AddressInfo).port));
// Without the engine there is nobody to measure for.
process.on('disconnect', () => process.exit());
