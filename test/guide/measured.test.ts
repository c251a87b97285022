import { describe, expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import { contradictionLine, type Look, measuredAnswers } from '../../source/guide/measured.ts';
import { characterOf, shares } from '../answer/helpers/answers.ts';
import { answerFor, type Fake } from '../answer/helpers/fake-work.ts';
import { answersOf, roomy } from './helpers/machine.ts';

/** What the runs of such work say to questions. */
function lookAt(fake: Fake): Look {
  const { answer, turns } = answerFor(fake);
  return { summary: turns[0]!.summary, character: answer.character };
}

const computing = lookAt({ ms: 20, speedUp: { threads: 1.9, processes: 1.9 } });
const waiting = lookAt({ ms: 40, heldShare: 0.05, speedUp: { async: 20 } });

describe('what was measured answers questions', () => {
  test('work that computes', () => {
    const { answers, measured, contradicted } = measuredAnswers({}, computing, roomy);
    expect(answers).toMatchObject({ cpu: 'yes', runtime: 'node' });
    expect(measured.find(({ key }) => key === 'cpu')?.saw).toMatch(/^It needed a core 100 % of the time/);
    expect(contradicted).toEqual([]);
    expect(decide(answers, roomy).verdict?.model).toBe('threads');
  });

  test('"I do not know" is answered, what a person said stays', () => {
    expect(measuredAnswers({ cpu: 'unknown' }, computing, roomy).answers.cpu).toBe('yes');
    const { answers, measured, contradicted } = measuredAnswers(answersOf('cpu=yes io=no'), waiting, roomy);
    expect(answers.cpu).toBe('yes');
    expect(measured.some(({ key }) => key === 'cpu')).toBe(false);
    expect(contradicted.map(contradictionLine)).toEqual([
      'You answered cpu=yes. Measured: It needed a core 5 % of the time, so it mostly waits (cpu=no).',
    ]);
  });

  test('answers that agree are no contradiction, and neither are those of questions that are not asked', () => {
    expect(measuredAnswers({ cpu: 'yes', io: 'yes' }, computing, roomy).contradicted).toEqual([]);
  });

  test('without a run only the machine answers', () => {
    const { answers } = measuredAnswers(answersOf('cpu=yes'), null, roomy);
    expect(answers).toEqual({ cpu: 'yes', memory: 'more', quota: 'no' });
  });

  test.each([
    ['crashed', characterOf(), /^The run crashed, so nothing was measured: no luck$/],
    ['failed', characterOf({ natures: [{ nature: 'fails', share: 1 }] }), /^The run failed/],
    ['failed', null, /^The run failed/],
    ['completed', characterOf({ settles: false }), /^No task ended/],
  ] as const)('a run that %s answers nothing: %#', (outcome, character, saw) => {
    const summary = { ...computing.summary, outcome, message: 'no luck' };
    const { answers, measured } = measuredAnswers({}, { summary, character }, roomy);
    expect(answers).toEqual({});
    expect(measured).toEqual([{ key: 'cpu', value: null, saw: expect.stringMatching(saw) }]);
  });

  test('one in which a few tasks failed does', () => {
    const summary = { ...computing.summary, outcome: 'failed' as const };
    expect(measuredAnswers({}, { summary, character: characterOf() }, roomy).answers.cpu).toBe('yes');
  });
});

describe('what all runs have shown is asked where one cannot tell', () => {
  const seen = (part: Parameters<typeof characterOf>[0]) =>
    measuredAnswers({}, { ...computing, character: characterOf(part) }, roomy).answers;

  test('native code, by the profile', () => {
    expect(seen({ shares: { ...shares, loopJs: 0.2, loopNative: 0.7 } }).cycles).toBe('native');
    expect(seen({ shares: { ...shares, loopJs: 0.6, loopNative: 0.3 } }).cycles).toBe('interpreter');
    expect(seen({ shares }).cycles).toBeUndefined();
  });

  test('state that tasks share, by their results', () => {
    expect(seen({ natures: [{ nature: 'shared-state', share: null }] }).state).toBe('some');
    expect(seen({ natures: [] }).state).toBeUndefined();
  });

  test('tasks too small to hand out, by what a message takes here', () => {
    const character = characterOf({ natures: [{ nature: 'too-small', share: 16.7 }] });
    const { answers, measured } = measuredAnswers({}, { ...computing, character }, roomy);
    expect(answers.length).toBe('tiny');
    expect(measured.find(({ key }) => key === 'length')?.saw).toBe(
      'Handing a task over takes 17 × as long as the task.',
    );
  });

  test('much data, by what copying takes of a task', () => {
    expect(seen({ copyMsPerTask: 8, natures: [{ nature: 'moves-data', share: 0.4 }] }).bytes).toBe('much');
    expect(seen({ copyMsPerTask: 0.02 }).bytes).toBe('little');
  });
});
