import { describe, expect, test } from 'vitest';
import { insidePython, interpreters, noPython } from '../../helpers/python.ts';

/** Collections that come by themselves, of all generations, and then one of each that is called for. */
const program = `
import gc, json
from heddle_engine import garbage
garbage._LONG_SECONDS = 0
class Recorder:
    def collected(self, *times):
        pass
began = [0, 0, 0]
gc.callbacks.append(lambda phase, info: phase == 'start' and began.__setitem__(info['generation'], began[info['generation']] + 1))
called = garbage.follow_collections(Recorder())
gc.set_threshold(50, 2, 2)
kept = [[number] for number in range(20000)]
del kept
alone = [sum(began) > 0, called.places()]
gc.set_threshold(50000, 1, 1)
for generation in (0, 1, 2, 2):
    gc.collect(generation)
def tidy():
    gc.collect()
tidy()
print(json.dumps([alone, [[p['frames'][0]['name'], p['times'], p['ms'] > 0] for p in called.places()]]))
`;

const versions = interpreters.map((interpreter) => ({ interpreter, version: interpreter.version }));

describe.skipIf(versions.length === 0)(
  versions.length > 0 ? 'garbage that code has collected' : noPython,
  () => {
    test.each(versions)(
      'it is told apart from what comes by itself, in Python $version',
      ({ interpreter }) => {
        expect(insidePython(interpreter, program)).toEqual([
          [true, []],
          [
            ['<module>', 4, true],
            ['tidy', 1, true],
          ],
        ]);
      },
    );
  },
);
