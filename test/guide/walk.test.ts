import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import { decide } from '../../source/guide/decide.ts';
import type { Decision } from '../../source/guide/decision.ts';
import { weighed } from '../../source/guide/models/index.ts';
import type { Reason } from '../../source/guide/models/rows.ts';
import type { Answers, Decides, Known, Machine } from '../../source/guide/question.ts';
import { questions } from '../../source/guide/questions/index.ts';

import { roomy } from './helpers/machine.ts';

/** The widest a line of the verdict may be, at 80 columns. */
const lineWidth = 78;

/** Large machine, small machine, a quota, and one that nobody asked for a quota. */
const machines: Machine[] = [
  roomy,
  { effectiveCores: 1, availableMemoryBytes: 200e6, quotaCores: null },
  { effectiveCores: 1.5, availableMemoryBytes: 2e9, quotaCores: 1.5 },
  { effectiveCores: 64, availableMemoryBytes: 256e9 },
];

/** All sequences of answers as the guide asks for them, up to a depth: each a person could type. */
function* paths(depth: number, answers: Answers = {}): Generator<Answers> {
  yield answers;
  const { next } = decide(answers, roomy);
  if (depth === 0 || !next) return;
  for (const { value } of next.options) yield* paths(depth - 1, { ...answers, [next.key]: value });
}

/** Chance that repeats (a linear congruential generator). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Answers in any combination, some questions left out, as `--answer` allows. */
function* mixtures(many: number): Generator<Answers> {
  const pick = chance(7);
  for (let at = 0; at < many; at++) {
    const share = pick(4) + 1;
    const answers: Record<string, string> = {};
    for (const { key, options } of questions) {
      if (pick(4) < share) answers[key] = options[pick(options.length)]!.value;
    }
    yield answers;
  }
}

// Every way through the article's questions and the four after them, then any mixture of all.
const everyPath = [...paths(7)];
const anyMixture = [...mixtures(8000)];

function expectWhole({ verdict, path, whyNot, caveats, next, proof }: Decision): void {
  if (verdict === null) {
    expect(next).not.toBeNull();
    expect(proof).toBeNull();
    return;
  }
  const { model, sizing } = verdict;
  if (
    Object.keys(whyNot).sort().join() !==
    modelIdsOf('node')
      .filter((id) => id !== model)
      .sort()
      .join()
  )
    throw new Error(`why not the others than ${model}? ${JSON.stringify(whyNot)}`);
  const texts = [
    ...Object.values(whyNot),
    ...caveats,
    ...path.map(({ because }) => because),
    sizing.formula,
    proof!.claim,
  ];
  if (texts.some((text) => text === '' || /undefined|NaN/.test(text))) throw new Error(texts.join('\n'));
  for (const [not, reason] of Object.entries(whyNot)) {
    if (reason.length > lineWidth - 12) throw new Error(`too long: not ${not}: ${reason}`);
    if (!/^\S.*\.$/.test(reason)) throw new Error(`no sentence: not ${not}: ${reason}`);
  }
  path.forEach(({ key, value, because, model: now }, at) => {
    if (now !== (path[at - 1]?.model ?? null) && `${key}=${value} ${because}`.length > lineWidth)
      throw new Error(`too long: ${key}=${value} ${because}`);
  });
  const numbers = [
    sizing.concurrency,
    sizing.poolThreads ?? 1,
    sizing.poolProcesses ?? 1,
    sizing.libuvThreads ?? 1,
  ];
  if (numbers.some((number) => !Number.isInteger(number) || number < 1))
    throw new Error(JSON.stringify(sizing));
  if (model === 'hybrid' && (sizing.poolThreads === null) === (sizing.poolProcesses === null))
    throw new Error('hybrid needs one pool');
  const { expects, models } = proof!;
  if (expects.model !== model || expects.beats.length + expects.ties.length === 0)
    throw new Error(`a proof of ${model} that proves nothing`);
  if (models.length !== 1 + expects.beats.length + expects.ties.length) throw new Error(models.join());
  if (path.at(-1)!.model !== model) throw new Error('the path leads elsewhere');
}

test('every path and every mixture ends in a whole verdict or another question', () => {
  expect(everyPath.length).toBeGreaterThan(2000);
  for (const machine of machines) {
    for (const answers of everyPath) expectWhole(decide(answers, machine));
    for (const answers of anyMixture) expectWhole(decide(answers, machine));
  }
});

