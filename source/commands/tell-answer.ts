import type { Answer } from '../answer/answer.ts';
import { type Program, programOfAnswer } from '../answer/programs/index.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted } from '../command-line/usage-error.ts';
import type { Speech } from '../host/output.ts';
import { version } from '../host/version.ts';
import { describeMachine } from '../machine/description.ts';
import { answerLines } from '../plain/answer.ts';
import { answerMarkdown } from '../plain/answer-markdown.ts';
import { provenance } from '../plain/markdown.ts';
import { machineWords } from '../plain/summary.ts';
import type { Proved, Work } from './decide-work.ts';
import { writeProgram } from './program-file.ts';

/** The program for an answer; with `--code FILE` it is written as well. Null where there is none. */
export function programFrom(
  { answer }: Proved,
  work: Work,
  { code }: Options,
  { note }: Speech,
): Program | null {
  const program = programOfAnswer(answer, work, code === '' ? null : code);
  if (program !== null && code) accepted(writeProgram(program));
  if (program === null && code !== null) note(`No program: ${whyNone(answer)}.`);
  return program;
}

const whyNone = ({ candidate, runtime }: Answer) =>
  candidate === null
    ? 'there is no answer'
    : `your file needs what only Heddle has, such as ${{ node: 'setUp', python: 'set_up' }[runtime]}`;

/** The answer for people: as text, or as a page to send on. With `--code` alone the program follows. */
export async function tellAnswer(
  { answer, ran }: Proved,
  { word }: Work,
  program: Program | null,
  { code, markdown }: Options,
  { say }: Speech,
): Promise<void> {
  if (!markdown) {
    const lines = answerLines(answer, program && { ...program, written: Boolean(code) });
    return say([...lines, ...(program && code === '' ? ['', program.source.trimEnd()] : [])].join('\n'));
  }
  const [first] = ran;
  const machine = machineWords(await describeMachine(), [first?.summary.engine ?? null]);
  const measured = provenance(machine, version, first?.summary.startedAt ?? null);
  say(answerMarkdown(answer, { word, program, provenance: measured }));
}
