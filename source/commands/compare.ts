import { choosesSizes } from '../answer/compared-sizes.ts';
import { type Choice, compareCommand } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected, usageError } from '../command-line/usage-error.ts';
import { type Comparison, compareRuns } from '../comparison/compare-runs.ts';
import type { Variant, VariantRun } from '../comparison/comparison.ts';
import { type By, usualBy } from '../comparison/judged-by.ts';
import { type LanesOf, planVariants, type VariantWish, whyNotRuns } from '../comparison/plan-comparison.ts';
import { budgetOf, comparisonOrder, type Rounds, usualBudgetMs } from '../comparison/rounds.ts';
import { leftOutOf, sidesToCompare } from '../comparison/side-wishes.ts';
import { typedDuration } from '../format.ts';
import { exitCodeOf } from '../host/exit-code.ts';
import { type Speech, speech } from '../host/output.ts';
import { readRoom } from '../host/room.ts';
import { hasScreen } from '../host/terminal.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import { version } from '../host/version.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { describeMachine } from '../machine/description.ts';
import { comparisonLines } from '../plain/comparison.ts';
import { comparisonDocument } from '../plain/comparison-document.ts';
import { comparisonMarkdown } from '../plain/comparison-markdown.ts';
import { provenance } from '../plain/markdown.ts';
import { machineLine, machineWords } from '../plain/summary.ts';
import { runtimeIds } from '../protocol/plan.ts';
import { outcomeOf } from '../runner/batch.ts';
import type { ScreenArgument } from '../ui/screens/screen.ts';
import { findSides } from './find-sides.ts';
import { fitTasks } from './fit-tasks.ts';
import { sizeOwn } from './own-sizes.ts';

/**
 * `heddle compare <workload|file>`: the same work under several models, in turn and in fresh engines. On a terminal the
 * screen with it under way, else text. The exit code is that of the first run that did not complete: a comparison that
 * lacks a model is no answer to what was asked.
 */
export async function compare(options: Options): Promise<number> {
  const [word, surplus] = options.words;
  const { plain, json, markdown } = options;
  const { models, lanes, runtimes } = options;
  const onTerminal = hasScreen() && !plain && !json && !markdown;
  if (word === undefined) {
    // Without any wish the screen offers what the lab ran last; any other is a key away.
    if (onTerminal && options.given.length === 0) return onScreen(options, null);
    throw usageError('workload', 'compare needs a workload or a file', 'heddle list shows the workloads');
  }
  if (surplus !== undefined)
    throw unexpected(surplus, 'compare', 'one workload or file; name models with --models');
  const found = accepted(await findSides(word, options.choice, runtimes, await builtInWorkloads()));
  const { differ } = found;
  // Also for the screen: what cannot be is said in one line, before there is one.
  const refused = options.runs === null ? null : whyNotRuns(options.runs);
  if (refused) accepted(refused);
  accepted(sidesToCompare(found.sides, models, lanes));
  // The screen has one number of tasks for all.
  const fitted = onTerminal
    ? { sides: found.sides, stoppedBy: null }
    : await fitTasks(found.sides, options.choice, readRoom(), speech(options.ascii));
  if (fitted.stoppedBy !== null) return exitCodeOf('cancelled', fitted.stoppedBy);
  const { sides } = fitted;
  const { card: workload, choice } = sides[0]!;
  const wishes = accepted(sidesToCompare(sides, models, lanes));
  const variants = accepted(planVariants(wishes, readRoom()));
  const by = options.by ?? usualBy(workload, choice);
  const leftOut = [...differ, ...(models === null ? leftOutOf(sides) : [])];
  // What makes the same again says which runtimes as they were typed; of one alone it says which it is.
  const typed = runtimes === null ? choice : options.choice;
  // The screen finds numbers itself where they are Heddle's to choose.
  if (onTerminal) {
    // What one runtime alone has is for the one that has it.
    const { libuvThreads, poolProcesses, startMethod } = options.choice;
    const all = sides.length > 1 ? { ...choice, libuvThreads, poolProcesses, startMethod } : choice;
    return onScreen(options, workload, { ...numbersOf(wishes, choice), beside: sides.slice(1), choice: all });
  }
  if (!choosesSizes(workload, choice, lanes))
    return asText(variants, { by, leftOut }, { ...options, choice: typed });
  const room = readRoom();
  const asked = { card: workload, wishes, choice, named: models !== null };
  const own = await sizeOwn(asked, room, speech(options.ascii));
  if (own.stoppedBy !== null) return exitCodeOf('cancelled', own.stoppedBy);
  const { sized } = own;
  const judging = { by, leftOut: [...leftOut, ...sized.leftOut.map(({ words }) => words)] };
  const numbered = accepted(planVariants(sized.wishes, room));
  // What was left out stays out where the same is measured again.
  const left = new Set(sized.wishes.map((wish) => wish.choice.model));
  const apart = sized.leftOut.length === 0 ? models : [...left];
  const { tasks, libuvThreads } = sized.choice;
  const again = { choice: { ...typed, tasks, libuvThreads }, lanes: sized.lanes, models: apart };
  return asText(numbered, judging, { ...options, ...again });
}

