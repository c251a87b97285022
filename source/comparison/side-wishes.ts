import { findModel } from '../catalog/find-model.ts';
import { accept, all, type Result, refuse } from '../catalog/refusal.ts';
import { runtimeCard } from '../catalog/runtimes/index.ts';
import { shortVersion } from '../catalog/runtimes/python-version.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Interpreter, ParameterValue, RuntimeId } from '../protocol/plan.ts';
import {
  type LanesOf,
  leftOutAsTwins,
  modelsToCompare,
  modelWishes,
  type VariantWish,
  whyNotAs,
} from './plan-comparison.ts';

/** The same work in one of several runtimes, or under one of several interpreters. */
export type Side = {
  readonly card: WorkloadCard;
  readonly choice: Choice & { readonly runtime: RuntimeId };
  /** What stands before the models in names of its rows: `node`, `python3.8`. Null where there is no other side. */
  readonly name: string | null;
};

/** Sides with names that tell them apart, doing the same work; `differ`: in what they do not, in sentences. */
export function besideEachOther(
  found: readonly Omit<Side, 'name'>[],
): Result<{ readonly sides: readonly Side[]; readonly differ: readonly string[] }> {
  if (found.length === 1) return accept({ sides: [{ ...found[0]!, name: null }], differ: [] });
  const names = found.map(({ choice }, at) =>
    nameOf(choice, found.map((one) => one.choice).toSpliced(at, 1)),
  );
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return refuse('runtimes', `has ${twice} more than once`, 'name each of them once');
  const common = commonChoice(found);
  const sides = found.map(({ card, choice }, at) => ({
    card,
    choice: { ...choice, ...common.of(card), ...fitting(choice) },
    name: names[at]!,
  }));
  return accept({ sides, differ: common.differ });
}

/** `node`, `python`; of several interpreters `python3.8`, and of two of one version all of it. */
function nameOf({ runtime, interpreter }: Side['choice'], others: readonly Side['choice'][]): string {
  const siblings = others.flatMap((one) => (one.runtime === runtime ? (one.interpreter ?? []) : []));
  if (!interpreter || siblings.length === 0) return runtime;
  const short = (one: Interpreter) => `${shortVersion(one.version)}${one.lock === 'none' ? 't' : ''}`;
  if (siblings.every((one) => short(one) !== short(interpreter))) return `${runtime}${short(interpreter)}`;
  const sameVersion = siblings.filter((one) => one.version === interpreter.version);
  return sameVersion.length === 0 ? `${runtime}${interpreter.version}` : interpreter.path;
}

/** Of what was asked for all, what one runtime alone has goes to that one. */
function fitting({
  runtime,
  libuvThreads,
  poolProcesses,
  startMethod,
}: Side['choice']): Pick<Choice, 'libuvThreads' | 'poolProcesses' | 'startMethod'> {
  const { startMethods, parts } = runtimeCard(runtime);
  return {
    libuvThreads: runtime === 'node' ? libuvThreads : undefined,
    poolProcesses: parts === 'by-call' ? poolProcesses : undefined,
    startMethod: startMethods.length > 0 ? startMethod : undefined,
  };
}

/**
 * Where the runtimes have other defaults, numbers that make all do the same: the least of them, which suits the slowest. A word
 * that not all of them know stays as each has it, and is told.
 */
