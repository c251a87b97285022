import { describe, expect, test } from 'vitest';
import { planFor } from '../../source/catalog/make-plan.ts';
import { runtimes, usualRuntime } from '../../source/catalog/runtimes/index.ts';
import { runCommand } from '../../source/catalog/wish.ts';
import { formAndLane } from '../../source/guide/lanes.ts';
import { derivedRows } from '../../source/guide/models/derived.ts';
import { cardLinesOf } from '../../source/guide/models/index.ts';
import { aspects } from '../../source/guide/models/rows.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { cardDocument, cardLines } from '../../source/plain/card.ts';

const workloads = await builtInWorkloads();
const room = { effectiveCores: 2, availableMemoryBytes: 8e9 };

const { lanes, models } = usualRuntime;
const everyModel = runtimes.flatMap(({ id: runtime, models }) =>
  models.map(({ id: model }) => ({ runtime, model })),
);
const interpreter = { path: '/usr/bin/python3', version: '3.14.0', lock: 'shared', asked: null } as const;

describe.each(everyModel)('$model in $runtime', (of) => {
  const { runtime } = of;
  const lines = cardLinesOf(of);

  test('tells every aspect, each line in few words', () => {
    expect(new Set(lines.map(({ aspect }) => aspect))).toEqual(new Set(aspects.map(({ id }) => id)));
    for (const { says } of lines) expect(says).toMatch(/^[A-Z].{10,100}\.$/);
  });

  test('each line leads to a run of that model that this machine can do', () => {
    const where = runtime === 'python' ? { interpreter } : {};
    for (const { wish } of lines)
      expect(planFor({ ...wish, ...where }, workloads, room).value, runCommand(wish)).toMatchObject(of);
  });

  test('as text every line has its command below; as JSON as well', () => {
    const text = cardLines(of);
    // A command stays in one line, to be copied.
    for (const line of text) if (!line.includes('heddle run')) expect(line.length).toBeLessThanOrEqual(79);
    const commands = lines.map(({ wish }) => runCommand(wish));
    expect(text.filter((line) => line.includes('heddle run')).map((line) => line.trim())).toEqual(
      aspects.flatMap(({ id }) => commands.filter((_, at) => lines[at]!.aspect === id)),
    );
    expect(cardDocument(of, '1.2.3').lines.map(({ command }) => command)).toEqual(commands);
  });
});

describe.each(models)('a model like $id that has no rows of its own', (card) => {
  const { lines, reasons } = derivedRows(card, lanes[card.lane]);

  test('has a card with every aspect, each with a run that can be done', () => {
    expect(lines.map(([aspect]) => aspect)).toEqual(aspects.map(({ id }) => id));
    for (const [, says, run] of lines) {
      expect(says).toMatch(/^[A-Z].{10,100}\.$/);
      const wish = { ...run, model: card.id };
      expect(planFor(wish, workloads, room).value, runCommand(wish)).toMatchObject({ model: card.id });
    }
  });

  test('has a reason against it, whatever the verdict, and another one where that runs tasks alike', () => {
    const against = models.map(({ id }) => reasons.find(({ when }) => when({}, id))?.because);
    expect(against.every((because) => typeof because === 'string')).toBe(true);
    expect(new Set(against).size).toBe(2);
    for (const [at, { id }] of models.entries())
      expect(against[at] === 'It runs tasks in the same way.').toBe(formAndLane(id) === formAndLane(card.id));
  });
});
