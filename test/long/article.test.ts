import { describe, expect, test } from 'vitest';
import { alone, examples, underHeddle } from '../../bench/python-article.ts';
import { interpreters, noPython } from '../helpers/python.ts';

/** Others may have the cores during one of the two: the bench has the narrow band. */
const within = 1.5;

describe.skipIf(interpreters.length === 0)(`the examples of the guide (skipped: ${noPython})`, () => {
  test.each(
    examples.map((example) => [`${example.name} ${example.model} ${example.tasks}`, example] as const),
  )('%s: Heddle says of it what it takes by itself', async (_, example) => {
    const bare = await alone(example, interpreters[0]!);
    const own = await underHeddle(example, interpreters[0]!);
    // A wait takes as long on a busy machine; computing takes as much of a core.
    const ratio = example.computes ? own.cpuMs / bare.cpuMs : own.wallMs / bare.wallMs;
    expect(ratio).toBeGreaterThan(1 / within);
    expect(ratio).toBeLessThan(within);
  });

  const races = ['races', 'races_with_call', 'locks'];
  const cases = interpreters.flatMap((one) => races.map((name) => [name, one.version, one] as const));
  test.each(cases)('%s in %s: updates are lost in both, or in neither', async (name, _, interpreter) => {
    const race = { name, model: 'threads', tasks: 2 };
    const [bare, own] = [await alone(race, interpreter), await underHeddle(race, interpreter)];
    expect(own.lost! > 0).toBe(bare.lost! > 0);
    if (name === 'locks') expect(own.lost).toBe(0);
    else if (name === 'races_with_call') expect(own.lost).toBeGreaterThan(0);
  });
});
