import type { Answer, Figures } from '../answer/answer.ts';
import type { Program } from '../answer/programs/index.ts';
import { answerSections, headlineOf, inShort, type Row } from '../answer/words/index.ts';
import { bytes, count, duration, shortDuration } from '../format.ts';
import type { ModelId, RuntimeId } from '../protocol/plan.ts';
import type { Size } from '../work/sizes.ts';
import { details, escaped, fenced, markdownTable, page } from './markdown.ts';

/** What an answer needs beside itself to be read by somebody else. */
export type Setting = {
  /** The file, as it was typed. */
  readonly word: string;
  readonly program: Program | null;
  /** What was measured where, by which versions and when: see `provenance`. */
  readonly provenance: readonly string[];
};

/** What a program is written in, as Markdown names it. */
const languages: Readonly<Record<RuntimeId, string>> = { node: 'js', python: 'py' };

/** An answer as a page that a colleague reads in a pull request. */
export function answerMarkdown(answer: Answer, { word, program, provenance }: Setting): string {
  const sections = answerSections(answer);
  const [take, again] = [sections[0]!, sections.at(-1)!];
  return page([
    [`### ${escaped(`${word}: ${headlineOf(answer)}`)}`],
    ...take.rows.map(paragraph),
    figuresTable(answer),
    ...sections.slice(1, -1).flatMap(({ label, rows }) => sectionBlocks(label, rows)),
    program === null
      ? []
      : details(`${program.name} runs it so`, [
          ...fenced(program.source, languages[answer.runtime]),
          '',
          ...fenced(program.start, 'sh'),
        ]),
    ['To measure it again:'],
    ...again.rows.map(paragraph),
    provenance,
  ]);
}

const paragraph = (row: Row) => (typeof row === 'string' ? [escaped(row)] : fenced(row.command, 'sh'));

/** Where the label alone is too short to be understood. */
const titles: Readonly<Record<string, string>> = { Not: 'Why not the others', 'So far': 'Measured so far' };

function sectionBlocks(label: string, rows: readonly Row[]): string[][] {
  const isList = rows.length > 1 && rows.every((row) => typeof row === 'string');
  const title = [`**${titles[label] ?? label}**`];
  if (!isList) return [title, ...rows.map(paragraph)];
  return [title, rows.map((row) => `- ${paragraph(row).join(' ')}`)];
}

/** Models that were run, side by side; the answer is the first. */
function figuresTable(answer: Answer): string[] {
  const { candidate, figures, whyNot } = answer;
  const all: readonly (readonly [ModelId, Size | null, Figures | null])[] = [
    ...(candidate === null ? [] : [[candidate.model, candidate.size, figures] as const]),
    ...whyNot.map(({ model, size, figures: other }) => [model, size, other] as const),
  ];
  const known = all.flatMap(([model, size, of]) => (of === null ? [] : [{ model, size, of }]));
  if (known.length === 0) return [];
  const columns = columnsOf(answer);
  return markdownTable(
    [
      ['model', ...columns.map(({ title }) => title)],
      ...known.map(({ model, size, of }) => [
        inShort({ runtime: answer.runtime, model }, size),
        ...columns.map(({ show }) => show(of)),
      ]),
    ],
    1,
  );
}

type Column = { readonly title: string; readonly show: (of: Figures) => string };

function columnsOf({ tasks, ratePerSecond, by }: Answer): Column[] {
  return [
    tasks !== null && by === 'time'
      ? {
          title: `time for ${count(tasks)} tasks`,
          show: (of) => duration(of.judged === null ? null : of.judged * tasks),
        }
      : { title: 'time per task', show: (of) => shortDuration(of.msPerTask) },
    ...(ratePerSecond === null
      ? []
      : [
          { title: 'latency p50', show: (of: Figures) => duration(of.latencyP50Ms) },
          { title: 'latency p99', show: (of: Figures) => duration(of.latencyP99Ms) },
        ]),
    { title: 'lag p99', show: (of) => duration(of.lagP99Ms) },
    { title: 'memory', show: (of) => bytes(of.memoryBytes) },
    { title: 'CPU per task', show: (of) => shortDuration(of.cpuMsPerTask) },
    { title: 'start', show: (of) => duration(of.startMs) },
  ];
}
