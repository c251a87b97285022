/**
 * The Python engine: a process that is given one plan, starts an interpreter for it, and watches it from outside. It alone
 * talks with the host; no code of a workload runs in here.
 */
import { monotonicMs } from '../machine/clock.ts';
import type { StartCommand } from '../protocol/commands.ts';
import { Keeper } from '../watcher/keeper.ts';
import type { Subject } from '../watcher/subject.ts';
import { Watcher } from '../watcher/watcher.ts';
import { PythonRun } from './run.ts';

const originMs = monotonicMs();
const keeper = new Keeper();
let run: PythonRun | null = null;

const watcher = new Watcher(originMs, observe, (message) => run?.take(message));

function observe(command: StartCommand): Subject {
  const python = new PythonRun(command, originMs, (message) => watcher.receive(message), end);
  run = python;
  const { path, version, lock } = command.plan.interpreter!;
  return {
    engine: {
      runtime: 'python',
      version,
      pid: python.pid,
      platform: process.platform,
      path,
      lock,
      heapLimitBytes: null,
      figures: [],
    },
    fileHolds: 'everything',
    figures: () => python.takeFigures(),
    watcherCpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e3;
    },
    get onlooker() {
      return python.whereabouts;
    },
    isStudied: command.plan.profile,
    lock: () => python.lock,
    onLook: () => {},
  };
}

function end(): void {
  void keeper.end().then(() => process.exit(0));
}
