import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { answerDocument } from '../../source/plain/answer-document.ts';
import { heddle } from '../measure.ts';
import { type Program, wordsOf } from './programs.ts';

type Answer = ReturnType<typeof answerDocument>;

/** What Heddle says of a program. */
export type Said = {
  kind: Answer['kind'];
  /** The models that it names as right, the one to take first; empty where it cannot tell. */
  models: readonly string[];
  /** With the numbers: `async 16`; or why it cannot tell. */
  text: string;
  /** What it says of each other model: by how much it is worse, or why it was not run. */
  whyNot: string;
  natures: readonly string[];
  rounds: number;
  calls: number;
  /** Whether other programs left the machine alone. */
  quiet: boolean;
  tookMs: number;
};

/** Runs Heddle's command line. What it prints is asked for as JSON; an exit code of 3 is an answer, too. */
export function askHeddle<T>(args: readonly string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [heddle, ...args, '--json'], { maxBuffer: 64e6 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as T);
      } catch {
        reject(new Error(`heddle ${args.join(' ')}: ${error?.message ?? 'printed no JSON'}\n${stderr}`));
      }
    });
  });
}

/** `heddle decide` of a program, with more flags. */
export async function decide(program: Program, ...flags: string[]): Promise<Said> {
  const began = performance.now();
  const { answer } = await askHeddle<{ answer?: Answer | null }>(['decide', ...wordsOf(program), ...flags]);
  const tookMs = performance.now() - began;
  if (!answer) return { ...nothing, tookMs };
  const { candidate, others, character, cannotTell, whyNot, rounds, calls, kind } = answer;
  const named = [candidate, ...others].filter((one) => one !== null);
  return {
    kind,
    models: named.map(({ model }) => codeOf(model)),
    text: cannotTell?.because ?? named.map(({ model, size }) => `${model} ${size.concurrency}`).join(' or '),
    whyNot: whyNot.map(shortly).join(', '),
    natures: character?.natures.map(({ nature }) => nature) ?? [],
    rounds,
    calls,
    quiet: answer.machine.quiet,
    tookMs,
  };
}

/** Where the file was not measured at all. */
const nothing = {
  kind: 'cannot-tell',
  models: [],
  text: 'not measured',
  whyNot: '',
  natures: [],
  rounds: 0,
  calls: 0,
  quiet: false,
} as const satisfies Omit<Said, 'tookMs'>;

function shortly({ model, size, kind, ratio, verdict, reason }: Answer['whyNot'][number]): string {
  const by = ratio === null ? '' : ` ${ratio.ratio.toFixed(2)}`;
  return `${model} ${size?.concurrency ?? ''}${by} ${verdict ?? reason ?? kind}`;
}

/** A function has no parts to hand over: under hybrid it runs as under async. */
const codeOf = (model: string) => (model === 'hybrid' ? 'async' : model);

/** Whether all that Heddle names is right; where nothing is right, that it cannot tell. */
export function isRight(said: Said, right: readonly string[]): boolean {
  if (right.length === 0) return said.kind === 'cannot-tell';
  return said.models.length > 0 && said.models.every((model) => right.includes(model));
}

/** Verdicts may be wrong in one of twenty (test/answer/simulation.test.ts): so many of those that are asked about, or one of fewer. */
export const mostWrong = (asked: number) => Math.max(1, Math.floor(asked / 20));

/** Ways to give the same function another name or another coat. */
export const coats = {
  renamed: (call: string) => `export function somethingElse(index, context) {\n  return ${call};\n}\n`,
  wrapped: (call: string) =>
    `const inner = (index, context) => ${call};\nexport default (...all) => inner(...all);\n`,
  'async-wrapped': (call: string) => `export default async (index, context) => ${call};\n`,
} as const;
export type Coat = keyof typeof coats;

/** Calls `use` with the program in another coat, in a file beside none of ours. */
export async function inCoat<R>(
  program: Program,
  coat: Coat,
  use: (twin: Program) => Promise<R>,
): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'labelled-'));
  try {
    const file = join(folder, `${coat}-${basename(program.file).replace(/\..*$/, '')}.mjs`);
    const imported = `import { ${program.export} as work } from ${JSON.stringify(program.file)};\n`;
    await writeFile(file, `${imported}\n${coats[coat]('work(index, context)')}`);
    const name = coat === 'renamed' ? 'somethingElse' : 'default';
    return await use({ ...program, name: `${program.name}, ${coat}`, file, export: name });
  } finally {
    await rm(folder, { recursive: true });
  }
}
