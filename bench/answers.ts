import { askHeddle, type Coat, coats, decide, inCoat, isRight } from './labelled/answers.ts';
import { labelOf } from './labelled/label.ts';
import { type Program, programs, wordsOf } from './labelled/programs.ts';
import { type Figure, reference } from './measure.ts';

const named = (...names: string[]) => programs.filter(({ name }) => names.includes(name));

/** Of the labelled programs, in how many the answer is among what bare programs show to be right. */
export async function rightAnswers(quick: boolean): Promise<Figure> {
  const asked = programs.filter((_, at) => !quick || at % 4 === 0);
  let right = 0;
  for (const program of asked) {
    process.stderr.write(`  ${program.name} …\n`);
    const label = program.onlyRight ? program : await labelOf(program, quick ? 1 : 2);
    const said = await decide(program);
    if (isRight(said, label.right)) right++;
    else process.stderr.write(`  right is ${label.right.join(', ')}, not ${said.text}: ${said.whyNot}\n`);
  }
  return {
    name: `right answers, of ${asked.length} labelled programs`,
    against: 'bare programs',
    values: [right],
    // 29 of 30.
    line: { atLeast: Math.ceil((asked.length * 29) / 30) },
    unit: '',
  };
}

/** Programs of three kinds whose verdict must not depend on their name. */
const renamed = () =>
  named('primes.mjs', 'scrypt.mjs#login', 'reminder.cjs', 'gzip.cjs#compress', 'slug.ts#slug');

/** How often the same function in another coat gets another verdict. */
export async function changedByName(quick: boolean): Promise<Figure> {
  const asked = quick ? renamed().slice(0, 2) : renamed();
  let changed = 0;
  for (const program of asked) {
    const own = await decide(program);
    for (const coat of Object.keys(coats) as Coat[]) {
      const other = await inCoat(program, coat, (twin) => decide(twin));
      // "Either" names several: the same verdict where what one would take is named by the other.
      const same =
        other.kind === 'cannot-tell' ? own.kind === other.kind : own.models.some(isIn(other.models));
      if (same) continue;
      changed++;
      process.stderr.write(`  ${program.name}: ${own.text}; ${coat}: ${other.text}\n`);
    }
  }
  return {
    name: `verdicts changed by a name or a wrapper, of ${asked.length * 3}`,
    against: 'the function itself',
    values: [changed],
    line: { atMost: 0 },
    unit: '',
  };
}

const isIn = (list: readonly string[]) => (model: string) => list.includes(model);

/** Functions that return no promise run the same code under sequential and under async. */
const twice = () => named('primes.mjs', 'password.ts', 'parse-json.mjs', 'word-count.mjs');

/** How often `compare` names a winner between two names for the same code. */
export async function winnersOfTheSame(quick: boolean): Promise<Figure> {
  const tries = quick ? 8 : 40;
  let winners = 0;
  for (let at = 0; at < tries; at++) {
    const program = twice()[at % twice().length]!;
    if ((await compare(program, '--models', 'sequential,async', '--tasks', '60')).winner !== null) winners++;
  }
  return {
    name: `winners between two names for the same code, of ${tries}`,
    against: 'no winner',
    values: [winners],
    line: { atMost: Math.ceil(tries / 20) },
    unit: '',
  };
}

type Compared = { winner: string | null; runs: { wallMs: number | null; startMs: number | null }[] };

const compare = (program: Program, ...flags: string[]) =>
  askHeddle<Compared>(['compare', ...wordsOf(program), ...flags]);

const clear: Program = {
  ...named('primes.mjs')[0]!,
  name: '20 ms of computing',
  file: reference('computes'),
};

/** From the command to its verdict, for a clear case. */
export async function timeToAnswer(count: number): Promise<Figure> {
  const values: number[] = [];
  while (values.length < count) values.push((await decide(clear)).tookMs / 1000);
  return {
    name: 'time to an answer for 20 ms of computing per task',
    against: 'the clock, on a quiet machine',
    values,
    line: { atMost: 10 },
    unit: 's',
  };
}

/** What `compare` takes beside the runs that it makes (the one that finds the numbers is not among them), by what they take. */
export async function besideRuns(count: number): Promise<Figure> {
  const values: number[] = [];
  while (values.length < count) {
    const began = performance.now();
    const { runs } = await compare(clear, '--models', 'sequential,threads', '--tasks', '200');
    const took = performance.now() - began;
    const inRuns = runs.reduce((sum, { wallMs, startMs }) => sum + (wallMs ?? 0) + (startMs ?? 0), 0);
    values.push((took - inRuns) / inRuns);
  }
  return {
    name: "compare's own time",
    against: 'its runs, starts included',
    values,
    line: { atMost: 0.15 },
    unit: '×',
  };
}
