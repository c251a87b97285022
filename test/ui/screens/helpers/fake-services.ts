import type { Question } from '../../../../source/answer/step.ts';
import type { Survey } from '../../../../source/catalog/interpreters.ts';
import { accept, refuse } from '../../../../source/catalog/refusal.ts';
import type { Wish } from '../../../../source/catalog/wish.ts';
import type { WorkloadCard } from '../../../../source/catalog/workloads.ts';
import { builtInWorkloads } from '../../../../source/launch/built-in.ts';
import type { Programs, RunningProgram } from '../../../../source/protocol/observation.ts';
import type { Plan } from '../../../../source/protocol/plan.ts';
import type { Batch, Order } from '../../../../source/runner/batch.ts';
import { startWatching } from '../../../../source/runner/watching.ts';
import type { Course } from '../../../../source/session/course.ts';
import type { Summary } from '../../../../source/session/summary.ts';
import type { OpenScreen, ScreenArgument } from '../../../../source/ui/screens/screen.ts';
import type { CreateScreen, ScreenServices } from '../../../../source/ui/screens/services.ts';
import { widthOf } from '../../../../source/ui/text.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { ranOf } from '../../../helpers/ran.ts';

const builtIn = await builtInWorkloads();

/** A quiet machine. */
const before: Question['before'] = {
  ...{ busyRatio: 0.01, waitedMs: 0, descriptors: 20_000, startMethod: null },
  handoverMs: { thread: 0.02, process: 0.04 },
};

/** A screen with services that run nothing: a test plays the engine, one run after another. */
export type TestScreen = {
  readonly screen: OpenScreen;
  /** Presses keys; fails when the screen has no use for one. */
  press(...keys: string[]): void;
  /** The body as text, at that size. */
  text(width?: number, height?: number): string;
  /** Ends the run under way with that summary; with that course, where it has one. */
  end(summary: (plan: Plan) => Summary, course?: Course): void;
  /** Ends all runs that are left. */
  endAll(summary: (plan: Plan) => Summary): void;
  readonly plans: readonly Plan[];
  readonly said: string[];
  /** Of that what still holds. */
  readonly standing: readonly string[];
  readonly copied: string[];
  readonly opened: { wish: Wish; run: boolean }[];
  readonly went: { to: string; argument: ScreenArgument | undefined }[];
  readonly kept: Map<string, unknown>;
  changes: number;
  readonly services: { -readonly [K in keyof ScreenServices]: ScreenServices[K] };
  /** Why no batch can be started; null when one can. */
  refusal: string | null;
};

export type Fakes = {
  argument?: ScreenArgument;
  kept?: ReadonlyMap<string, unknown>;
  unicode?: boolean;
  /** Else those of Heddle. */
  workloads?: readonly WorkloadCard[];
  /** Else there is no Python. */
  survey?: Survey | null;
  /** Files that can be opened, by path. */
  files?: ReadonlyMap<string, WorkloadCard>;
  /** Why no batch can be started, from the first on. */
  refusal?: string;
  /** A screen of the same app: its services are shared, and it plays the engine. */
  beside?: TestScreen;
  /** What is chosen in the lab. */
  chosen?: Wish;
  /** What runs on the machine, and what comes of it when one is observed. */
  programs?: readonly RunningProgram[];
  /** Else nobody looks at them again. */
  listAgain?: Programs['list'];
  observe?: Programs['observe'];
  /** Writes what held a loop. */
  exportHarness?: ScreenServices['exportHarness'];
  callableOf?: ScreenServices['callableOf'];
};

