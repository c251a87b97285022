import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import { decide } from '../../source/guide/decide.ts';
import { decideMeasured } from '../../source/guide/decide-measured.ts';
import { questions } from '../../source/guide/questions/index.ts';
import { sketchOf } from '../../source/guide/sketches/index.ts';
import { runtimeIds } from '../../source/protocol/plan.ts';
import { answerOf, candidateOf, notOf } from '../answer/helpers/answers.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const computing = answersOf('cpu=yes runtime=node');
/** Tasks that compute, and whose results other models change. */
const oneByOne = answerOf({
  candidate: candidateOf('sequential', 1, {
    formula: { name: 'one', figures: {}, limitedBy: null, source: '' },
  }),
  whyNot: [
    notOf('threads', {
      kind: 'differs',
      difference: { task: 1, expected: '2', got: '1', kind: 'value' },
      ratio: null,
    }),
  ],
});

describe('the verdict on work that was measured', () => {
  test('is what its runs showed, with their numbers and reasons', () => {
    const { verdict, whyNot, proof } = decideMeasured(computing, roomy, oneByOne);
    expect(decide(computing, roomy).verdict?.model).toBe('threads');
    expect(verdict).toMatchObject({
      model: 'sequential',
      runtime: 'node',
      sizing: { concurrency: 1, counts: 'task' },
    });
    expect(whyNot).toEqual({ threads: expect.stringContaining('it returned 1 where sequential returned 2') });
    // The guide has no run of its own that would show that.
    expect(proof).toBe(null);
  });

  test('is there also where the answers lead nowhere yet', () => {
    const { verdict, next } = decideMeasured({}, roomy, answerOf());
    expect(verdict).toMatchObject({ model: 'threads', sizing: { concurrency: 2, counts: 'threads' } });
    expect(next?.key).toBe('cpu');
  });

  test('is that of its runs where nobody knows the runtime it is for', () => {
    const { verdict } = decideMeasured(answersOf('cpu=yes runtime=unknown'), roomy, {
      ...oneByOne,
      runtime: 'python',
    });
    expect(verdict?.model).toBe('sequential');
  });

  test('minds what is minded with that model, not with another', () => {
    const { caveats } = decideMeasured(computing, roomy, oneByOne);
    expect(decide(computing, roomy).caveats.join()).toContain('Data for a thread');
    expect(caveats.join()).not.toContain('Data for a thread');
  });

  test('keeps the proof of the guide where both lead to one model', () => {
    expect(decideMeasured(computing, roomy, answerOf()).proof).not.toBe(null);
  });

  test.each([
    ['an answer rules its model out', 'cpu=yes runtime=node isolation=crash', answerOf()],
    ['it will run in Python', 'cpu=yes runtime=cpython', answerOf()],
    ['it will run in Node.js', 'cpu=yes runtime=node', answerOf({ runtime: 'python' })],
    ['nothing could be told', 'cpu=yes runtime=node', answerOf({ candidate: null })],
    ['nothing was measured', 'cpu=yes runtime=node', null],
  ])('is what the answers lead to where %s', (_, answers, answer) => {
    expect(decideMeasured(answersOf(answers), roomy, answer)).toEqual(decide(answersOf(answers), roomy));
  });
});

test.each(modelIdsOf('node'))('%s can be the verdict whatever was answered', (model) => {
  const answer = answerOf({ candidate: candidateOf(model, 2, { poolThreads: 2 }), whyNot: [] });
  for (const { key, options } of questions)
    for (const { value } of options)
      for (const way of ['', 'cpu=yes', 'cpu=no io=yes', 'cpu=no io=yes scale=legacy']) {
        const { verdict } = decideMeasured({ ...answersOf(way), [key]: value }, roomy, answer);
        if (verdict?.runtime !== 'node') continue;
        for (const runtime of runtimeIds) expect(sketchOf(verdict, runtime)).not.toMatch(/undefined|NaN/);
      }
});
