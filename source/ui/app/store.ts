import type { Survey } from '../../catalog/interpreters.ts';
import type { Size } from '../draw.ts';
import { createLab } from '../screens/lab/index.ts';
import type { OpenScreen, ScreenArgument, ScreenId } from '../screens/screen.ts';
import type { ScreenServices } from '../screens/services.ts';
import { createTheme } from '../theme.ts';
import { cleanCard } from './clean-card.ts';
import { drawApp, type Picture } from './frame.ts';
import { appKeys, backKey, isFor, pressKey } from './keys.ts';
import { createLoader } from './loader.ts';
import { menuAt, type Overlay } from './overlay.ts';
import { inOrder, joined } from './own-workloads.ts';
import type { AppServices } from './services.ts';
import { backFrom, onTo, type Trail, trailHead } from './trail.ts';
import { createWork } from './work.ts';

/** What is in front. */
type AppView = {
  readonly trail: Trail;
  readonly screen: OpenScreen;
  readonly overlay: Overlay | null;
  readonly message: Message | null;
};

/** Why the last wish was not met. The next key clears it, and the end of what it tells of. */
type Message = { readonly text: string; readonly holds: () => boolean };
const always = () => true;

/**
 * The whole program on a terminal without its picture: which screen is in front, and what a key does. It lives outside
 * of React because keys come faster than frames: each must see what the one before it did, even when a terminal hands
 * over several at once.
 */
type AppStore = {
  /** Looks for interpreters, in the background: there is something to see already. */
  look(): void;
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
  const { environment, initial, onChoice, opening } = services;
  const theme = createTheme(environment);
  const listeners = new Set<() => void>();
  const workloads = inOrder(services.workloads.map(cleanCard));
  const work = createWork(services, () => set({}));
  const screenServices: ScreenServices = {
    theme,
    environment,
    room: services.room,
    workloads,
    batches: work.batches,
    keeper: services.keeper,
    files: services.files,
    survey: () => survey,
    lookBefore: services.lookBefore,
    copy: services.copy,
    exportHarness: services.exportHarness,
    callableOf: services.callableOf,
    programs: services.programs,
    watch: work.watch,
    join: (card) => joined(cleanCard(card), workloads),
    now: services.now,
    chosen: () => lab.chosen(),
    goTo,
    openInLab: (wish, run) => goTo('lab', { wish, start: run }),
    // What does not hold from the beginning is not about anything that could end.
    say: (text, holds = always) => set({ message: { text, holds: holds() ? holds : always } }),
  };
  const lab = createLab(
    {
      ...screenServices,
      ...{ runs: work.runs, choice: initial.choice, onChoice },
    },
    () => changed('lab'),
  );
  const loader = createLoader(lab, screenServices, changed);
  let survey: Survey | null = null;
  /** Whether the last key was `q`, and what it would end was said. */
  let asked = false;
  /** Whether the screen that it opens on is there: until then another one would only flash by. */
  let begun = opening === null;
  let view: AppView = { trail: trailHead, screen: lab, overlay: null, message: null };

  function set(change: Partial<AppView>): void {
    const next = { ...view, ...change };
    view = next.message?.holds() === false ? { ...next, message: null } : next;
    for (const listener of listeners) listener();
  }

  function changed(id: ScreenId): void {
    if (view.trail.at === id) set({});
  }

  /** What is in front stays until the screen is there. */
  function goTo(to: ScreenId, argument: ScreenArgument = {}): void {
    loader.open(to, argument, (screen) => {
      begun = true;
      set({ trail: onTo(to, view.trail), screen, overlay: null });
    });
  }

  function back(): void {
    const trail = backFrom(view.trail);
    if (trail) loader.open(trail.at, {}, (screen) => set({ trail, screen, overlay: null }));
  }

  /** From the menu. */
  function pick(to: ScreenId): void {
    goTo(to);
    if (to === 'lab') set({ trail: trailHead });
  }

  /** What is not Heddle's own is not ended by a slip of a finger. */
  function quit(): void {
    const question = work.question();
    if (question === null || asked) onQuit();
    else {
      set({ message: { text: question, holds: () => work.question() !== null } });
      asked = true;
    }
  }

  const setOverlay = (overlay: Overlay | null) => set({ overlay });
  const frameKeys = appKeys({
    openMenu: () => setOverlay(menuAt(view.trail.at)),
    openHelp: () => setOverlay({ kind: 'help', scroll: 0 }),
    quit,
  });

  /** Where the screen has a use of its own for Esc, that comes first. */
  function pictureOf({ trail, screen, overlay, message }: AppView): Picture {
    const { at, from } = trail;
    const before = from.at(-1);
    const leaves = before !== undefined && !screen.keys().some((key) => isFor('escape', key));
    return {
      ...{ at, screen, overlay, environment, theme },
      message: message?.text ?? null,
      frameKeys: leaves ? [backKey(before, back), ...frameKeys] : frameKeys,
      elsewhere: work.elsewhere(at),
    };
  }

  function press(key: string, size: Size): void {
    if (key === 'ctrl-c') onQuit();
    else if (loader.loading) void loader.loading.then(() => press(key, size));
    else if (key !== '') {
      if (view.message !== null) set({ message: null });
      const wasAsked = asked;
      pressKey(key, pictureOf(view), size, { goTo: pick, quit, setOverlay });
      // Only the very next key is an answer.
      if (wasAsked) asked = false;
    }
  }

  if (opening) goTo(opening.screen, opening.argument);
  return {
    look: () =>
      void services.interpreters().then((found) => {
        survey = found;
        set({});
      }),
    getSnapshot: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press,
    draw: (shown, size) =>
      begun ? drawApp(pictureOf(shown), size) : Array.from({ length: size.height }, () => ''),
    leave() {
      work.leave();
      lab.leave();
      return view.screen.parting?.() ?? null;
    },
  };
}
