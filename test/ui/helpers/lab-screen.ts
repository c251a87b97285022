import type { Survey } from '../../../source/catalog/interpreters.ts';
import { wishOf } from '../../../source/catalog/wish.ts';
import type { Session } from '../../../source/session/state.ts';
import type { Picture } from '../../../source/ui/app/frame.ts';
import { appKeys } from '../../../source/ui/app/keys.ts';
import type { Environment } from '../../../source/ui/environment.ts';
import type { RunView } from '../../../source/ui/panes/pane.ts';
import { chosenFrom } from '../../../source/ui/screens/lab/choice.ts';
import { labScreen } from '../../../source/ui/screens/lab/index.ts';
import type { Snapshot } from '../../../source/ui/screens/lab/snapshot.ts';
import { initialState, type LabState } from '../../../source/ui/screens/lab/state.ts';
import { createTheme, type Theme } from '../../../source/ui/theme.ts';
import { cardsOfBoth, noPython, room } from './plans.ts';

export const environment: Environment = {
  runtime: 'node 24.21',
  effectiveCores: 2,
  remote: false,
  colour: false,
  unicode: true,
};

export const plain = createTheme({ colour: false, unicode: true });

export const paneView: RunView = {
  focused: false,
  zoomed: false,
  scroll: 0,
  cursor: null,
  filter: '',
  previous: null,
  effectiveCores: 2,
};

/** The lab with that session in it, for frames without a terminal. */
export function snapshotOf(
  session: Session | null,
  { state = {}, previous = null, theme = plain, survey = noPython }: SnapshotParts = {},
): Snapshot {
  const chosen = chosenFrom(
    session ? wishOf(session.plan) : { workload: 'compute', model: 'threads' },
    cardsOfBoth,
  );
  return {
    state: { ...initialState(chosen), ...(session ? { view: { kind: 'panes' } } : {}), ...state },
    runs: { session, previous, running: session !== null && session.ended === null, cancelling: false },
    workloads: cardsOfBoth,
    survey,
    room,
    theme,
  };
}

type SnapshotParts = {
  state?: Partial<LabState>;
  previous?: Session | null;
  theme?: Theme;
  survey?: Survey | null;
};

const nothing = () => {};
/** Keys that lead to nothing. */
const noEffects = {
  ...{ dispatch: nothing, start: nothing, cancel: nothing, about: nothing, say: nothing },
  refusal: () => null,
  file: { recent: () => [], list: nothing, complete: nothing, load: nothing, stop: nothing },
};

/** The app with the lab in front. */
export function pictureOf(snapshot: Snapshot, parts: Partial<Picture> = {}): Picture {
  return {
    ...{ at: 'lab', overlay: null, message: null, elsewhere: null, environment, theme: snapshot.theme },
    screen: labScreen(() => snapshot, noEffects),
    frameKeys: appKeys({ openMenu: nothing, openHelp: nothing, quit: nothing }),
    ...parts,
  };
}
