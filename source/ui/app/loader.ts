import { loadScreen } from '../screens/index.ts';
import type { OpenScreen, ScreenArgument, ScreenId } from '../screens/screen.ts';
import type { ScreenServices } from '../screens/services.ts';

/** The screens that were opened so far: what is on one stays as it was left. */
export type Loader = {
  /** Hands the screen to `show`; at once, or when its code is there. */
  open(id: ScreenId, argument: ScreenArgument, show: (screen: OpenScreen) => void): void;
  /** Settled when the code that is on its way has come; null while none is. */
  readonly loading: Promise<void> | null;
};

/** The lab is there from the beginning; the code of the others is loaded when the first of them is opened. */
export function createLoader(
  lab: OpenScreen,
  services: ScreenServices,
  changed: (id: ScreenId) => void,
): Loader {
  const opened = new Map<ScreenId, OpenScreen>([['lab', lab]]);
  let loading: Promise<void> | null = null;

  async function load(
    id: Exclude<ScreenId, 'lab'>,
    argument: ScreenArgument,
    show: (screen: OpenScreen) => void,
  ): Promise<void> {
    const createScreen = await loadScreen(id);
    loading = null;
    const screen = createScreen(services, () => changed(id), argument);
    opened.set(id, screen);
    show(screen);
  }

  return {
    open(id, argument, show) {
      const screen = opened.get(id);
      if (screen) {
        show(screen);
        screen.enter?.(argument);
      } else if (id !== 'lab') loading = load(id, argument, show);
    },
    get loading() {
      return loading;
    },
  };
}