test('in Node.js nothing is said of a lock, which it has not', () => {
  let inNode = 0;
  for (const answers of anyMixture) {
    const { verdict, path, whyNot, caveats, proof } = decide(answers, roomy);
    if (answers.runtime !== 'node' || verdict?.runtime !== 'node') continue;
    inNode++;
    const texts = [...path.map(({ because }) => because), ...Object.values(whyNot), ...caveats];
    const wrong = [...texts, proof!.claim, proof!.note ?? ''].filter((text) =>
      /\b(the|its|one) lock\b|\bGIL\b/.test(text),
    );
    expect(wrong).toEqual([]);
  }
  expect(inNode).toBeGreaterThan(100);
});

test('a person who does not know anything more always comes to an end', () => {
  for (const start of everyPath) {
    const answers: Record<string, string> = { ...start };
    for (let asked = 0; ; asked++) {
      const { next, verdict } = decide(answers, roomy);
      if (!next) {
        expect(verdict).not.toBeNull();
        break;
      }
      if (asked > questions.length) throw new Error(`no end: ${JSON.stringify(answers)}`);
      answers[next.key] = 'unknown';
    }
  }
});

describe('nothing is dead', () => {
  const decisions = anyMixture.map((answers) => decide(answers, roomy));

  test('every model is a verdict, in every runtime that has it', () => {
    const found = new Set(
      decisions.flatMap(({ verdict }) => (verdict ? [`${verdict.model} ${verdict.runtime}`] : [])),
    );
    for (const model of Object.keys(weighed))
      for (const where of ['node', 'cpython', 'free-threaded', 'any'])
        expect(found).toContain(`${model} ${where}`);
  });

  test('every turn is taken', () => {
    const taken = new Set(decisions.flatMap(({ turns }) => turns));
    expect(
      questions.flatMap(({ turns }) => turns.map(({ id }) => id)).filter((id) => !taken.has(id)),
    ).toEqual([]);
  });

  test('every caveat is given', () => {
    const given = new Set(decisions.flatMap(({ caveats }) => caveats));
    for (const small of anyMixture.slice(0, 3000))
      for (const text of decide(small, machines[1]!).caveats) given.add(text);
    for (const held of anyMixture.slice(0, 3000))
      for (const text of decide(held, machines[2]!).caveats) given.add(text);
    const all = questions.flatMap(({ caveats, assumes }) => [
      ...caveats.map(({ text }) => text),
      assumes.caveat,
    ]);
    expect(all.filter((text) => !given.has(text))).toEqual([]);
  });

  test('every reason against a model is given', () => {
    const given = new Set<Reason>();
    for (const { verdict, path } of decisions) {
      if (!verdict) continue;
      const known: Known = Object.fromEntries(
        path.map(({ key, value }) => [
          key,
          value === 'unknown'
            ? (questions.find((question) => question.key === key)!.assumes.value ?? undefined)
            : value,
        ]),
      );
      for (const not of modelIdsOf('node')) {
        const reason = weighed[not]?.reasons.find(({ when }) => when(known, verdict.model));
        if (reason && not !== verdict.model) given.add(reason);
      }
    }
    const all = Object.values(weighed).flatMap(({ reasons }) => reasons);
    expect(all.filter((reason) => !given.has(reason))).toEqual([]);
  });

  test('every question is asked', () => {
    const asked = new Set(decisions.flatMap(({ next, path }) => [next?.key, ...path.map(({ key }) => key)]));
    expect(questions.map(({ key }) => key).filter((key) => !asked.has(key))).toEqual([]);
  });
});

test('another answer changes only what its question decides', () => {
  const part: Record<Decides, (decision: Decision) => unknown> = {
    model: ({ verdict }) => verdict?.model ?? null,
    engine: ({ verdict }) => verdict?.engine ?? null,
    runtime: ({ verdict }) => verdict?.runtime ?? null,
    sizing: ({ verdict }) => verdict?.sizing ?? null,
    caveats: ({ caveats }) => caveats,
  };
  const seen: Record<string, Set<string>> = {};
  for (const answers of anyMixture) {
    const before = decide(answers, roomy);
    for (const { key, options, decides } of questions) {
      const value = options[answers[key] === options[0]!.value ? 1 : 0]!.value;
      const after = decide({ ...answers, [key]: value }, roomy);
      seen[key] ??= new Set();
      for (const [name, of] of Object.entries(part)) {
        if (JSON.stringify(of(before)) === JSON.stringify(of(after))) continue;
        seen[key].add(name);
        if (!decides.includes(name as Decides))
          throw new Error(`${key}=${value} changes ${name} of ${JSON.stringify(answers)}`);
      }
    }
  }
  // And what a question says it decides, it does decide somewhere.
  for (const { key, decides } of questions)
    expect([key, [...seen[key]!].sort()]).toEqual([key, [...decides].sort()]);
});
