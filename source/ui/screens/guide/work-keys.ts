import type { ScreenKey } from '../screen.ts';
import { chosenPath, type FilePrompt, pathIn, retyped } from '../shared/file-prompt.ts';
import { stopKey } from '../shared/keys.ts';
import { backKey, effectKey, type GuideEffects, type Named, scrollKey, stateKey } from './make-key.ts';
import { type GuideState, questionOf, type WorkPage } from './state.ts';

/** Keys at a question and at the verdict: measure the person's work, or the machine; open a file. */
export function measureKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const byMachine = questionOf(state)?.measure?.by === 'machine';
  const help = byMachine
    ? 'look at this machine for the answer; Enter then takes it'
    : state.work.named
      ? 'measure your work; what will be done is said first'
      : 'open your file, to measure it';
  const measure = { keys: 'm', shown: 'm', hint: 'measure', help };
  return [effectKey(measure, byMachine ? effects.measure : effects.toWork), fileKey(effects)];
}

function fileKey(effects: GuideEffects): ScreenKey {
  const named = { keys: 'f', shown: 'f', hint: 'file', help: 'open a file of your own' };
  return effectKey(named, effects.openFile);
}

const pages: readonly (Named & { readonly page: WorkPage })[] = [
  { page: 'answer', keys: 'a', shown: 'a', hint: 'answer', help: 'the answer' },
  { page: 'figures', keys: 'v p', shown: 'v', hint: 'figures', help: 'the figures that the answer rests on' },
  { page: 'code', keys: 'd', shown: 'd', hint: 'code', help: 'a program that runs your file so' },
];

/** While the person's work is measured, before it, and after. */
export function workKeys({ own, view }: GuideState, effects: GuideEffects): ScreenKey[] {
  const back = backKey(effects, 'what you came from');
  if (own?.phase === 'looking' || own?.phase === 'running') {
    const stop = { ...stopKey(effects.stop), keys: 'c escape', help: 'stop, and see what is known so far' };
    return [stop, { ...back, keys: 'left backspace h' }];
  }
  const start = { keys: 'enter', shown: 'Enter', hint: 'start', help: 'start measuring' };
  if (own === null || view.kind !== 'work')
    return [effectKey(start, effects.measureWork), back, fileKey(effects)];
  const again = { keys: 'm', shown: 'm', hint: 'again', help: 'measure it again' };
  return [
    ...pages
      .filter(({ page }) => page !== view.page)
      .map(({ page, ...named }) =>
        stateKey(effects, named, (state) => ({ ...state, view: { ...view, page, scroll: 0 } })),
      ),
    effectKey(again, effects.measureWork),
    fileKey(effects),
    back,
    scrollKey(effects, effects.workRows),
  ];
}

/** While the path of a file is typed; the row at the bottom tells them. Nothing else is done while one is loaded. */
export function fileKeys(prompt: FilePrompt, effects: GuideEffects): ScreenKey[] {
  const { file } = effects;
  const key = (keys: string, help: string, press: () => void): ScreenKey =>
    effectKey({ keys, shown: keys, hint: '', help }, () => {
      if (!prompt.loading) press();
    });
  return [
    key('enter', 'open the file or folder', () => file.load(prompt)),
    key('tab', 'complete the path', () => file.complete(prompt)),
    key('up', 'the path above', () => effects.typePath(chosenPath(prompt, -1))),
    key('down', 'the path below', () => effects.typePath(chosenPath(prompt, 1))),
    key('backspace', 'take a character away', () =>
      effects.typePath(retyped(prompt, [...pathIn(prompt)].slice(0, -1).join(''))),
    ),
    effectKey({ keys: 'escape', shown: 'Esc', hint: '', help: 'back' }, effects.closeFile),
  ];
}
