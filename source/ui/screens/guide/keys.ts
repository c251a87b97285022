import { decide } from '../../../guide/decide.ts';
import type { ScreenKey } from '../screen.ts';
import { answered, answeredQuestions, atQuestion, back, type GuideState, questionOf } from './guide-state.ts';
import {
  anewKey,
  backKey,
  editKey,
  effectKey,
  type GuideEffects,
  listKey,
  stateKey,
  stopKey,
  verdictKey,
} from './make-key.ts';
import { proofKeys, sketchKeys, verdictKeys } from './verdict-keys.ts';

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
  }
}

function questionKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { machine } = effects;
  const question = questionOf(state);
  const move = listKey(effects, 'choose an answer', question?.options.length ?? 0, (now, by) =>
    now.view.kind === 'question' ? { ...now, view: { ...now.view, option: by(now.view.option) } } : now,
  );
  const enter = { keys: 'enter', shown: 'Enter', hint: 'answer', help: 'give the chosen answer' };
  const found: ScreenKey[] = [
    move,
    stateKey(effects, enter, (now) => answered(now, machine)),
    // At the first question there is none before it.
    ...(back(state, machine) === state ? [] : [backKey(effects, 'the question before')]),
    ...measureKeys(state, effects),
  ];
  if (decide(state.answers, machine).verdict) found.push(verdictKey(effects));
  const why = { keys: 'y', shown: 'y', hint: 'why', help: 'why this is asked' };
  return [
    ...found,
    editKey(effects),
    stateKey(effects, why, (now) =>
      now.view.kind === 'question' ? { ...now, view: { ...now.view, why: !now.view.why } } : now,
    ),
  ];
}

function measureKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  if (state.measuring !== null) return [stopKey(effects)];
  if (!questionOf(state)?.measure) return [];
  const help =
    'measure it: the work that was named, else what the lab has, or this machine; Enter takes the answer';
  return [effectKey({ keys: 'm', shown: 'm', hint: 'measure', help }, effects.measure)];
}

function answersKeys(state: GuideState, effects: GuideEffects): ScreenKey[] {
  const { machine } = effects;
  const list = answeredQuestions(state.answers, machine);
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
    backKey(effects, 'where the list was opened: the verdict, or a question'),
    ...(decide(state.answers, machine).verdict ? [verdictKey(effects)] : []),
    anewKey(effects),
  ];
}
