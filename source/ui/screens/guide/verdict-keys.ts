import { decide } from '../../../guide/decide.ts';
import { languageOf } from '../../../guide/sketches/index.ts';
import type { Language } from '../../../guide/sketches/sketch.ts';
import type { ScreenKey } from '../screen.ts';
import { type GuideState, onward } from './guide-state.ts';
import { backKey, editKey, effectKey, type GuideEffects, scrollKey, stateKey, stopKey } from './make-key.ts';
import { proofView } from './proof-view.ts';
import { sketchRows } from './sketch-view.ts';
import { verdictRows } from './verdict-view.ts';

export function verdictKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { machine, theme } = effects;
  const decision = decide(state.answers, machine);
  const { verdict, next } = decision;
  const back = backKey(effects, 'the question answered last');
  if (!verdict) return [back];
  const prove = { keys: 'p', shown: 'p', hint: 'prove', help: 'run the models: does the machine agree?' };
  const code = {
    keys: 'c',
    shown: 'c',
    hint: 'code',
    help: 'the verdict as a program, in Node.js and in Python',
  };
  const on = {
    keys: 'enter right l',
    shown: 'Enter',
    hint: 'next',
    help: 'the next question: it may refine the verdict',
  };
  const about = {
    keys: 'i a',
    shown: 'i',
    hint: 'about',
    help: 'the card of this model: what it costs, where it bites',
  };
  return [
    effectKey(prove, () => effects.prove(false)),
    stateKey(effects, code, (now) => ({
      ...now,
      view: { kind: 'sketch', language: languageOf(verdict), scroll: 0 },
    })),
    effectKey(about, () => effects.about(verdict.model)),
    ...(next ? [stateKey(effects, on, (now) => onward(now, machine))] : []),
    back,
    editKey(effects),
    openKey(effects),
    scrollKey(effects, (size) => verdictRows(decision, size, theme).length),
  ];
}

export function sketchKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { verdict } = decide(state.answers, effects.machine);
  const { view } = state;
  if (view.kind !== 'sketch' || !verdict) return [backKey(effects, 'the verdict')];
  const show =
    (language: Language) =>
    (now: GuideState): GuideState => ({
      ...now,
      view: { kind: 'sketch', language, scroll: 0 },
    });
  return [
    stateKey(effects, { keys: 'n', shown: 'n', hint: 'Node.js', help: 'the same in Node.js' }, show('node')),
    stateKey(effects, { keys: 'p', shown: 'p', hint: 'Python', help: 'the same in Python' }, show('python')),
    backKey(effects, 'the verdict'),
    // The title stays.
    scrollKey(effects, () => sketchRows(verdict, view.language).length, 1),
  ];
}

export function proofKeys({ proofRun }: GuideState, effects: GuideEffects): ScreenKey[] {
  const again = { keys: 'p', shown: 'p', hint: 'run again', help: 'run it again' };
  return [
    proofRun?.batch.state === 'running' ? stopKey(effects) : effectKey(again, () => effects.prove(true)),
    backKey(effects, 'the verdict'),
    openKey(effects),
    ...(proofRun ? [scrollKey(effects, (size) => proofView(proofRun, size, effects.theme).length)] : []),
  ];
}

function openKey(effects: GuideEffects): ScreenKey {
  return effectKey(
    { keys: 'o', shown: 'o', hint: 'lab', help: "the proof's work in the lab" },
    effects.openInLab,
  );
}
