import type { Wish } from '../catalog/wish.ts';
import { type AppView, bodySize, drawApp } from './app-frame.ts';
import { appKeys, backKey } from './app-keys.ts';
import type { AppServices } from './app-services.ts';
import type { Batch } from './batches.ts';
import { createBatches } from './batches.ts';
import type { Size } from './draw.ts';
import { helpRows, menuAt, type Overlay, pressOverlay } from './overlay.ts';
import { loadScreen } from './screens/index.ts';
import { choiceOf } from './screens/lab/choice.ts';
import { chosenCard } from './screens/lab/screen.ts';
import { createLabStore } from './screens/lab/store.ts';
import type { OpenScreen, ScreenArgument, ScreenId, ScreenKey } from './screens/screen.ts';
import type { ScreenServices } from './screens/services.ts';

type Place = ScreenId | 'lab';

/**
 * The whole program on a terminal without its picture: which screen is in front, and what a key does. It lives outside
 * of React for the reason the lab does: a key must see what the one before it did.
 */
type AppStore = {
  /** A new object with every change. */
  getSnapshot(): AppView;
  subscribe(listener: () => void): () => void;
  press(key: string, size: Size): void;
  /** The picture, as rows of the terminal. */
  draw(view: AppView, size: Size): string[];
  /** Ends all that is under way. Returns what is to stay on the normal screen; null where the lab's last run says it. */
  leave(): readonly string[] | null;
};

/** The app with its first screen in front; `onQuit` is called when the person wants to leave. */
export function createAppStore(services: AppServices, onQuit: () => void): AppStore {
  const listeners = new Set<() => void>();
  const screens = new Map<ScreenId, OpenScreen>();
  /** Where the person came from, the latest last: Esc goes back there. */
  let trail: readonly Place[] = [];
  /** The code of a screen on its way: keys wait for the screen they were meant for. */
  let loading: Promise<void> | null = null;
  let batch: Batch | null = null;
  const batches = createBatches({
    launch: services.launch,
    schedule: services.schedule,
    refusal: () =>
      lab.getSnapshot().runs.running ? 'the lab has a run under way: wait for it, or cancel it there' : null,
    onChange(changed) {
      batch = changed;
      set({ batch });
    },
  });
  const lab = createLabStore(services, {
    quit: onQuit,
    openMenu: () => set({ overlay: menuAt('lab') }),
    back,
    about: (model) => goTo('models', { at: model }),
    refusal: () =>
      batches.running ? 'other runs are under way: s goes to their screen, where they can be stopped' : null,
  });
  let view: AppView = {
    at: 'lab',
    screen: null,
    lab: lab.getSnapshot(),
    overlay: null,
    message: null,
    batch,
  };

  function set(change: Partial<AppView>): void {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  }

  function goTo(to: Place, argument: ScreenArgument = {}): void {
    const open = to === 'lab' ? null : screens.get(to);
    if (open === undefined) loading = load(to as ScreenId, argument);
    else {
      show(to, open);
      open?.enter?.(argument);
    }
  }

  function show(to: Place, screen: OpenScreen | null, from: Place = view.at): void {
    if (to !== from) leaveTrail([...trail, from]);
    set({ at: to, screen, overlay: null });
  }

  /** To the place before; what is there stays as it was left. */
  function back(): void {
    const to = trail.at(-1);
    if (to === undefined) return;
    leaveTrail(trail.slice(0, -1));
    const open = to === 'lab' ? null : screens.get(to)!;
    show(to, open, to);
    open?.enter?.({});
  }

  function leaveTrail(next: readonly Place[]): void {
    trail = next;
    lab.setBackTo(trail.at(-1) ?? null);
  }

  /** From the menu; the lab is where all begins, and nothing lies behind it. */
  function pick(to: Place): void {
    goTo(to);
    if (to === 'lab') leaveTrail([]);
  }

  /** The first time, its code is loaded: what is in front stays until it is there. */
  async function load(id: ScreenId, argument: ScreenArgument): Promise<void> {
    const createScreen = await loadScreen(id);
    loading = null;
    const changed = () => {
      if (view.at === id) set({});
    };
    const screen = createScreen(screenServices, changed, argument);
    screens.set(id, screen);
    show(id, screen);
  }

  const { theme } = lab.getSnapshot();
  const screenServices: ScreenServices = {
    theme,
    environment: services.environment,
    room: services.room,
    workloads: lab.getSnapshot().workloads,
    batches,
    keeper: services.keeper,
    now: services.now,
    chosen(): Wish {
      const { state, workloads } = lab.getSnapshot();
      return choiceOf(state.chosen, chosenCard({ state, workloads }));
    },
    goTo,
    openInLab(wish, run) {
      goTo('lab');
      lab.choose(wish, run);
    },
    say: (message) => set({ message }),
  };

  const setOverlay = (overlay: Overlay | null) => set({ overlay });
  const frameKeys = appKeys({
    openMenu: () => set({ overlay: menuAt(view.at) }),
    openHelp: () => set({ overlay: { kind: 'help', scroll: 0 } }),
    quit: onQuit,
  });
  /** Where the screen has a use of its own for Esc, that comes first. */
  function keysOf(screen: OpenScreen | null): ScreenKey[] {
    const own = screen?.keys() ?? [];
    const from = trail.at(-1);
    const leaves = from !== undefined && !own.some(({ keys }) => keys.split(' ').includes('escape'));
    return [...own, ...(leaves ? [backKey(from, back)] : []), ...frameKeys];
  }

  function press(key: string, size: Size): void {
    if (key === 'ctrl-c') onQuit();
    else if (loading) void loading.then(() => press(key, size));
    else if (key !== '') pressNow(key, size);
  }

  function pressNow(key: string, size: Size): void {
    if (view.message !== null) set({ message: null });
    const keys = keysOf(view.screen);
    const { overlay, screen } = view;
    const body = bodySize(view, size);
    if (overlay) {
      const { length } = helpRows(keys, screen?.terms ?? [], size.width, theme);
      pressOverlay(
        key,
        overlay,
        { length, height: body.height - 1 },
        { goTo: pick, quit: onQuit, setOverlay },
      );
    } else if (screen === null) lab.press(key, size);
    else keys.find((one) => one.keys.split(' ').includes(key))?.press(key, body);
  }

  lab.subscribe(() => set({ lab: lab.getSnapshot() }));
  if (services.opening) goTo(services.opening.screen, services.opening.argument);

  return {
    getSnapshot: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press,
    draw: (shown, size) => drawApp(shown, keysOf(shown.screen), size),
    leave() {
      batches.stop();
      lab.leave();
      return view.screen?.parting?.() ?? null;
    },
  };
}
