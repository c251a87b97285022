import type { RunDocument } from '../../source/plain/document.ts';
import { askHeddle } from '../labelled/answers.ts';
import type { Pair } from './pairs.ts';

/** What Heddle said of one program of a pair. */
export type Said = {
  readonly program: 'cause' | 'mended';
  /** Findings of rules of the corpus that are true of it, and that are not. */
  readonly right: readonly string[];
  readonly wrong: readonly string[];
  /** The rule that was to be found and was not, or the line. */
  readonly missed: readonly string[];
  /** All that it said, in words. */
  readonly words: readonly string[];
};

/**
 * Runs both programs of a pair. Only findings of the rules of the corpus count, `rules`: what else Heddle says, that a run
 * was short or a machine busy, is true of a mended program as well.
 */
export async function judge(pair: Pair, rules: ReadonlySet<string>): Promise<[cause: Said, mended: Said]> {
  const { cause, mended, args, mendedArgs = args, also = [], rule, place } = pair;
  const before = await findingsOf(cause, args);
  const after = await findingsOf(mended, mendedArgs);
  const told = before.findings.some((finding) => finding.rule === rule);
  const placed = place === undefined || says(before, place);
  return [
    {
      ...sorted('cause', before, rules, [rule, ...also]),
      missed: [...(told ? [] : [rule]), ...(placed ? [] : [place])],
    },
    { ...sorted('mended', after, rules, []), missed: [] },
  ];
}

function sorted(
  program: Said['program'],
  { findings }: RunDocument,
  rules: ReadonlySet<string>,
  expected: readonly string[],
): Omit<Said, 'missed'> {
  // What is good is no symptom, and what others may have caused is told as a doubt.
  const told = findings.filter(
    ({ rule, severity, doubtful }) => rules.has(rule) && severity !== 'good' && !doubtful,
  );
  return {
    program,
    right: told.filter(({ rule }) => expected.includes(rule)).map(({ rule }) => rule),
    wrong: told.filter(({ rule }) => !expected.includes(rule)).map(({ rule }) => rule),
    words: findings.map(({ rule, saw, why, next }) => `${rule}: ${saw}. ${why} → ${next}`),
  };
}

/** A line is named where a person reads it. */
const says = ({ findings }: RunDocument, place: string) =>
  findings.some(({ saw, why, next }) => [saw, why, next].some((text) => text.includes(place)));

/** No program holds up the others; a pair may set a limit of its own. */
const timeLimit = ['--timeout', '60s'];

const findingsOf = (file: string, args: readonly string[]) =>
  askHeddle<RunDocument>(['run', file, ...(args.includes('--timeout') ? [] : timeLimit), ...args]);

/** How often what was said was right, and how often what was there was said; null where nothing was said, or was there. */
export function scores(said: readonly Said[]): { precision: number | null; recall: number | null } {
  const sum = (of: (one: Said) => readonly string[]) => said.reduce((all, one) => all + of(one).length, 0);
  const right = sum((one) => one.right);
  const told = right + sum((one) => one.wrong);
  const causes = said.filter(({ program }) => program === 'cause');
  const seen = causes.filter(({ missed }) => missed.length === 0);
  return {
    precision: told === 0 ? null : right / told,
    recall: causes.length === 0 ? null : seen.length / causes.length,
  };
}
