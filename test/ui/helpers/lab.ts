import { createElement } from 'react';
import type { RunEvent } from '../../../source/protocol/events.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import type { Session } from '../../../source/session/state.ts';
import { chosenFrom } from '../../../source/ui/choice.ts';
import { Lab, type LabServices } from '../../../source/ui/lab.tsx';
import { initialState, type LabState } from '../../../source/ui/lab-state.ts';
import type { PaneView } from '../../../source/ui/panes/pane.ts';
import type { Environment, Screen } from '../../../source/ui/screen.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { cards, room } from './script.ts';
import { renderAt } from './terminal.ts';

export const environment: Environment = {
  runtime: 'node 24.21',
  effectiveCores: 2,
  remote: false,
  colour: false,
  unicode: true,
};

export const plain = createTheme({ colour: false, unicode: true });

export const paneView: PaneView = {
  focused: false,
  zoomed: false,
  scroll: 0,
  cursor: null,
  filter: '',
  previous: null,
  effectiveCores: 2,
};

/** A screen with that session in it, for frames without a terminal. */
export function screenOf(
  size: Screen['size'],
  session: Session | null,
  { state = {}, previous = null, environment: other = {} }: Partial<ScreenParts> = {},
): Screen {
  const chosen = chosenFrom({ workload: 'compute' }, cards, session?.plan.model ?? 'threads');
  const where = { ...environment, ...other };
  return {
    size,
    state: { ...initialState(chosen), ...(session ? { view: { kind: 'panes' } } : {}), ...state },
    runs: { session, previous, running: session !== null && session.ended === null, cancelling: false },
    workloads: cards,
    room,
    environment: where,
    theme: createTheme(where),
  };
}

type ScreenParts = { state: Partial<LabState>; previous: Session | null; environment: Partial<Environment> };

/** A lab on a fake terminal whose engine does what the test tells it. */
export function openLab(columns = 80, rows = 24, more: Partial<LabServices> = {}) {
  const plans: Plan[] = [];
  const calls: string[] = [];
  const sessions: Session[] = [];
  let emit: (event: RunEvent) => void = () => {};
  let flush: (() => void) | undefined;
  const services: LabServices = {
    workloads: cards,
    room,
    launch(plan, onEvent) {
      plans.push(plan);
      emit = onEvent;
      return { cancel: () => calls.push('cancel'), kill: () => calls.push('kill') };
    },
    schedule: (run) => {
      flush = run;
    },
    environment,
    initial: { choice: { model: 'threads', workload: 'compute' }, autostart: false },
    onChoice: (choice) => calls.push(`choice ${choice.workload} ${choice.model}`),
    onSession: (session) => sessions.push(session),
    ...more,
  };
  const terminal = renderAt(createElement(Lab, { services }), columns, rows);
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
