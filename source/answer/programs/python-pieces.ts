import type { PythonFunction } from '../../catalog/called.ts';
import type { ParameterValue, Plan } from '../../protocol/plan.ts';
import { executors, nested, type PythonWish, quoted } from './python-wish.ts';

/** Lines of a program, with what they import. */
type Lines = { readonly imports: readonly string[]; readonly lines: string };
/** How tasks are run: `before` stands outside of the main function, which ends with these lines. */
type Main = Lines & { readonly before: string | null; readonly isAsync: boolean };

/** `inputs = …`: there is one task for each of them. */
export function inputLines({ inputsPath: path, plan: { tasks, inputs } }: PythonWish): Lines {
  if (inputs === null || path === null)
    return { imports: [], lines: `inputs = range(${tasks})  # your own list goes here` };
  const { kind, count } = inputs;
  const text = `Path(${quoted(path)}).read_text(encoding='utf-8-sig')`;
  const items = {
    files: `sorted(glob.glob(${quoted(path)}, recursive=True))`,
    json: `json.loads(${text})`,
    lines: `[line for line in ${text}.split('\\n') if line.strip()]`,
    'json-lines': `[json.loads(line) for line in ${text}.split('\\n') if line.strip()]`,
  }[kind];
  const imports = {
    files: ['import glob'],
    lines: ['from pathlib import Path'],
    json: ['import json', 'from pathlib import Path'],
    'json-lines': ['import json', 'from pathlib import Path'],
  }[kind];
  if (tasks === count) return { imports, lines: `inputs = ${items}` };
  return {
    imports,
    lines: `items = ${items}\ninputs = [items[index % len(items)] for index in range(${tasks})]`,
  };
}

/** The context that a task looks at. `isBehind`: what it hands over goes to pools. */
export function contextLines({ tasks, seed, parameters }: Plan, isBehind: boolean): Lines {
  const values = Object.entries(parameters).map(([name, value]) => `${quoted(name)}: ${literal(value)}`);
  const here = `async def in_place(function, *args):
    return function(*args)


`;
  const parts = isBehind ? 'offload=offload, dispatch=dispatch' : 'offload=in_place, dispatch=in_place';
  return {
    imports: ['from types import SimpleNamespace'],
    lines: `class Parameters(dict):
    __getattr__ = dict.__getitem__


${isBehind ? '' : here}# What Heddle passes as well: keep what your function uses.
def context_of(index, value${isBehind ? ', offload, dispatch' : ''}):
    return SimpleNamespace(
        index=index, input=value, tasks=${tasks}, seed=${seed}, parameters=Parameters({${values.join(', ')}}),
        shared=None, cancelled=False, progress=lambda ratio: None, ${parts})`,
  };
}

function literal(value: ParameterValue): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}

/** `task(value)`: what one task calls. */
function callOf({ name, arguments: taken }: PythonFunction, context = 'context_of(index, value)'): string {
  return `${name}(${['', 'value', `value, ${context}`][taken]})`;
}

/** The same where nothing else runs on the thread meanwhile. */
const blockingCall = (body: PythonFunction) => (body.isAsync ? `asyncio.run(${callOf(body)})` : callOf(body));

const asyncio = ({ isAsync }: PythonFunction) => (isAsync ? ['import asyncio'] : []);

/** A task that fails is told, and the others go on. */
const failing = (one: string) => `try:
    results[index] = ${one}
except Exception:
    failed += 1
    print('task %d failed:' % index, file=sys.stderr)
    traceback.print_exc()`;

const begin = 'results = [None] * len(inputs)\nfailed = 0\nstarted = time.perf_counter()';

/** One task after another. */
export const serialLines = (body: PythonFunction): Main => ({
  imports: asyncio(body),
  before: null,
  isAsync: false,
  lines: `${begin}\nfor index, value in enumerate(inputs):\n${nested(failing(blockingCall(body)))}`,
});

/** Tasks on one event loop. */
export const loopLines = (body: PythonFunction, atOnce: number): Main =>
  onLoop(body, atOnce, callOf(body), []);

/** Tasks on one event loop, and their parts in pools behind it. */
export function behindLines(
  body: PythonFunction,
  { concurrency, poolThreads, poolProcesses, startMethod }: Plan,
): Main {
  const pools = [
    ...(poolThreads === null ? [] : [['thread_pool', `${executors.thread}(${poolThreads})`] as const]),
    ...(poolProcesses === null
      ? []
      : [['process_pool', `${executors.process}(${poolProcesses}${startOf(startMethod)})`] as const]),
  ];
  const given = (pool: string) =>
    pools.some(([name]) => name === pool)
      ? `lambda function, *args: loop.run_in_executor(${pool}, function, *args)`
      : 'None';
  const main = onLoop(body, concurrency, callOf(body, 'context_of(index, value, offload, dispatch)'), [
    'loop = asyncio.get_running_loop()',
    ...pools.map(([name, executor]) => `${name} = ${executor}`),
    `offload = ${given('thread_pool')}`,
    `dispatch = ${given('process_pool')}`,
  ]);
  return {
    ...main,
    imports: [
      ...main.imports,
      `from concurrent.futures import ${pools
        .map(([, executor]) => executor.split('(')[0])
        .sort()
        .join(', ')}`,
      ...(startMethod === null ? [] : ['import multiprocessing']),
    ],
    lines: [main.lines, ...pools.map(([name]) => `${name}.shutdown()`)].join('\n'),
  };
}

function onLoop(body: PythonFunction, atOnce: number, call: string, first: readonly string[]): Main {
  return {
    imports: ['import asyncio'],
    before: null,
    isAsync: true,
    lines: `${begin}
${[...first, '# Each worker takes the next input as soon as it is done with one.', 'left = iter(enumerate(inputs))'].join('\n')}

async def worker():
    nonlocal failed
    for index, value in left:
${nested(nested(failing(`${body.isAsync ? 'await ' : ''}${call}`)))}

await asyncio.gather(*(worker() for _ in range(${atOnce})))`,
  };
}

/** Each task in a thread, a process or an interpreter of a pool. */
export function poolLines(body: PythonFunction, { concurrency, startMethod }: Plan, executor: string): Main {
  const isPlain = !body.isAsync && body.arguments === 1;
  // A pool of processes takes functions of a module only.
  const before = isPlain ? null : `def run(index, value):\n    return ${blockingCall(body)}`;
  const given = isPlain ? `${body.name}, value` : 'run, index, value';
  return {
    imports: [
      ...asyncio(body),
      `from concurrent.futures import ${executor}`,
      ...(startMethod === null ? [] : ['import multiprocessing']),
    ],
    before,
    isAsync: false,
    lines: `${begin}
with ${executor}(${concurrency}${startOf(startMethod)}) as pool:
    calls = [pool.submit(${given}) for ${isPlain ? 'value' : 'index, value'} in ${isPlain ? 'inputs' : 'enumerate(inputs)'}]
    for index, call in enumerate(calls):
${nested(nested(failing('call.result()')))}`,
  };
}

const startOf = (method: Plan['startMethod']) =>
  method === null ? '' : `, mp_context=multiprocessing.get_context(${quoted(method)})`;
