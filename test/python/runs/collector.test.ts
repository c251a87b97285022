import { describe, expect, test } from 'vitest';
import { insidePython, interpreters, noPython } from '../../helpers/python.ts';

const program = `
import json, weakref
from heddle_engine.collector import Collector

class Result:
    def __init__(self, size):
        self.size = size
    def __sizeof__(self):
        return self.size
    def __repr__(self):
        return 'a result'

class Pipe:
    said = []
    def say(self, type, results):
        self.said += [(one['task'], one['text'], one['digest']) for one in results]

collector = Collector(Pipe(), False, 64, lambda value: ('digest', 'shape'))
seen = []
for task, size in enumerate([100, 1_000_000]):
    result = Result(size)
    seen.append(weakref.ref(result))
    collector.result(task, result)
    del result
kept = [one() is not None for one in seen]
collector.flush()
print(json.dumps([kept, [one() is not None for one in seen], Pipe.said]))
`;

describe.skipIf(interpreters.length === 0)(`results in Python (skipped: ${noPython})`, () => {
  test('a large one is not kept until it is told, and is told all the same', () => {
    const told = (task: number) => [task, 'a result', 'digest'];
    expect(insidePython(interpreters[0]!, program)).toEqual([
      [true, false],
      [false, false],
      [told(0), told(1)],
    ]);
  });
});
