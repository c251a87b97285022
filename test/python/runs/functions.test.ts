import { describe, expect, test } from 'vitest';
import { insidePython, interpreters, noPython } from '../../helpers/python.ts';

const program = `
import functools, json
from heddle_engine.functions import Arguments

def plain(index): pass
def both(index, context): pass
def optional(index, context=None): pass
def times(index, times=3): pass
def other(index, other): pass
def any_number(*args): pass

class Work:
    def run(self, index): pass
    def both(self, index, context): pass
    @classmethod
    def of_class(cls, index): pass
    @staticmethod
    def static(index): pass
    def __call__(self, index): pass

wrapped = functools.wraps(plain)(lambda *args: None)
shapes = dict(
    plain=plain, both=both, optional=optional, times=times, any_number=any_number, method=Work().run,
    method_both=Work().both, of_class=Work.of_class, static=Work.static, called=Work(), wrapped=wrapped,
    cached=functools.lru_cache()(plain), partial=functools.partial(other, other=1), c=abs,
)
print(json.dumps({name: Arguments(shape).takes_context for name, shape in shapes.items()}))
`;

describe.skipIf(interpreters.length === 0)(`what a function is called with (skipped: ${noPython})`, () => {
  test('only who takes a context gets one, whatever kind of function it is', () => {
    const shapes = insidePython<Record<string, boolean>>(interpreters[0]!, program);
    expect(Object.keys(shapes).filter((name) => shapes[name])).toEqual(['both', 'optional', 'method_both']);
    expect(Object.keys(shapes)).toHaveLength(14);
  });
});
