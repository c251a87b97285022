import { howToGetOne, type Survey } from '../../../catalog/interpreters.ts';
import { type Result, refuse } from '../../../catalog/refusal.ts';
import { runtimeTitles } from '../../../catalog/runtimes/index.ts';
import { shortVersion } from '../../../catalog/runtimes/python-version.ts';
import type { Interpreter, RuntimeId } from '../../../protocol/plan.ts';
import { toWidth, toWidthRight, widthOf } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import type { Heading } from '../screen.ts';

/** A runtime, and which interpreter of it; null for Node.js, and for Python where none is known. */
export type RunsOn = { readonly runtime: RuntimeId; readonly interpreter: Interpreter | null };

/** The interpreters to choose from. One that was named on the command line need not be among those that were found. */
function interpretersOf(survey: Survey | null, chosen: Interpreter | null): Interpreter[] {
  const usable = survey?.usable ?? [];
  const found = usable.map(({ path, version, lock }) => {
    // What has to be typed to get this one and no other.
    const first = usable.find((other) => shortVersion(other.version) === shortVersion(version));
    const name = first?.path === path && lock === 'shared' ? shortVersion(version) : path;
    return { path, version, lock, asked: path === survey?.usual?.path ? null : name };
  });
  return chosen && found.every(({ path }) => path !== chosen.path) ? [chosen, ...found] : found;
}

/** Node.js, then every Python. A Python that is missing is in the list as well: whoever chooses it is told what to do. */
export function runtimeChoices(survey: Survey | null, { interpreter }: RunsOn): RunsOn[] {
  const pythons: (Interpreter | null)[] = interpretersOf(survey, interpreter);
  return [
    { runtime: 'node', interpreter: null },
    ...(pythons.length > 0 ? pythons : [null]).map((one) => ({
      runtime: 'python' as const,
      interpreter: one,
    })),
  ];
}

/** Where in the list that one is. */
export function placeOfChoice(choices: readonly RunsOn[], { runtime, interpreter }: RunsOn): number {
  const isIt = (one: RunsOn) =>
    one.runtime === runtime && (runtime === 'node' || one.interpreter?.path === interpreter?.path);
  return Math.max(0, choices.findIndex(isIt));
}

/** With the usual interpreter where nobody chose one, and with what is known of the chosen one by now. */
export function withInterpreter<T extends RunsOn>(chosen: T, survey: Survey | null): T {
  if (chosen.runtime === 'node' || survey === null) return chosen;
  if (chosen.interpreter === null)
    return survey.usual ? { ...chosen, interpreter: { ...plain(survey.usual), asked: null } } : chosen;
  const { path, asked } = chosen.interpreter;
  const now = survey.usable.find((one) => one.path === path);
  return now ? { ...chosen, interpreter: { ...plain(now), asked } } : chosen;
}

const plain = ({ path, version, lock }: Survey['usable'][number]) => ({ path, version, lock });

/**
 * What the first row says of where work runs: `python 3.11.7`, `node 24.21, python 3.11.7`; null where that is Heddle's own
 * Node.js alone, or not known. `host`: what that is called.
 */
function headName(places: readonly RunsOn[], host: string): string | null {
  const names = places.flatMap(({ runtime, interpreter }) => {
    if (runtime === 'node') return [host];
    return interpreter ? [`${runtime} ${interpreter.version}`] : [];
  });
  const name = names.join(', ');
  return name === '' || name === host ? null : name;
}

/** The header of a screen whose work runs there. `host`: what Heddle's own Node.js is called. */
export const headingOf = (places: readonly RunsOn[], host: string): Heading => ({
  ...{ lost: null, held: null, figure: null },
  runtime: headName(places, host),
});

/** Why there is no Python to run anything with. */
export function whyNoPython(survey: Survey | null): Result<never> {
  if (survey === null) return refuse('interpreter', 'Heddle is still looking for Python');
  const [first] = survey.unusable;
  const problem = first ? `${first.path} ${first.problem}` : 'no Python was found';
  return refuse('interpreter', problem, howToGetOne);
}

/** ` in Python 3.11.7`, where another one than `than` runs it; nothing where it is the same. */
export function inOther(one: RunsOn, than: RunsOn): string {
  if (one.runtime === than.runtime && one.interpreter?.path === than.interpreter?.path) return '';
  const { runtime, interpreter } = one;
  return ` in ${runtimeTitles[runtime]}${interpreter ? ` ${interpreter.version}` : ''}`;
}

/** What there is to choose from, and what is chosen. */
type Choices = { readonly choices: readonly RunsOn[]; readonly at: number; readonly isLooking: boolean };

/** All runtimes in one row, the chosen one in brackets: colour alone tells nobody. `keys`: what steps through them. */
export function runtimeRow({ choices, at, isLooking }: Choices, keys: string, width: number, theme: Theme) {
  const missing = isLooking ? '…' : theme.paint('bad', `${signs.failed} not found`);
  const [node = '', ...pythons] = choices.map(({ runtime, interpreter }, index) => {
    const text = runtime === 'node' ? runtimeTitles.node : (interpreter?.version ?? missing);
    return index === at ? theme.paint('mark', `[${text}]`) : ` ${text} `;
  });
  const head = ` ${theme.paint('dim', toWidth(`Runtime ${keys}`, 12))}${node} ${runtimeTitles.python} `;
  let [from, to] = [0, pythons.length];
  const row = () =>
    `${head}${from > 0 ? '…' : ''}${pythons.slice(from, to).join('')}${to < pythons.length ? '…' : ''}`;
  const abouts = aboutChoice(choices[at]!);
  const least = widthOf(abouts.at(-1)!) + 2;
  // Those furthest from the chosen one give way.
  while (to - from > 1 && widthOf(row()) + least > width) {
    if (to > at) to--;
    else from++;
  }
  const room = width - widthOf(row()) - 2;
  const about = abouts.find((text) => widthOf(text) <= room) ?? '';
  return toWidth(`${row()} ${theme.paint('dim', toWidthRight(about, room + 1))}`, width);
}

/** The lock of the chosen one and where it is, from the longest way of saying it to the shortest. */
function aboutChoice({ interpreter }: RunsOn): string[] {
  if (interpreter === null) return [''];
  const { lock, path } = interpreter;
  const threads = lock === 'shared' ? 'threads share one lock' : 'threads share no lock';
  return [`${threads} · ${path}`, threads, lock === 'shared' ? 'one lock' : 'no lock'];
}
