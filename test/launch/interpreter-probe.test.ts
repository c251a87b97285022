import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Memory, probe } from '../../source/launch/interpreter-probe.ts';
import { findInterpreters, surveyInterpreters } from '../../source/launch/interpreters.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { commandOf, eventually, hasProc, processesOfGroup } from '../helpers/processes.ts';
import { script } from './helpers/interpreters.ts';

/** What interpreters say of themselves: those of this machine, and one that hangs. */

const survey = await surveyInterpreters({});
const [python] = survey.usable;

test.skipIf(!python)('each that is found says its version, as its own -V does', async () => {
  const found = [...survey.usable, ...survey.unusable.filter(({ version }) => version !== null)];
  const said = await Promise.all(found.map(({ path }) => saidBy(path)));
  expect(found.map(({ version }) => `Python ${version}`)).toEqual(said);
});

/** Python 2 says it on standard error. */
async function saidBy(path: string): Promise<string> {
  const child = spawn(path, ['-V'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
  return texts.flat().join('').trim();
}

test.skipIf(!python)('what was kept is not asked again, until the file is another', async () => {
  const path = join(temporaryFolder(), 'python3');
  symlinkSync(python!.path, path);
  const memory = memoryOf({});
  const { facts } = await probe(path, memory);
  expect(facts?.version).toBe(python!.version);
  const { stamp } = (memory.value as Kept)[path]!;

  const other = { version: '3.99.0', implementation: 'cpython', free: true };
  const later = join(temporaryFolder(), 'python3');
  symlinkSync(python!.path, later);
  expect((await probe(later, memoryOf({ [later]: { stamp, facts: other } }))).facts).toEqual(other);
  const changed = join(temporaryFolder(), 'python3');
  symlinkSync(python!.path, changed);
  const stale = memoryOf({ [changed]: { stamp: `${stamp}1`, facts: other } });
  expect((await probe(changed, stale)).facts).toEqual(facts);
  expect((stale.value as Kept)[changed]).toEqual({ stamp, facts });
});

test.skipIf(!python)('what cannot be read of what was kept is as good as nothing', async () => {
  const path = join(temporaryFolder(), 'python3');
  symlinkSync(python!.path, path);
  for (const value of [
    null,
    'x',
    { [path]: null },
    { [path]: { stamp: 1 } },
    { [path]: { stamp: '', facts: 3 } },
  ]) {
    expect((await probe(path, memoryOf(value))).facts?.version).toBe(python!.version);
  }
});

type Kept = Record<string, { stamp: string; facts: unknown }>;

function memoryOf(value: unknown): Memory & { value: unknown } {
  return {
    value,
    read() {
      return this.value;
    },
    write(_, value) {
      this.value = value;
    },
  };
}

describe('one that hangs', () => {
  const hangs = 'echo $$ > "$0.pid"; sleep 1000 & wait';
  const groupOf = (path: string) => Number(readFileSync(`${path}.pid`, 'utf8'));

  test('is ended, with what it has started', async () => {
    const path = script(join(temporaryFolder(), 'python3'), hangs);
    expect(await probe(path, null, 500)).toEqual({ facts: null, problem: 'did not answer within 0.5 s' });
    if (hasProc) await eventually(() => processesOfGroup(groupOf(path)).length === 0);
  });

  test.runIf(hasProc)('is ended also when Heddle is killed meanwhile', async () => {
    const path = script(join(temporaryFolder(), 'python3'), hangs);
    const module = fileURLToPath(new URL('../../source/launch/interpreter-probe.ts', import.meta.url));
    const program = `import { probe } from ${JSON.stringify(module)}; await probe(${JSON.stringify(path)});`;
    const host = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: 'ignore',
    });
    onTestFinished(() => void host.kill('SIGKILL'));
    await eventually(
      () => existsSync(`${path}.pid`) && childrenOf(host).some((pid) => commandOf(pid).includes('read _')),
    );
    host.kill('SIGKILL');
    await eventually(() => processesOfGroup(groupOf(path)).length === 0);
  });
});

function childrenOf({ pid }: ChildProcess): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

test.skipIf(!python)('the best one is the first of all', async () => {
  expect((await findInterpreters({}))[0]).toEqual(python);
});
