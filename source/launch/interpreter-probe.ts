import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename } from 'node:path';
import { compareVersions, oldestPython } from '../catalog/runtimes/python-version.ts';
import { killGroup } from '../machine/process-group.ts';
import { GroupKeeper } from './group-keeper.ts';

/** What an interpreter says of itself. */
export type Facts = {
  /** `3.11.7`, and of one that is not released yet `3.15.0rc1`. */
  readonly version: string;
  /** As `sys.implementation.name` has it: cpython, pypy, graalpy. */
  readonly implementation: string;
  /** Whether it was built to run threads without the lock. */
  readonly free: boolean;
};

/** What is known of a file: the facts, where it is a Python at all; and why Heddle cannot use it, if so. */
export type Probed = {
  readonly facts: Facts | null;
  /** The rest of a sentence that begins with the path; null: it can be used. */
  readonly problem: string | null;
};

/** Keeps what was found for the next start; see the keeper of the cache. */
export type Memory = { read(name: string): unknown; write(name: string, value: unknown): void };

/** An interpreter answers within some hundredths of a second; where disks are slow and cold, within a second. */
const answerMs = 5000;

/**
 * Only `sys` is imported, which is part of the interpreter: a file of that name in this folder is not. Also a Python 2
 * understands it. Without `site` it takes a third of the time.
 */
const flags = ['-E', '-s', '-S', '-c'];
const question = `
import sys
made = getattr(sys, 'implementation', None)
kind = 'pypy' if '__pypy__' in sys.builtin_module_names else made.name if made else 'cpython'
level = {'alpha': 'a', 'beta': 'b', 'candidate': 'rc'}.get(sys.version_info[3])
stage = '%s%d' % (level, sys.version_info[4]) if level else ''
free = hasattr(sys, '_is_gil_enabled') and not sys._is_gil_enabled()
print('{"version": "%d.%d.%d%s", "implementation": "%s", "free": %s}'
      % (sys.version_info[:3] + (stage, kind, str(free).lower())))
`;

/** What a file is: asked, where nobody has yet. A file that has changed since is asked again. */
export async function probe(
  path: string,
  memory: Memory | null = null,
  withinMs: number = answerMs,
): Promise<Probed> {
  const unfit = cannotRun(path);
  if (unfit !== null) return { facts: null, problem: unfit };
  const stamp = stampOf(path);
  const known = stamp === null ? undefined : (inMemory.get(path) ?? kept(memory)[path]);
  if (known !== undefined && known.stamp === stamp) return judged(known.facts);
  const answer = await ask(path, withinMs);
  if (typeof answer === 'string') return { facts: null, problem: answer };
  if (stamp !== null) {
    inMemory.set(path, { stamp, facts: answer });
    // Those that are gone are left out: environments come and go.
    const others = Object.entries(kept(memory)).filter(([other]) => existsSync(other));
    memory?.write(keptAs, { ...Object.fromEntries(others), [path]: { stamp, facts: answer } });
  }
  return judged(answer);
}

type Known = { readonly stamp: string; readonly facts: Facts };
const inMemory = new Map<string, Known>();
const keptAs = 'found-interpreters';

/** What was written down, as far as it can be read. */
function kept(memory: Memory | null): Readonly<Record<string, Known>> {
  const value = memory?.read(keptAs);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, known]) => isKnown(known)));
}

const isKnown = (value: Partial<Known> | null): value is Known =>
  typeof value?.stamp === 'string' && value.facts !== undefined && isFacts(value.facts);

function isFacts(value: unknown): value is Facts {
  const { version, implementation, free } = (value ?? {}) as Partial<Facts>;
  return (
    /^\d+\.\d+\.\d+/.test(version ?? '') && typeof implementation === 'string' && typeof free === 'boolean'
  );
}

/** Tells a file from another that took its place; null for a script, which may start another program each time. */
function stampOf(path: string): string | null {
  const real = realpathSync(path);
  const { mtimeMs, size } = statSync(real);
  return firstBytes(real).startsWith('#!') || !basename(real).startsWith('python')
    ? null
    : `${real} ${mtimeMs} ${size}`;
}

const titles: Readonly<Record<string, string>> = { pypy: 'PyPy', graalpy: 'GraalPy', jython: 'Jython' };

function judged(facts: Facts): Probed {
  const { version, implementation } = facts;
  const problem =
    implementation !== 'cpython'
      ? `is ${titles[implementation] ?? implementation} (Python ${version}), and Heddle runs CPython`
      : compareVersions(version, oldestPython) < 0
        ? `is Python ${version}, and Heddle needs ${oldestPython} or newer`
        : null;
  return { facts, problem };
}

/** Why a file is not even started; null: it may be a program. */
function cannotRun(path: string): string | null {
  const link = lstatSync(path, { throwIfNoEntry: false });
  const file = statSync(path, { throwIfNoEntry: false });
  if (!link) return 'does not exist';
  if (!file) return `is a link to ${readlinkSync(path)}, which does not exist`;
  if (file.isDirectory()) return 'is a folder without an interpreter';
  if (!file.isFile()) return 'is not a Python interpreter';
  // It might run, with the question as its arguments.
  if (path.endsWith('.py')) return 'is a Python file, not an interpreter';
  // A text without a first line that names its program would be run by a shell.
  const start = firstBytes(path);
  return start.startsWith('#!') || start.includes('\0') ? null : 'is not a Python interpreter';
}

function firstBytes(path: string): string {
  const bytes = Buffer.alloc(64);
  try {
    const file = openSync(path, 'r');
    try {
      return bytes.toString('latin1', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    // It may be run although it may not be read.
    return '\0';
  }
}

/** What it says of itself, or why it says nothing. */
function ask(path: string, withinMs: number): Promise<Facts | string> {
  return new Promise((done) => {
    // A group of its own: what hangs may have started others.
    const child = spawn(path, [...flags, question], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const keeper = new GroupKeeper(child.pid);
    let text = '';
    const end = (answer: Facts | string) => {
      clearTimeout(late);
      keeper.end();
      child.stdout?.destroy();
      done(answer);
    };
    const late = setTimeout(() => {
      if (child.pid !== undefined) killGroup(child.pid);
      end(`did not answer within ${withinMs / 1000} s`);
    }, withinMs);
    child.on('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'EACCES' ? 'is not an executable file' : `could not be started: ${error.message}`),
    );
    child.stdout?.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('close', () => end(read(text)));
  });
}

/** The last line is the answer: what starts it may say something first. */
function read(text: string): Facts | string {
  try {
    const facts: unknown = JSON.parse(text.trim().split('\n').at(-1) ?? '');
    if (isFacts(facts)) return facts;
  } catch {
    // It said something else, or nothing.
  }
  return 'is not a Python interpreter';
}
