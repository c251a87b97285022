import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { interpreters, noPython } from '../helpers/python.ts';

const inside = fileURLToPath(new URL('../../source/python/inside', import.meta.url));

/** Whether so many keys are sorted to be shown, and what is shown. */
const program = `
import json, sys
from collections import Counter
sys.path.append(sys.argv[1])
from heddle_engine.failure import preview
class Key(int):
    compared = 0
    def __lt__(self, other):
        Key.compared += 1
        return int(self) < int(other)
told = []
for count in (1000, 1001):
    keys = [Key(key) for key in range(count, 0, -1)]
    for make in (dict.fromkeys, set, frozenset, Counter):
        Key.compared = 0
        shown = preview(make(keys))
        told.append([make.__name__, count, Key.compared > 100, shown])
print(json.dumps(told))
`;

test.skipIf(interpreters.length === 0)(
  interpreters.length > 0 ? 'what is shown of a large result is not sorted first' : noPython,
  () => {
    const text = execFileSync(interpreters[0]!.path, ['-c', program, inside], { encoding: 'utf8' });
    const told = JSON.parse(text) as [name: string, count: number, sorted: boolean, shown: string][];
    const large = told.filter(([, count]) => count > 1000);
    expect(large.map(([name, , sorted]) => [name, sorted])).toEqual([
      ['fromkeys', false],
      ['set', false],
      ['frozenset', false],
      ['Counter', false],
    ]);
    expect(large.map(([, , , shown]) => shown.slice(0, 14))).toEqual([
      '{997: None, 99',
      expect.stringMatching(/^\{\d+, /),
      expect.stringMatching(/^frozenset\(\{\d/),
      'Counter({997: ',
    ]);
    expect(told.find(([name]) => name === 'set')).toMatchObject([
      'set',
      1000,
      true,
      '{1, 2, 3, 4, 5, 6, ...}',
    ]);
  },
);
