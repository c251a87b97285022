import { createElement } from 'react';
import type { RunEvent } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import type { Session } from '../../../source/session/state.ts';
import { App, type AppServices } from '../../../source/ui/app.tsx';
import { environment } from './lab-screen.ts';
import { cardsOfBoth, noPython, room } from './plans.ts';
import { renderAt } from './terminal.ts';

/** Services of a lab whose engine never says anything. */
export function labServices(more: Partial<AppServices> = {}): AppServices {
  return {
    workloads: cardsOfBoth,
    room,
    sourceOf: (plan) => ({ plan, start: () => ({ cancel() {}, kill() {} }) }),
    schedule: () => {},
    environment,
    initial: { choice: { model: 'threads', workload: 'compute' }, autostart: false },
    onChoice() {},
    onSession() {},
    copy: () => {},
    exportHarness: () => {
      throw new Error('nothing is written');
    },
    callableOf: () => null,
    lookBefore: () => new Promise(() => {}),
    files: {
      recent: () => [],
      typeable: (path) => path,
      complete: async (text) => ({ text, matches: [], problem: null }),
      open: () => new Promise(() => {}),
    },
    interpreters: async () => noPython,
    keeper: { read: () => null, write() {} },
    programs: {
      list: (afterMs) => (afterMs > 0 ? new Promise(() => {}) : Promise.resolve([])),
      observe: () => new Promise(() => {}),
    },
    now: () => 0,
    onParting() {},
    opening: null,
    ...more,
  };
}

/** A lab on a fake terminal whose engine does what the test tells it. */
export function openLab(columns = 80, rows = 24, more: Partial<AppServices> = {}) {
  const plans: Plan[] = [];
  const calls: string[] = [];
  const sessions: Session[] = [];
  let emit: (event: RunEvent) => void = () => {};
  let flush: (() => void) | undefined;
  const services = labServices({
    sourceOf: (plan) => ({
      plan,
      start(onEvent) {
        plans.push(plan);
        emit = onEvent;
        return { cancel: () => calls.push('cancel'), kill: () => calls.push('kill') };
      },
    }),
    schedule: (run) => {
      flush = run;
    },
    onChoice: (choice) => calls.push(`choice ${choice.workload} ${choice.model}`),
    onSession: (session) => sessions.push(session),
    ...more,
  });
  const terminal = renderAt(createElement(App, { services }), columns, rows);
  return {
    ...terminal,
    plans,
    calls,
    sessions,
    /** Plays events of the engine, and lets the tick of the frame rate pass. */
    async play(events: Iterable<RunEvent>): Promise<void> {
      for (const event of events) emit(event);
      flush?.();
      flush = undefined;
      await terminal.settle();
    },
  };
}
