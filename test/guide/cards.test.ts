import { describe, expect, test } from 'vitest';
import { planFor } from '../../source/catalog/make-plan.ts';
import { usualRuntime } from '../../source/catalog/runtimes/index.ts';
import { runCommand } from '../../source/catalog/wish.ts';
import { aspects, cards } from '../../source/guide/cards.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { cardDocument, cardLines } from '../../source/plain/card.ts';
import { modelIds } from '../../source/protocol/plan.ts';

const workloads = await builtInWorkloads();
const room = { effectiveCores: 2, availableMemoryBytes: 8e9 };

test('a card a model, in the order of the models', () => {
  expect(cards.map(({ model }) => model)).toEqual(modelIds);
});

describe.each(cards)('$model', ({ model, lines }) => {
  const of = { runtime: usualRuntime.id, model };

  test('tells every aspect, each line in few words', () => {
    expect(new Set(lines.map(({ aspect }) => aspect))).toEqual(new Set(aspects.map(({ id }) => id)));
    for (const { says } of lines) expect(says).toMatch(/^[A-Z].{10,100}\.$/);
  });

  test('each line leads to a run of that model that this machine can do', () => {
    for (const { wish } of lines)
      expect(planFor(wish, workloads, room), runCommand(wish)).toMatchObject({ model });
  });

  test('as text every line has its command below; as JSON as well', () => {
    const text = cardLines(of);
    // A command stays in one line, to be copied.
    for (const line of text) if (!line.includes('heddle run')) expect(line.length).toBeLessThanOrEqual(79);
    const commands = lines.map(({ wish }) => runCommand(wish));
    expect(text.filter((line) => line.includes('heddle run')).map((line) => line.trim())).toEqual(
      aspects.flatMap(({ id }) => commands.filter((_, at) => lines[at]!.aspect === id)),
    );
    expect(cardDocument(of).lines.map(({ command }) => command)).toEqual(commands);
  });
});
