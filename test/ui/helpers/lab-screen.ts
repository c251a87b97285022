import { modelOf } from '../../../source/catalog/make-plan.ts';
import type { Session } from '../../../source/session/state.ts';
import type { Environment } from '../../../source/ui/environment.ts';
import type { PaneView } from '../../../source/ui/panes/pane.ts';
import { chosenFrom } from '../../../source/ui/screens/lab/choice.ts';
import type { Screen } from '../../../source/ui/screens/lab/screen.ts';
import { initialState, type LabState } from '../../../source/ui/screens/lab/state.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { cards, room } from './script.ts';

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
  const chosen = chosenFrom({ workload: 'compute' }, cards, session?.plan ?? modelOf({ model: 'threads' }));
  const where = { ...environment, ...other };
  return {
    size,
    state: { ...initialState(chosen), ...(session ? { view: { kind: 'panes' } } : {}), ...state },
    runs: { session, previous, running: session !== null && session.ended === null, cancelling: false },
    workloads: cards,
    room,
    environment: where,
    theme: createTheme(where),
    backTo: null,
  };
}

type ScreenParts = { state: Partial<LabState>; previous: Session | null; environment: Partial<Environment> };
