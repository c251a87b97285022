import { runtimeTitles } from '../../../catalog/runtimes/index.ts';
import { languageOf, sketchOf } from '../../../guide/sketches/index.ts';
import { type RuntimeId, runtimeIds } from '../../../protocol/plan.ts';
import type { ScreenKey } from '../screen.ts';
import { stopKey } from '../shared/keys.ts';
import {
  anewKey,
  backKey,
  copyKey,
  editKey,
  effectKey,
  type GuideEffects,
  listKey,
  scrollKey,
  stateKey,
  verdictKey,
} from './make-key.ts';
import { proofView } from './proof-view.ts';
import { answeredQuestions, atQuestion, back, type GuideState, onward, questionOf } from './state.ts';
import { sketchRows, verdictRows } from './verdict-view.ts';
import { fileKeys, measureKeys, workKeys } from './work-keys.ts';

/** What keys do in the view in front, the most useful first. */
export function guideKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  switch (state.view.kind) {
    case 'question':
      return questionKeys(state, effects);
    case 'answers':
      return answersKeys(state, effects);
    case 'verdict':
      return verdictKeys(state, effects);
    case 'sketch':
      return sketchKeys(state, effects);
    case 'proof':
      return proofKeys(state, effects);
    case 'work':
      return workKeys(state, effects);
    case 'file':
      return fileKeys(state.view.prompt, effects);
  }
}

function questionKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const question = questionOf(state);
  const move = listKey(effects, 'choose an answer', question?.options.length ?? 0, (now, by) =>
    now.view.kind === 'question' ? { ...now, view: { ...now.view, option: by(now.view.option) } } : now,
  );
  const enter = { keys: 'enter', shown: 'Enter', hint: 'answer', help: 'give the chosen answer' };
  const why = { keys: 'y', shown: 'y', hint: 'why', help: 'why Heddle asks, and what the answer changes' };
  return [
    move,
    effectKey(enter, effects.answer),
    ...(state.decision.verdict ? [verdictKey(effects)] : []),
    // At the first question there is none before it.
    ...(back(state) === state ? [] : [backKey(effects, 'the previous question')]),
    ...measureKeys(state, effects),
    editKey(effects),
    stateKey(effects, why, (now) =>
      now.view.kind === 'question' ? { ...now, view: { ...now.view, why: !now.view.why } } : now,
    ),
  ];
}

function answersKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const list = answeredQuestions(state);
  const move = listKey(effects, 'choose one of your answers', list.length, (now, by) =>
    now.view.kind === 'answers' ? { ...now, view: { kind: 'answers', at: by(now.view.at) } } : now,
  );
  const enter = { keys: 'enter', shown: 'Enter', hint: 'change', help: 'change that answer' };
  return [
    move,
    stateKey(effects, enter, (now) => {
      const chosen = now.view.kind === 'answers' ? list[now.view.at] : undefined;
      return chosen ? { ...now, changed: [], view: atQuestion(chosen.key, now.answers, true) } : now;
    }),
    backKey(effects, 'where you opened the list: the verdict, or a question'),
    ...(state.decision.verdict ? [verdictKey(effects)] : []),
    anewKey(effects),
  ];
}

function verdictKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { decision } = state;
  const { verdict, next } = decision;
  const back = backKey(effects, 'the last question you answered');
  if (!verdict) return [back];
  const prove = {
    keys: 'p',
    shown: 'p',
    hint: 'prove',
    help: 'compare the models on this machine: does it agree?',
  };
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
    help: 'the next question, which can refine the verdict',
  };
  const about = {
    keys: 'i a',
    shown: 'i',
    hint: 'about',
    help: 'the card of this model: what it costs, where it fails',
  };
  return [
    ...(decision.proof ? [effectKey(prove, () => effects.prove(false))] : []),
    stateKey(effects, code, (now) => ({
      ...now,
      view: { kind: 'sketch', language: languageOf(verdict), scroll: 0 },
    })),
    effectKey(about, () => effects.about(verdict.model)),
    ...measureKeys(state, effects),
    ...(next ? [stateKey(effects, on, onward)] : []),
    back,
    editKey(effects),
    ...(decision.proof ? [openKey(effects)] : []),
    scrollKey(effects, (size) => verdictRows(state, size, effects.theme).length),
  ];
}

function sketchKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { verdict } = state.decision;
  const { view } = state;
  if (view.kind !== 'sketch' || !verdict) return [backKey(effects, 'the verdict')];
  const show =
    (language: RuntimeId) =>
    (now: GuideState): GuideState => ({
      ...now,
      view: { kind: 'sketch', language, scroll: 0 },
    });
  return [
    ...runtimeIds.map((id) => {
      const title = runtimeTitles[id];
      const key = title.charAt(0).toLowerCase();
      return stateKey(
        effects,
        { keys: key, shown: key, hint: title, help: `the same program in ${title}` },
        show(id),
      );
    }),
    copyKey(effects, 'the program', () => sketchOf(verdict, view.language)),
    backKey(effects, 'the verdict'),
    // The title stays.
    scrollKey(effects, () => sketchRows(verdict, view.language).length, 1),
  ];
}

function proofKeys({ proofRun, work, decision }: GuideState, effects: GuideEffects): ScreenKey[] {
  const mine = {
    keys: 'f',
    shown: 'f',
    hint: 'your file',
    help: 'compare the same models with your own file',
  };
  const again = { keys: 'p', shown: 'p', hint: 'run again', help: 'run the comparison again' };
  return [
    proofRun?.batch.state === 'running' ? stopKey(effects.stop) : effectKey(again, () => effects.prove(true)),
    ...(work.own ? [effectKey(mine, effects.compareOwn)] : []),
    ...(decision.proof ? [copyKey(effects, 'the command', () => decision.proof!.compare)] : []),
    backKey(effects, 'the verdict'),
    openKey(effects),
    ...(proofRun
      ? [scrollKey(effects, (size) => proofView(proofRun, work, size, effects.theme).length)]
      : []),
  ];
}

function openKey(effects: GuideEffects): ScreenKey {
  return effectKey(
    { keys: 'o', shown: 'o', hint: 'lab', help: 'open the workload of this comparison in the lab' },
    effects.openInLab,
  );
}
