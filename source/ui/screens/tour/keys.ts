import { labOf } from '../../../tour/chapter.ts';
import { tourChapters } from '../../../tour/index.ts';
import type { Size } from '../../draw.ts';
import type { ScreenKey } from '../screen.ts';
import type { ScreenServices } from '../services.ts';
import type { Checker } from '../shared/checker.ts';
import { pairKey, runKeys, runtimeKey } from '../shared/keys.ts';
import { chapterAt, chapterOf, type TourState } from './state.ts';
import { chapterRows, explainedIn } from './view.ts';

type TourEffects = {
  readonly checker: Checker;
  readonly services: ScreenServices;
  set(next: TourState): void;
  /** Runs the example of the chapter in front. */
  run(): void;
};

/** Each chapter has its number for a key. */
const numbers = tourChapters.map((_, at) => String(at + 1));

/** What keys do on this screen, the most useful first. */
export function tourKeys(state: TourState, { checker, services, set, run }: TourEffects): ScreenKey[] {
  const { at } = state;
  const last = tourChapters.length - 1;
  function scroll(step: 1 | -1, size: Size): void {
    const end = Math.max(0, chapterRows(state, checker, size, services.theme).length - size.height);
    set({ ...state, scroll: Math.max(0, Math.min(end, Math.min(end, state.scroll) + step)) });
  }
  return [
    ...runKeys(checker, [
      {
        keys: 'enter r',
        shown: 'Enter',
        hint: explainedIn(state, checker.where.runtime).length > 0 ? 'run again' : 'run the example',
        help: 'run the example of this chapter',
        press: run,
      },
    ]),
    {
      keys: 'right l n space',
      shown: '→',
      hint: at === last ? '' : 'next',
      help: 'the next chapter',
      press: () => set(chapterAt(state, at + 1)),
    },
    {
      keys: 'left h p',
      shown: '←',
      hint: at === 0 ? '' : 'back',
      help: 'the previous chapter',
      press: () => set(chapterAt(state, at - 1)),
    },
    {
      keys: 'o',
      shown: 'o',
      hint: 'lab',
      help: 'open the example of this chapter in the lab',
      press: () => services.openInLab(labOf(chapterOf(state), checker.where), false),
    },
    runtimeKey(checker, services),
    pairKey({
      ...{ back: 'up k', on: 'down j', shown: '↑↓', hint: 'scroll', help: 'scroll the text' },
      go: scroll,
    }),
    pairKey({
      ...{ back: 'home g', on: 'end G', shown: 'g G', hint: '' },
      help: 'first chapter, last chapter',
      go: (step) => set(chapterAt(state, step === 1 ? last : 0)),
    }),
    {
      ...{
        keys: numbers.join(' '),
        shown: `1-${numbers.length}`,
        hint: '',
        help: 'the chapter of that number',
      },
      press: (key) => set(chapterAt(state, numbers.indexOf(key))),
    },
  ];
}
