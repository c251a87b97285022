import { describe, expect, test } from 'vitest';
import { figureTable } from '../../../../source/ui/screens/guide/figures-view.ts';
import { type OwnWork, workOf } from '../../../../source/ui/screens/guide/own-work.ts';
import {
  answered,
  atWork,
  back,
  beyondWork,
  type GuideState,
  onward,
  startGuide,
  withOwn,
} from '../../../../source/ui/screens/guide/state.ts';
import { drawGuide } from '../../../../source/ui/screens/guide/view.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { answerOf, figuresOf } from '../../../answer/helpers/answers.ts';
import { answerFor, type Fake, questionOf } from '../../../answer/helpers/fake-work.ts';
import { answersOf, roomy } from '../../../guide/helpers/machine.ts';

const theme = createTheme({ colour: false, unicode: true });
const work = { id: 'work.mjs', named: true, own: true };
const computing: Fake = { ms: 20, speedUp: { threads: 1.9, processes: 1.9 } };

/** The guide after such work was measured from the first question, with answers given before. */
function measured(fake: Fake, answers = ''): GuideState {
  const question = questionOf();
  const { answer, turns } = answerFor(fake, question);
  const state = startGuide(answersOf(answers), work, roomy);
  const own: OwnWork = { phase: 'ended', question, ran: turns, answer };
  return withOwn({ ...state, view: atWork(state.view) }, own, roomy);
}

const textOf = (state: GuideState, width = 80, height = 30) =>
  drawGuide(state, () => questionOf(), roomy, { width, height }, theme)
    .map((row) => row.trimEnd())
    .join('\n');

describe('what was measured and the questions', () => {
  test('measured answers are given, and say that they are measured', () => {
    const state = measured(computing);
    // The question that was in front is answered: what follows is the verdict.
    const verdict = textOf(back(state));
    expect(verdict).toMatch(
      /─ Verdict ─[\s\S]*threads[\s\S]*Measured +Your work showed it: threads, 2 worker/,
    );
    expect(verdict).toMatch(
      /cpu=yes +Measured: It needed a core 100 % of the time, so it computes\.\s+Processes use/,
    );
    expect(textOf({ ...state, view: { kind: 'answers', at: 0 } })).toMatch(/cpu +yes +processes +measured ·/);
  });

  test('the questions left are those that nothing measured answers', () => {
    const verdict = beyondWork(measured({ ms: 40, heldShare: 0.05, speedUp: { async: 7 } }));
    expect(textOf(verdict)).toMatch(
      /async +8 promises at once[\s\S]*Measured +Your work showed it: async, 8/,
    );
    const text = textOf(onward(verdict));
    expect(text).toMatch(/─ Question ─+ scale ─/);
    expect(text).toMatch(/So far +measured: cpu=no · io=yes/);
  });

  test('what a measured question saw stands below its options', () => {
    const state = measured(computing);
    const text = textOf({
      ...state,
      view: { kind: 'question', key: 'cpu', option: 0, why: false, editing: true },
    });
    expect(text).toMatch(
      /Measured +It needed a core 100 % of the time, so it computes. So the answer is\s+"yes"/,
    );
  });

  test('an answer that the measurement speaks against is told with the answer, the verdict and the question', () => {
    const state = measured(computing, 'cpu=no io=yes scale=thousands');
    expect(textOf(state)).toMatch(/But +You answered cpu=no. Measured: It needed a core 100 %/);
    const verdict = textOf(back(state), 80, 40);
    expect(verdict).toMatch(
      /Measured +Your work showed it: threads.*\s+The answers alone lead to async, but/,
    );
    expect(verdict).toMatch(/· You answered cpu=no\.[\s\S]*Press e to change\s+your answer/);
    const question = { kind: 'question', key: 'cpu', option: 1, why: false, editing: true } as const;
    expect(textOf({ ...state, view: question })).toMatch(/Measured +It needed.*You answered\s+"no"/);
    expect(textOf({ ...state, view: { kind: 'answers', at: 0 } })).toContain('measured: yes');
  });

  test('an answer that rules the measured model out asks for another measurement', () => {
    const state = measured({ ms: 20, speedUp: { threads: 1.9, processes: 1.4 } });
    const question = { kind: 'question', key: 'isolation', option: 1, why: false, editing: false } as const;
    const after = answered({ ...state, view: question }, roomy);
    expect(textOf({ ...after, view: { kind: 'verdict', scroll: 0 } })).toMatch(
      /isolation=crash rules out threads:\s+press m to measure again/,
    );
  });

  test('another measurement takes its answers back', () => {
    const state = measured(computing, 'jobs=many');
    expect(state.answers.cpu).toBe('yes');
    expect(withOwn(state, null, roomy).answers).toEqual({ jobs: 'many' });
  });
});

test('while it is measured, the rounds so far are a table', () => {
  const question = questionOf();
  const { turns } = answerFor(computing, question);
  const ended = turns.slice(0, 4);
  const batch = { turns, ended, cutOff: null, current: null, state: 'running' } as const;
  const own = workOf(question, batch, null);
  const state = { ...startGuide({}, work, roomy), own, view: atWork({ kind: 'verdict', scroll: 0 }) };
  const text = textOf(state);
  expect(text).toMatch(/▸ Rounds .*about \d+ s left\n ▸ Now +\w+, round \d+: starting/);
  expect(text).toMatch(/─ So far ─[\s\S]*sequential +2[01] ms[\s\S]*threads \(2\) +11 ms/);
  // Between two runs that end only the picture of the run under way is another.
  expect(workOf(question, { ...batch }, own)).toMatchObject({ step: (own as { step: unknown }).step });
});

test('at a rate the figures begin with latency and who kept up', () => {
  const answer = answerOf({
    ratePerSecond: 50,
    figures: figuresOf({ latencyP50Ms: 5.2, latencyP99Ms: 27, keptUp: true }),
  });
  expect(figureTable(answer, 60, theme).join('\n')).toMatch(
    /p50 +p99 +kept up[\s\S]*threads \(2\) +5\.2 ms +27 ms +yes/,
  );
  expect(figureTable(answerOf(), 60, theme)[0]).not.toContain('kept up');
  expect(figureTable(answer, 200, theme)[0]).toMatch(/kept up +memory/);
});

test('of a batch the figures begin with the time of all of it', () => {
  const table = figureTable(answerOf({ tasks: 95 }), 60, theme).join('\n');
  expect(table).toMatch(/in all +per task[\s\S]*threads \(2\) +1\.0 s +11 ms/);
});