/** The numbers that were given for one model alone, by its id. */
function numbersOf(wishes: readonly VariantWish[], { concurrency }: Choice): { lanes: LanesOf } {
  const own = wishes.flatMap(({ choice: { model, concurrency: number } }) =>
    number === undefined || number === concurrency ? [] : [[model, number] as const],
  );
  return { lanes: Object.fromEntries(own) };
}

async function asText(
  variants: readonly Variant[],
  judging: { readonly by: By; readonly leftOut: readonly string[] },
  options: Options,
): Promise<number> {
  const spoken = speech(options.ascii);
  const { runs, budgetMs } = options;
  const rounds: Rounds =
    runs === null ? { runs: 'auto', budgetMs: budgetMs ?? usualBudgetMs } : { runs, budgetMs };
  const order = comparisonOrder(variants, judging.by, rounds);
  const { batch, stoppedBy } = accepted(await runBatchAsText(order, { speech: spoken, watched: options }));
  const ran = [...batch.ended, ...(batch.cutOff ? [batch.cutOff] : [])];
  // Those that never had their turn have a row all the same.
  const turns = [...variants.filter((one) => batch.turns.every(({ id }) => id !== one.id)), ...batch.turns];
  // Whoever stopped it knows why there are so few runs.
  const within = stoppedBy === null ? budgetOf(rounds) : null;
  await report(compareRuns(turns, ran, { ...judging, budgetMs: within }), ran, options, spoken);
  return exitCodeOf(outcomeOf(batch), stoppedBy);
}

async function report(
  comparison: Comparison,
  ran: readonly VariantRun[],
  options: Options,
  { say }: Speech,
): Promise<void> {
  const machine = await describeMachine();
  if (options.json)
    return void process.stdout.write(asJson({ ...comparisonDocument(comparison, ran, version), machine }));
  const engines = ran.map(({ summary }) => summary.engine);
  const command = againCommand(options);
  if (options.markdown) {
    const startedAt = ran[0]?.summary.startedAt ?? null;
    const measured = provenance(machineWords(machine, engines), version, startedAt);
    return say(comparisonMarkdown(comparison, command, measured));
  }
  // On a line of its own, and never wrapped: it is there to be pasted.
  say([...comparisonLines(comparison), `Again: ${command}`, machineLine(machine, engines)].join('\n'));
}

/** What compares the same again, with the numbers that were found or given. */
function againCommand({ choice, models, runtimes, lanes, by, runs, budgetMs, words }: Options): string {
  const numbers = Object.entries(lanes).map(([model, number]) => `${model}=${number}`);
  const flags: [string, string | null][] = [
    ['--runtimes', runtimes === '' ? runtimeIds.join(',') : runtimes],
    ['--python', runtimes === null ? null : (choice.python ?? null)],
    ['-c', numbers.length === 0 ? null : numbers.join(',')],
    ['--by', by],
    ['--runs', runs === null ? null : `${runs}`],
    ['--budget', budgetMs === null ? null : typedDuration(budgetMs)],
  ];
  const given = flags.flatMap(([flag, value]) => (value === null ? [] : [`${flag} ${value}`]));
  return [compareCommand({ ...choice, workload: words[0]! }, models), ...given].join(' ');
}

/** More digits of a median or a ratio than this are noise. */
const digits = 6;

function asJson(value: unknown): string {
  const rounded = (_: string, part: unknown) =>
    typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(digits)) : part;
  return `${JSON.stringify(value, rounded, 2)}\n`;
}

/** The screen with that comparison under way; without a workload, with what could be compared. */
async function onScreen(
  options: Options,
  workload: WorkloadCard | null,
  { choice, ...numbers }: Pick<ScreenArgument, 'lanes' | 'beside'> & { choice: Choice } = noChoice,
): Promise<number> {
  const { openScreen } = await import('../app.ts');
  if (workload === null) return openScreen(options, 'compare', {});
  const { models, runs, by, budgetMs } = options;
  const wish = { ...choice, workload: workload.id };
  const asked = { runs: runs ?? 'auto', by, budgetMs, ...(models && { models }), ...numbers } as const;
  return openScreen(options, 'compare', { wish, start: true, ...asked }, workload);
}

const noChoice = { choice: {} };
