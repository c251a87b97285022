import type { Answer } from '../../../answer/answer.ts';
import type { Program } from '../../../answer/programs/index.ts';
import type { ScreenKey } from '../screen.ts';
import { chosenPath, type FilePrompt, pathIn, retyped } from '../shared/file-prompt.ts';
import { stopKey } from '../shared/keys.ts';
import {
  backKey,
  copyKey,
  effectKey,
  type GuideEffects,
  type Named,
  scrollKey,
  stateKey,
} from './make-key.ts';
import { beyondWork, type GuideState, questionOf, type WorkPage } from './state.ts';

/** Keys at a question and at the verdict: measure the person's work, or the machine; open a file. */
export function measureKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const byMachine = questionOf(state)?.measure?.by === 'machine';
  const isMeasured = state.own?.phase === 'ended';
  const help = byMachine
    ? 'look at this machine for the answer; Enter then takes it'
    : isMeasured
      ? 'what measuring your work came to'
      : state.work.named
        ? 'measure your work; what will be done is said first'
        : 'open your file, to measure it';
  const hint = isMeasured && !byMachine ? 'measured' : 'measure';
  const measure = { keys: 'm', shown: 'm', hint, help };
  return [effectKey(measure, byMachine ? effects.measure : effects.toWork), fileKey(effects)];
}

function fileKey(effects: GuideEffects): ScreenKey {
  const named = { keys: 'f', shown: 'f', hint: 'file', help: 'open a file of your own' };
  return effectKey(named, effects.openFile);
}

const pages: readonly (Named & { readonly page: WorkPage })[] = [
  { page: 'answer', keys: 'a', shown: 'a', hint: 'answer', help: 'the answer' },
  { page: 'code', keys: 'd', shown: 'd', hint: 'code', help: 'a program that runs your file so' },
  { page: 'figures', keys: 'v p', shown: 'v', hint: 'figures', help: 'the figures that the answer rests on' },
];

/** Pages that have something to show. */
function pagesOf(answer: Answer, program: Program | null): typeof pages {
  return pages.filter(({ page }) => {
    if (page === 'code') return program !== null;
    return page === 'answer' || answer.rounds > 0;
  });
}

/** While the person's work is measured, before it, and after. */
export function workKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { own, view } = state;
  const back = backKey(effects, 'what you came from');
  if (own?.phase === 'looking' || own?.phase === 'running') {
    const stop = { ...stopKey(effects.stop), keys: 'c escape', help: 'stop, and see what is known so far' };
    const scroll = own.phase === 'running' ? [scrollKey(effects, effects.workRows)] : [];
    return [stop, { ...back, keys: 'left backspace h' }, ...scroll];
  }
  const start = { keys: 'enter', shown: 'Enter', hint: 'start', help: 'start measuring' };
  if (own === null || view.kind !== 'work')
    return [effectKey(start, effects.measureWork), back, fileKey(effects)];
  const { answer } = own;
  const program = effects.program();
  const again = { keys: 'm', shown: 'm', hint: 'again', help: 'measure it again' };
  const longer = { keys: '+', shown: '+', hint: 'longer', help: 'measure it again, three times as long' };
  const on = {
    keys: 'enter',
    shown: 'Enter',
    hint: 'questions',
    help: 'what it means for the questions, and those it does not answer',
  };
  const copy =
    view.page === 'code' && program
      ? copyKey(effects, 'the program', () => program.source)
      : copyKey(effects, 'the command', () => answer.command);
  return [
    ...pagesOf(answer, program)
      .filter(({ page }) => page !== view.page)
      .map(({ page, ...named }) =>
        stateKey(effects, named, (now) => ({ ...now, view: { ...view, page, scroll: 0 } })),
      ),
    ...(answer.kind === 'cannot-tell' ? [effectKey(longer, effects.measureLonger)] : []),
    stateKey(effects, on, beyondWork),
    copy,
    effectKey(again, effects.measureWork),
    back,
    scrollKey(effects, effects.workRows),
    fileKey(effects),
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