export function openFake(
  create: CreateScreen,
  {
    argument = {},
    kept = new Map(),
    unicode = true,
    workloads = builtIn,
    survey = { usable: [], unusable: [], usual: null },
    files = new Map(),
    refusal,
    beside,
    chosen = { workload: 'wait', model: 'threads' },
    programs = [],
    listAgain = () => new Promise(() => {}),
    observe = () => Promise.reject(new Error('it is gone')),
    exportHarness = () => {
      throw new Error('nothing is written');
    },
    callableOf = ({ places: [at] }) => (at ? { at, way: 'copies', inputs: [], word: null } : null),
  }: Fakes = {},
) {
  const theme = createTheme({ colour: false, unicode });
  const list = [...workloads];
  const said: { text: string; holds: () => boolean }[] = [];
  let batch: Batch | null = null;
  let order: Order<{ plan: Plan }>;
  let tell: (batch: Batch) => void = () => {};
  const set = (change: Partial<Batch>) => {
    batch = { ...batch!, ...change };
    tell(batch);
  };
  /** Of the body that was looked at last: keys that scroll go as far as its rows do. */
  let size = { width: 80, height: 20 };
  const test: TestScreen = {
    screen: undefined as unknown as OpenScreen,
    said: [],
    get standing() {
      return said.filter(({ holds }) => holds()).map(({ text }) => text);
    },
    copied: [],
    opened: [],
    went: [],
    kept: new Map(kept),
    changes: 0,
    services: undefined as unknown as ScreenServices,
    refusal: refusal ?? null,
    get plans() {
      return batch?.turns.map(({ plan }) => plan) ?? [];
    },
    press(...keys) {
      for (const key of keys) {
        const found = test.screen.keys().find((one) => one.keys.split(' ').includes(key));
        if (!found) throw new Error(`the screen has no key "${key}" now`);
        found.press(key, size);
      }
    },
    text(width = 80, height = 20) {
      size = { width, height };
      const rows = test.screen.draw({ width, height });
      if (rows.length > height) throw new Error(`${rows.length} rows do not fit into ${height}`);
      const wide = rows.find((row) => widthOf(row) > width);
      // Longer rows are cut by the frame; what matters must not be lost there.
      if (wide && !wide.includes('heddle run')) throw new Error(`wider than ${width}: ${wide}`);
      return rows.map((row) => theme.finish(row).slice(0, width).trimEnd()).join('\n');
    },
    end(summary, course) {
      const turn = batch!.turns[batch!.ended.length]!;
      const ran = ranOf(turn, summary(turn.plan));
      const ended = [...batch!.ended, course ? { ...ran, course } : ran];
      const turns = [...ended, ...order.expected!(ended)];
      set({ turns, ended, state: order.next(ended) === null ? 'done' : 'running' });
    },
    endAll(summary) {
      while (batch?.state === 'running') test.end(summary);
    },
  };
  const services: ScreenServices = beside?.services ?? {
    theme,
    environment: { runtime: 'node 24.21', effectiveCores: 2, remote: false, colour: false, unicode },
    room: { effectiveCores: 2, availableMemoryBytes: 8e9 },
    workloads: list,
    batches: {
      start<T extends { readonly plan: Plan }>(given: Order<T>, onChange: (batch: Batch<T>) => void) {
        if (test.refusal !== null) return test.refusal;
        // What the test plays are the turns that were given.
        tell = onChange as (batch: Batch) => void;
        order = given as unknown as Order<{ plan: Plan }>;
        batch = { turns: order.expected!([]), ended: [], cutOff: null, current: null, state: 'running' };
        tell(batch);
        return null;
      },
      stop: () => set({ state: 'stopped' }),
      refusal: () => test.refusal,
      get running() {
        return batch?.state === 'running';
      },
    },
    keeper: {
      machine: 'host, cpu',
      read: (name) => test.kept.get(name) ?? null,
      write: (name, value) => void test.kept.set(name, JSON.parse(JSON.stringify(value))),
    },
    survey: () => survey,
    lookBefore: async () => before,
    files: {
      typeable: (path) => path,
      recent: () => [...files.keys()],
      complete: async (typed) => ({ text: typed, matches: [], problem: null }),
      async open(path) {
        const card = files.get(path);
        return card ? accept(card) : refuse('workload', `there is no ${path}`);
      },
    },
    join(card) {
      list.unshift(card);
      return card.id;
    },
    copy: (text) => void test.copied.push(text),
    exportHarness,
    callableOf,
    programs: {
      list: (afterMs) => (afterMs > 0 ? listAgain(afterMs) : Promise.resolve(programs)),
      observe: async (program, tell) => observe(program, tell),
    },
    watch: (observation, onChange) => startWatching(observation, { schedule: (flush) => flush(), onChange }),
    now: () => Date.UTC(2026, 10, 23),
    chosen: () => chosen,
    goTo: (to, argument) => void test.went.push({ to, argument }),
    openInLab: (wish, run) => void test.opened.push({ wish, run }),
    say(text, holds = () => true) {
      test.said.push(text);
      said.push({ text, holds });
    },
  };
  const screen = create(
    services,
    () => {
      test.changes++;
    },
    argument,
  );
  return Object.assign(test, { screen, services });
}
