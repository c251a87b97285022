import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/folder.ts';
import { interpreters, noPython, pythonPlan } from '../../helpers/python.ts';
import { runPlan } from '../../helpers/run-plan.ts';

const [interpreter] = interpreters;

/** What tasks may do to the process or the loop that they share, and how such a run ends. */
const cases = [
  {
    what: 'the copy of a process that a task makes runs none of the tasks that are left',
    model: 'sequential',
    text: `
import os
def set_up(context):
    return os.path.join(context.folder, 'ran'), os.getpid()
def task(index, context):
    with open(context.shared[0], 'a') as file:
        file.write('%d ' % index)
    if index == 1 and os.fork() > 0:
        os.wait()
    return index
def check(results, parameters, shared):
    with open(shared[0]) as file:
        ran = file.read().split()
    ok = ran == ['0', '1', '2', '3'] and shared[1] == os.getpid()
    return {'ok': ok, 'expected': 'each once', 'got': ' '.join(ran)}
`,
    ended: { outcome: 'completed', message: null },
  },
  {
    what: 'what tasks left on the loop ends with it, whatever it raises',
    model: 'async',
    text: `
import asyncio, sys
kept = []
async def exits():
    try:
        await asyncio.sleep(1000)
    finally:
        sys.exit(5)
async def task(index):
    kept.append(asyncio.ensure_future(exits()))
    await asyncio.sleep(0.001)
`,
    ended: { outcome: 'completed', message: null },
  },
  {
    what: 'of two steps that fail the first is told',
    model: 'sequential',
    text: `
def check(results, parameters, shared):
    raise ValueError('first')
def tear_down(shared):
    raise ValueError('second')
def task(index):
    return index
`,
    ended: {
      outcome: 'crashed',
      message: expect.stringMatching(/^the workload's check failed: ValueError: first/),
    },
  },
  {
    what: 'a task that stops the loop of its thread ends the run',
    model: 'threads',
    text: `
import asyncio
async def task(index):
    if index == 1:
        asyncio.get_running_loop().stop()
    await asyncio.sleep(0.001)
`,
    ended: { outcome: 'crashed', message: 'RuntimeError: Event loop stopped before Future completed.' },
  },
] as const;

describe.skipIf(!interpreter)(interpreter ? `with Python ${interpreter.version}` : noPython, () => {
  test.each(cases)('$what', async ({ model, text, ended }) => {
    const module = join(temporaryFolder(), 'work.py');
    writeFileSync(module, text);
    const concurrency = model === 'sequential' ? 1 : 2;
    const run = await runPlan(pythonPlan(interpreter!, 'work', { model, module, tasks: 4, concurrency }));
    expect(run.session.ended).toMatchObject(ended);
  });

  test('what a server prints together with its first line is not lost', async () => {
    const folder = temporaryFolder();
    const module = join(folder, 'work.py');
    const server = join(folder, 'server.py');
    writeFileSync(server, `import sys\nprint('{"port": 1}\\nand more', flush=True)\nsys.stdin.read()\n`);
    writeFileSync(
      module,
      `
import time
def set_up(context):
    return context.start_server(${JSON.stringify(server)})
def task(index, context):
    time.sleep(0.2)
    return context.shared
`,
    );
    const part = { model: 'sequential', module, tasks: 1, concurrency: 1 } as const;
    const run = await runPlan(pythonPlan(interpreter!, 'work', part));
    expect([...run.results.values()]).toEqual(["{'port': 1}"]);
    expect(run.session.output.lines.map(({ text }) => text)).toEqual(['and more']);
  });
});
