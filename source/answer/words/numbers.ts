import { formOf, isSerial, modelCard } from '../../catalog/models.ts';
import { usualRuntime } from '../../catalog/runtimes/index.ts';
import { count, plural, seconds, shortDuration } from '../../format.ts';
import type { ModelId } from '../../protocol/plan.ts';
import type { FormulaName, Limit, Size } from '../../work/sizes.ts';
import type { Figures } from '../answer.ts';

const cardOf = (model: ModelId) => modelCard({ runtime: usualRuntime.id, model });
const isThread = (model: ModelId) => cardOf(model).lane === 'thread';

/** A model with its numbers: `async, 8 at once`, `threads, 2 worker threads`. */
export function withNumbers(model: ModelId, { concurrency, poolThreads, libuvThreads }: Size): string {
  const libuv = libuvThreads === null ? '' : `, with UV_THREADPOOL_SIZE=${libuvThreads}`;
  switch (formOf(cardOf(model))) {
    case 'serial':
      return `${model}, one task after another${libuv}`;
    case 'loop':
      return `${model}, ${count(concurrency)} at once${libuv}`;
    case 'behind': {
      const pool = poolThreads === null ? '' : `, with a pool of ${plural(poolThreads, 'thread')}`;
      return `${model}, ${count(concurrency)} at once${pool}${libuv}`;
    }
    case 'lanes': {
      const many = concurrency === 1 ? '' : isThread(model) ? 's' : 'es';
      const lane = isThread(model) ? 'worker thread' : 'child process';
      return `${model}, ${count(concurrency)} ${lane}${many}${libuv}`;
    }
  }
}

/** The same in short, for a list: `threads (2)`; without numbers where it was not sized. */
export function inShort(model: ModelId, size: Size | null): string {
  return size === null || isSerial(cardOf(model)) ? model : `${model} (${count(size.concurrency)})`;
}

const limits: Readonly<Record<Limit, string>> = {
  tasks: 'there are no more tasks',
  descriptors: 'a process may not hold more files and sockets open (ulimit -n)',
  memory: 'there is no memory for more',
  most: 'that is the most Heddle allows',
  enough: 'more at once were no faster',
  tried: 'more at once than that were faster',
};

/** Why so many, with the figures that were put in. Null: one task at a time needs no reason. */
export function numbersSentence({ concurrency, formula }: Size): string | null {
  const { name, figures, limitedBy, source } = formula;
  const why = reasonOf(name, figures);
  if (why === null) return null;
  const more = [
    ...(limitedBy === null ? [] : [limits[limitedBy]]),
    ...(isRule(name) ? [`see ${source}`] : []),
  ];
  return `Why ${count(concurrency)}: ${why}${more.length === 0 ? '' : ` (${more.join('; ')})`}.`;
}

/** Those that others have found, with where they say it. */
const isRule = (name: FormulaName) => name.endsWith('-waiting');

function reasonOf(name: FormulaName, figures: Size['formula']['figures']): string | null {
  const { cores = null, waitingMs = null, computingMs = null } = figures;
  switch (name) {
    case 'one':
      return null;
    case 'given':
      return 'you asked for it';
    case 'cores':
      return cores === 1 ? 'there is one core' : 'one for each core';
    case 'off-loop':
      return `two for each of libuv's ${plural(figures.libuvThreads ?? 0, 'thread')}, so that one is ready when another ends`;
    case 'cores-and-waiting':
    case 'loop-and-waiting': {
      const busy = name === 'loop-and-waiting' ? 'one event loop' : plural(cores ?? 1, 'core');
      if (waitingMs === null || computingMs === null) return `enough to keep ${busy} busy`;
      return `enough to keep ${busy} busy while a task waits ${shortDuration(waitingMs)} and computes ${shortDuration(computingMs)}`;
    }
  }
}

/** Memory that is worth a word: a quarter more, and ten megabytes. */
const leastRatio = 1.25;
const leastBytes = 10e6;

/** How many bytes one takes more than another; null where too little to matter, or not known. */
export function moreBytes(mine: Figures | null, other: Figures | null): number | null {
  const [more, less] = [mine?.memoryBytes ?? null, other?.memoryBytes ?? null];
  if (more === null || less === null) return null;
  return more >= less * leastRatio && more - less >= leastBytes ? more - less : null;
}

/** A stretch of time that is known to the second: `30 s`, `2 m`, `2 m 05`. */
export const wholeSeconds = (ms: number) =>
  seconds(Math.round(ms / 1000) * 1000)
    .replace('.0 s', ' s')
    .replace(/ 00$/, '');
