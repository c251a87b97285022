import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Figure, TaskContext, Workload } from '../source/protocol/workload.ts';
import { drawFractal } from './helpers/fractal.ts';
import { closeLaneServer, laneServer } from './helpers/lane-server.ts';
import { askForReport, ClientGone, type LoadOrder, type LoadReport } from './helpers/load.ts';
import { askOrders, closeOrders, createOrders } from './helpers/orders.ts';
import { counted, inWords } from './helpers/words.ts';

type Parameters = {
  rate: number;
  light: number;
  waitMs: number;
  rows: number;
  pixels: number;
  connections: number;
};
type Shared = { controlPort: number; file: string; pages: string[] };
type Context = TaskContext<Parameters, Shared>;
type ToRender = { page: number; orders: string };

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Pages that differ. Each is made once in set-up, for the check. */
const pageCount = 8;
/** A light request waits this long, as for a cache that is near by, and computes nothing. */
const lightWaitMs = 2;
const lightAnswer = 'fine';

/** The heavy part of a page. Its text tells by a hash whether all of it is right. */
function render({ page, orders }: ToRender, pixels: number): string {
  const picture = createHash('sha256').update(orders).update(drawFractal(page, pixels));
  return `page ${page}: ${picture.digest('hex').slice(0, 16)}`;
}

/** Does what a request asks for, and returns the text of its answer. */
async function handle(path: string, context: Context): Promise<string> {
  if (path === '/light') {
    await context.sleep(lightWaitMs);
    return lightAnswer;
  }
  const page = Number(path.replace('/page/', ''));
  await context.sleep(context.parameters.waitMs);
  context.progress(1 / 3);
  const orders = await context.offload('lookup', page);
  context.progress(2 / 3);
  return String(await context.offload('render', { page, orders }));
}

export default {
  id: 'server',
  title: 'Server',
  shows: 'requests that wait, block and compute: do light ones stay fast?',
  kind: 'mixed',
  tasks: 400,
  // Requests come at a fixed rate, so that the time is the same under every model.
  judgedBy: { figure: 'lightP99Ms' },
  parameters: {
    rate: {
      type: 'number',
      title: 'request rate; they arrive at random times',
      unit: '/s',
      default: 160,
      min: 1,
      max: 5000,
    },
    light: {
      type: 'number',
      title: 'share of light requests, which only wait briefly',
      unit: 'ratio',
      default: 0.75,
      min: 0,
      max: 1,
    },
    waitMs: {
      type: 'number',
      title: 'how long a page waits for another service',
      unit: 'ms',
      default: 20,
      min: 0,
      max: 60_000,
    },
    rows: {
      type: 'number',
      title: "rows in the blocking database's table",
      unit: 'rows',
      default: 50_000,
      min: 100,
      max: 5_000_000,
      integer: true,
    },
    pixels: {
      type: 'number',
      title: 'width and height of the picture it draws',
      unit: 'pixels',
      default: 240,
      min: 1,
      max: 4096,
      integer: true,
    },
    connections: {
      type: 'number',
      title: 'most connections that the load client opens',
      unit: 'connections',
      default: 128,
      min: 1,
      max: 10_000,
      integer: true,
    },
  },

  async setUp(context) {
    const { parameters, tasks, lanes, folder, seed, startServer } = context;
    const { rate, light, rows, pixels, connections } = parameters;
    const file = join(folder, 'orders.db');
    const answers = createOrders(file, rows, seed);
    const pages = Array.from({ length: pageCount }, (_, page) =>
      render({ page, orders: answers[page]! }, pixels),
    );
    const order: LoadOrder = {
      rate,
      lightRatio: light,
      pages: pageCount,
      connections,
      // Each lane opens a server of its own.
      servers: lanes.count,
      answers: tasks,
      seed,
    };
    const client = new URL(`./servers/load-client.${extension}`, import.meta.url);
    const controlPort = Number(await startServer(client, [JSON.stringify(order)]));
    return { controlPort, file, pages };
  },

  /** A task is a request: the next that comes to this lane's server. */
  async cooperative(_index, context) {
    const server = await laneServer(context.shared.controlPort);
    const request = await server.next(context.signal);
    try {
      const text = await handle(request.path, context);
      await request.answer(200, text);
      return text;
    } catch (error) {
      // Whether anybody still waits for it makes no difference to what is wrong.
      await request.answer(500, 'the request failed').catch(() => {});
      throw error;
    }
  },

  parts: {
    lookup: (page: number, { shared }) => askOrders(shared.file, page),
    render: (input: ToRender, { parameters }) => render(input, parameters.pixels),
  },

  async tearDown() {
    await closeLaneServer();
    closeOrders();
  },

  async check(results, _parameters, { controlPort, pages }) {
    const texts = results.filter((result) => result !== undefined) as string[];
    const right = texts.filter((text) => text === lightAnswer || pages.includes(text)).length;
    const expected = `${counted(texts.length, 'correct answer')}, all received`;
    try {
      const report = await askForReport(controlPort, texts.length);
      return {
        ok: right === texts.length && report.answers === texts.length,
        expected,
        got: `${counted(right, 'correct answer')}, ${report.answers === texts.length ? 'all' : inWords(report.answers)} received`,
        figures: figuresOf(report),
      };
    } catch (error) {
      if (!(error instanceof ClientGone)) throw error;
      return { ok: false, expected, got: error.message };
    }
  },
} satisfies Workload<Parameters, Shared>;

function figuresOf(report: LoadReport): Figure[] {
  const ms = (name: string, title: string, value: number | null): Figure => ({
    name,
    title,
    value,
    unit: 'ms',
  });
  return [
    ms('lightP99Ms', 'light p99', report.lightP99Ms),
    ms('pageP99Ms', 'pages p99', report.pageP99Ms),
    ms('latencyP50Ms', 'all p50', report.p50Ms),
    ms('latencyP99Ms', 'all p99', report.p99Ms),
    ms('latencyMaxMs', 'slowest', report.maxMs),
    { name: 'requestsPerSecond', title: 'answered', value: report.perSecond, unit: '/s' },
    { name: 'failedRequests', title: 'failed', value: report.failures, unit: 'requests' },
  ];
}
