import { bytes, cores, coreWords, count, duration, factor } from '../format.ts';
import type { ModelId } from '../protocol/plan.ts';

/** The models the Python guide compares, by their names there and here. */
export const tableModels = [
  { model: 'threads', name: 'threading' },
  { model: 'async', name: 'asyncio' },
  { model: 'processes', name: 'multiprocessing' },
] as const satisfies readonly { model: ModelId; name: string }[];
export type TableModel = (typeof tableModels)[number]['model'];

type Figures = Readonly<Record<string, number | null>>;

export type Cell = {
  /** What the guide says, in a few words. */
  readonly article: string;
  /** The claim whose check measures it, and how its figures are said; null: no machine can tell. */
  readonly measured: { readonly claim: string; show(figures: Figures): string } | null;
  /** Claims whose footnotes belong here. */
  readonly notes: readonly string[];
};

export type Feature = {
  readonly id: string;
  readonly title: string;
  readonly cells: Readonly<Record<TableModel, Cell>>;
};

type Say = (figures: Readonly<Record<string, number>>) => string;

/** A cell that a claim's figures fill, once all that it names were measured: at most 16 columns, at 60 there is no room for more. */
function cell(article: string, claim: string, say: Say, notes: readonly string[] = [claim]): Cell {
  const show = (figures: Figures) =>
    Object.values(figures).includes(null) ? '' : say(figures as Readonly<Record<string, number>>);
  return { article, measured: { claim, show }, notes };
}

const judgement = (article: string): Cell => ({ article, measured: null, notes: [] });
const most: Say = ({ most = 0, tried = 0 }) =>
  most < tried ? `${count(most)}, not ${count(tried)}` : `${count(most)} or more`;
const computing: Say = ({ speedUp = 0 }) => `${factor(speedUp)} vs 1 core`;

/** The comparison table of the Python guide: seven features of three models. */
export const features: readonly Feature[] = [
  {
    id: 'best-for',
    title: 'Best for',
    cells: {
      threads: cell(
        'blocking I/O, scripts',
        'blocking-libraries-choose-threads',
        ({ ratio = 0 }) => `${factor(ratio)} vs async`,
      ),
      async: cell(
        'many waits, servers',
        'many-waits-choose-async',
        ({ ratio = 0 }) => `${factor(ratio)} vs threads`,
      ),
      processes: cell('heavy computing', 'processes-speed-up-computing', computing, [
        'computing-chooses-processes',
      ]),
    },
  },
  {
    id: 'switching',
    title: 'Switching',
    cells: {
      threads: cell(
        'by the system',
        'system-switches-threads',
        ({ ratio = 0 }) => `16 threads: ${factor(ratio)}`,
      ),
      async: cell(
        'at each await',
        'blocking-call-freezes-the-loop',
        ({ frozenMs = 0 }) => `frozen for ${duration(frozenMs)}`,
      ),
      processes: cell(
        'one core each',
        'each-process-has-a-core',
        ({ busyCores = 0, cores: all = 0 }) => `${cores(busyCores)} of ${coreWords(all)}`,
      ),
    },
  },
  {
    id: 'memory',
    title: 'Memory per task',
    cells: {
      threads: cell('high: a stack each', 'thread-takes-eight-megabytes', ({ threadBytes = 0 }) =>
        bytes(threadBytes),
      ),
      async: cell('very low', 'async-task-is-small', ({ taskBytes = 0 }) => bytes(taskBytes)),
      processes: cell(
        'highest: a full copy',
        'process-costs-most',
        ({ processBytes = 0 }) => bytes(processBytes),
        ['process-costs-most', 'process-is-a-full-copy'],
      ),
    },
  },
  {
    id: 'complexity',
    title: 'Complexity',
    cells: {
      threads: judgement('medium: locks'),
      async: judgement('high: async libraries'),
      processes: judgement('medium: pickled data'),
    },
  },
  {
    id: 'lock',
    title: 'Interpreter lock',
    cells: {
      threads: cell('limits computing', 'threads-do-not-speed-up-computing', computing),
      async: cell('limits computing', 'async-does-not-speed-up-computing', computing),
      processes: cell('bypassed', 'processes-speed-up-computing', computing, [
        'only-processes-compute-in-parallel',
      ]),
    },
  },
  {
    id: 'most-at-once',
    title: 'Most at once',
    cells: {
      threads: cell('hundreds', 'threads-scale-to-hundreds', most),
      async: cell('tens of thousands', 'async-scales-to-tens-of-thousands', most),
      processes: cell('the number of cores', 'processes-scale-to-tens', most),
    },
  },
  {
    id: 'libraries',
    title: 'Libraries',
    cells: {
      threads: cell(
        'any',
        'threads-take-any-library',
        ({ frozenMs = 0 }) => `loop frozen ${duration(frozenMs)}`,
      ),
      async: cell(
        'async ones only',
        'async-needs-async-libraries',
        ({ frozenMs = 0 }) => `loop frozen ${duration(frozenMs)}`,
      ),
      processes: cell(
        'any',
        'processes-take-any-library',
        ({ frozenMs = 0 }) => `loop frozen ${duration(frozenMs)}`,
      ),
    },
  },
];
