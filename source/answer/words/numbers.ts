import { formOf, isSerial, type ModelOf, modelCard } from '../../catalog/models.ts';
import { count, plural, seconds, shortDuration } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import type { LaneKind } from '../../protocol/vital-events.ts';
import type { FormulaName, Limit, Size } from '../../work/sizes.ts';
import type { Figures } from '../answer.ts';

/** What a lane is called. */
const laneNames: Readonly<Record<RuntimeId, Readonly<Record<LaneKind, string>>>> = {
  node: { loop: 'promise', thread: 'worker thread', process: 'child process', interpreter: 'interpreter' },
  python: { loop: 'task', thread: 'thread', process: 'process', interpreter: 'interpreter' },
};

/** `2 worker threads` */
function lanesWords(runtime: RuntimeId, kind: LaneKind, many: number): string {
  const name = laneNames[runtime][kind];
  const ending = many === 1 ? '' : name.endsWith('s') ? 'es' : 's';
  return `${count(many)} ${name}${ending}`;
}

/** A model with its numbers: `async, 8 at once`, `threads, 2 worker threads`. */
export function withNumbers({ runtime, model }: ModelOf, size: Size): string {
  const { concurrency, poolThreads, poolProcesses, libuvThreads } = size;
  const card = modelCard({ runtime, model });
  const libuv = libuvThreads === null ? '' : `, with UV_THREADPOOL_SIZE=${libuvThreads}`;
  switch (formOf(card)) {
    case 'serial':
      return `${model}, one task after another${libuv}`;
    case 'loop':
      return `${model}, ${count(concurrency)} at once${libuv}`;
    case 'behind': {
      const behind = [
        ...(poolThreads === null ? [] : [plural(poolThreads, 'thread')]),
        ...(poolProcesses === null ? [] : [lanesWords(runtime, 'process', poolProcesses)]),
      ];
      const pool = behind.length === 0 ? '' : `, with a pool of ${behind.join(' and one of ')}`;
      return `${model}, ${count(concurrency)} at once${pool}${libuv}`;
    }
    case 'lanes':
      return `${model}, ${lanesWords(runtime, card.lane, concurrency)}${libuv}`;
  }
}

/** The same in short, for a list: `threads (2)`; without numbers where it was not sized. */
export function inShort(of: ModelOf, size: Size | null): string {
  return size === null || isSerial(modelCard(of)) ? of.model : `${of.model} (${count(size.concurrency)})`;
}

/** Why it is not the number that its formula gives, or that the cores and the waiting ask for. */
const limits: Readonly<Record<Exclude<Limit, 'enough' | 'tried'>, string>> = {
  tasks: 'there are no more tasks',
  descriptors: 'a process may not hold more files and sockets open (ulimit -n)',
  memory: 'there is no memory for more',
  most: 'Heddle tries no more',
};

/** Why so many, with the figures that were put in. Null: one task at a time needs no reason. */
export function numbersSentence({ concurrency, formula }: Size): string | null {
  const { name, figures, limitedBy } = formula;
  const why = limitedBy === 'enough' ? moreWords(figures) : reasonOf(name, figures);
  if (why === null) return null;
  const also = [
    otherwise(formula),
    ...(isRule(name) && limitedBy !== 'enough' ? [`see ${formula.source}`] : []),
  ];
  const more = also.filter((words) => words !== null);
  return `Why ${count(concurrency)}: ${why}${more.length === 0 ? '' : ` (${more.join('; ')})`}.`;
}

/** A larger number was tried beside it. */
const moreWords = ({ more }: Size['formula']['figures']) =>
  `${more === undefined ? 'more' : count(more)} at once were no faster`;

/** Where another number than that of the formula was taken. */
function otherwise({ name, limitedBy, figures: { wanted } }: Size['formula']): string | null {
  if (limitedBy === null || limitedBy === 'enough') return null;
  const asked = wanted === undefined ? '' : `the formula gives ${count(wanted)}`;
  if (limitedBy !== 'tried') return asked === '' ? limits[limitedBy] : `${asked}, but ${limits[limitedBy]}`;
  return name === 'loop-and-waiting' ? `${asked}; Heddle tries no fewer` : `${asked}; twice of it was faster`;
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
    case 'lock-and-waiting':
    case 'loop-and-waiting': {
      const busy = name === 'cores-and-waiting' ? plural(cores ?? 1, 'core') : busyWords[name];
      if (waitingMs === null || computingMs === null) return `to keep ${busy} busy`;
      const waits = waitingMs < leastWait * computingMs ? '' : `waits ${shortDuration(waitingMs)} and `;
      return `to keep ${busy} busy while a task ${waits}computes ${shortDuration(computingMs)}`;
    }
  }
}

/** Less of what it computes is nothing to tell. */
const leastWait = 0.01;

const busyWords = {
  'lock-and-waiting': "the interpreter's lock",
  'loop-and-waiting': 'one event loop',
} as const;

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