function commonChoice(found: readonly Omit<Side, 'name'>[]): {
  readonly of: (card: WorkloadCard) => Pick<Choice, 'tasks' | 'parameters'>;
  readonly differ: readonly string[];
} {
  const cards = found.map(({ card }) => card);
  const asked = found[0]!.choice;
  const values: Record<string, ParameterValue> = {};
  const differ: string[] = [];
  for (const name of new Set(cards.flatMap(({ parameters }) => Object.keys(parameters)))) {
    const specs = cards.map(({ parameters }) => parameters[name]);
    const defaults = specs.map((spec) => spec?.default);
    if (asked.parameters?.[name] !== undefined || new Set(defaults).size === 1) continue;
    const known = specs.filter((spec) => spec !== undefined);
    const value = known.length === specs.length ? commonValue(known) : null;
    if (value !== null) values[name] = value;
    else
      differ.push(
        `The parameter ${name} is not the same in all: ${defaults.map((one) => String(one ?? 'none')).join(', ')}.`,
      );
  }
  const isOwnTasks = asked.tasks === undefined && asked.ratePerSecond === undefined && !asked.inputs;
  const tasks = isOwnTasks ? Math.min(...cards.map((card) => card.tasks)) : asked.tasks;
  return {
    of: ({ parameters }) => ({
      tasks,
      parameters: {
        ...asked.parameters,
        ...Object.fromEntries(Object.entries(values).filter(([name]) => name in parameters)),
      },
    }),
    differ,
  };
}

function commonValue(specs: readonly WorkloadCard['parameters'][string][]): ParameterValue | null {
  const numbers = specs.flatMap((spec) => (spec.type === 'number' ? [spec.default] : []));
  if (numbers.length === specs.length) return Math.min(...numbers);
  const words = specs.flatMap((spec) => (spec.type === 'choice' ? [spec] : []));
  if (words.length < specs.length) return null;
  return (
    words.map((spec) => spec.default).find((word) => words.every(({ choices }) => choices.includes(word))) ??
    null
  );
}

/**
 * What is compared, of all sides: see `modelsToCompare`. Of models and numbers that only some of the runtimes have, the others take
 * none.
 */
export function sidesToCompare(
  sides: readonly Side[],
  names: readonly string[] | null = null,
  lanes: LanesOf = {},
): Result<VariantWish[]> {
  const isKnown = (model: string, { choice }: Side) => !findModel(model, runtimeCard(choice.runtime)).refusal;
  const isMine = (model: string, side: Side) =>
    isKnown(model, side) || sides.every((other) => !isKnown(model, other));
  const wishes = sides.map((side) => {
    const own = names?.filter((model) => isMine(model, side)) ?? null;
    if (own?.length === 0 && names!.length > 0) return accept([]);
    const numbers = Object.fromEntries(Object.entries(lanes).filter(([model]) => isMine(model, side)));
    const found = modelsToCompare(side.card, side.choice, own, numbers);
    return found.refusal ? found : accept(found.value.map((wish) => onSide(wish, side)));
  });
  const found = all(wishes);
  return found.refusal ? found : accept(found.value.flat());
}

/**
 * What is left out of all sides: see `leftOutAsTwins`. What is true of each of them is said once. `isOut`: whether the row with
 * that id is; left out: all are.
 */
export function leftOutOf(sides: readonly Side[], isOut: (id: string) => boolean = () => true): string[] {
  const own = sides.map((side) => {
    const twins = twinsOn(side);
    return leftOutAsTwins(side.card, side.choice).filter((_, at) => isOut(twins[at]!));
  });
  const isCommon = (sentence: string) => own.every((sentences) => sentences.includes(sentence));
  return [
    ...(own[0] ?? []).filter(isCommon),
    ...sides.flatMap(({ name }, at) =>
      own[at]!.flatMap((sentence) =>
        isCommon(sentence) ? [] : [`${name === null ? '' : `${name} `}${sentence}`],
      ),
    ),
  ];
}

/** Models of a side that would run the code of another one, by the ids of their rows. */
export function twinsOn(side: Side): string[] {
  const able = modelWishes(side.card, side.choice).filter((row) => whyNotAs(row) === null);
  const apart = modelsToCompare(side.card, side.choice).value ?? able;
  const twins = able.filter(({ id }) => apart.every((row) => row.id !== id));
  return twins.map((row) => onSide(row, side).id);
}

/** A row by the name that it has beside those of other sides. */
export function onSide(wish: VariantWish, { name }: Pick<Side, 'name'>): VariantWish {
  return name === null ? wish : { ...wish, id: `${name} ${wish.id}`, label: `${name} ${wish.label}` };
}
