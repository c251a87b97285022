import type { Program } from '../../../answer/programs/index.ts';
import type { Size } from '../../draw.ts';
import type { Theme } from '../../theme.ts';
import type { ScreenKey } from '../screen.ts';
import type { FileEffects, FilePrompt } from '../shared/file-prompt.ts';
import { atAnswer, back, type GuideState, questionOf } from './state.ts';

/** What keys need from outside of the state. */
export type GuideEffects = {
  readonly theme: Theme;
  get(): GuideState;
  set(next: GuideState): void;
  /** Answers the question in front with the chosen option. */
  answer(): void;
  /** Looks at the machine for the question in front. */
  measure(): void;
  /** Shows measuring the person's work; without any, the prompt for a file. */
  toWork(): void;
  /** Measures the person's work from its beginning. */
  measureWork(): void;
  /** The same with a budget so many times as long. */
  measureLonger(): void;
  /** Puts a text on the clipboard; `what` it is, for people. */
  copy(what: string, text: string): void;
  /** The program for the answer; null where there is none. */
  program(): Program | null;
  /** How many rows measuring has, for what is scrolled. */
  workRows(size: Size): number;
  /** Opens the prompt for a file, changes what is typed there, and leaves it. */
  openFile(): void;
  typePath(change: Partial<FilePrompt>): void;
  closeFile(): void;
  readonly file: FileEffects;
  prove(again: boolean): void;
  stop(): void;
  openInLab(): void;
  /** Goes to Compare with the person's file and the models of the proof. */
  compareOwn(): void;
  restart(): void;
  about(model: string): void;
};

export type Named = { keys: string; shown: string; hint: string; help: string };

/** A key that makes another state of the one there is. */
export function stateKey(
  { get, set }: GuideEffects,
  named: Named,
  next: (state: GuideState, key: string, size: Size) => GuideState,
): ScreenKey {
  return { ...named, press: (key, size) => set(next(get(), key, size)) };
}

/** A key that does something. */
export function effectKey(named: Named, press: () => void): ScreenKey {
  return { ...named, press };
}

const stepKeys = 'up k down j';

/** ↑↓ in a list: `moved` is handed the new place of the cursor. */
export function listKey(
  effects: GuideEffects,
  help: string,
  length: number,
  moved: (state: GuideState, by: (at: number) => number) => GuideState,
): ScreenKey {
  return stateKey(effects, { keys: stepKeys, shown: '↑↓', hint: 'choose', help }, (state, key) =>
    moved(state, (at) => Math.min(Math.max(0, length - 1), Math.max(0, at + stepOf(key)))),
  );
}

/** As people read them. */
export const scrollKeys = '↑↓';

/** ↑↓ in a text. `fixed`: rows of the view that do not scroll. */
export function scrollKey(effects: GuideEffects, rows: (size: Size) => number, fixed = 0): ScreenKey {
  return stateKey(
    effects,
    {
      keys: `${stepKeys} pageup pagedown`,
      shown: scrollKeys,
      hint: 'scroll',
      help: 'scroll; PgUp and PgDn a page',
    },
    (state, key, size) => {
      const { view } = state;
      if (!('scroll' in view)) return state;
      const last = Math.max(0, rows(size) - size.height + fixed);
      const page = Math.max(1, size.height - 1 - fixed);
      const to = view.scroll + (key.startsWith('page') ? page : 1) * stepOf(key);
      return { ...state, view: { ...view, scroll: Math.min(last, Math.max(0, to)) } };
    },
  );
}

const stepOf = (key: string) => (['down', 'j', 'pagedown'].includes(key) ? 1 : -1);

/** ← on every view. */
export function backKey(effects: GuideEffects, help: string): ScreenKey {
  const named = { keys: 'left backspace escape h', shown: '←', hint: 'back', help };
  return stateKey(effects, named, back);
}

const asking = (state: GuideState) => questionOf(state)?.key ?? null;

/** The list of all answers. */
export function editKey(effects: GuideEffects): ScreenKey {
  const help = 'your answers: change one, and see what that changes';
  return stateKey(effects, { keys: 'e', shown: 'e', hint: 'edit', help }, (state) => ({
    ...state,
    changed: [],
    listFrom: state.view.kind === 'question' && state.view.editing ? state.listFrom : asking(state),
    view: atAnswer(asking(state), state),
  }));
}

/** The verdict so far, from any question. */
export function verdictKey(effects: GuideEffects): ScreenKey {
  const named = { keys: 'v', shown: 'v', hint: 'verdict', help: 'the verdict so far' };
  return stateKey(effects, named, (state) => ({ ...state, view: { kind: 'verdict', scroll: 0 } }));
}

/** Everything from the beginning. */
export function anewKey(effects: GuideEffects): ScreenKey {
  return effectKey(
    { keys: 'n', shown: 'n', hint: 'start over', help: 'forget all answers and start over' },
    effects.restart,
  );
}

/** Copies what is in front, whole, where the screen has to cut it. */
export function copyKey(effects: GuideEffects, what: string, text: () => string): ScreenKey {
  const named = { keys: 'y', shown: 'y', hint: 'copy', help: `copy ${what} to the clipboard` };
  return effectKey(named, () => effects.copy(what, text()));
}
