import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { decideCommand } from '../../catalog/wish.ts';
import type { WorkloadCard } from '../../catalog/workloads.ts';
import type { Inputs, RuntimeId } from '../../protocol/plan.ts';
import type { Answer } from '../answer.ts';
import { programFor } from './for-plan.ts';
import { startOf } from './program.ts';
import { pythonProgram, startOfPython } from './python.ts';

/** A program that runs a person's file as an answer says. */
export type Program = { readonly name: string; readonly start: string; readonly source: string };

/**
 * The program that runs a person's file as the answer says. `word`: the file as it was typed; `typed`: the program's file,
 * null for a usual name. Null where there is none: nothing can be told, or the file needs what only Heddle has.
 */
export function programOfAnswer(
  { candidate }: Answer,
  { word, card }: { readonly word: string; readonly card: WorkloadCard },
  typed: string | null,
): Program | null {
  if (candidate === null || card.module === null) return null;
  const { plan, model } = candidate;
  const name =
    typed ?? `${basename(card.module, extname(card.module))}-${model}.${programExtension[card.runtime]}`;
  const from = dirname(resolve(name));
  const { called } = card;
  const common = {
    name,
    inputsPath: plan.inputs && pathOf(plan.inputs),
    command: decideCommand(word, []),
    card,
    plan,
  };
  if (called?.as === 'functions') {
    const wish = { ...common, called, file: relative(from, card.module) };
    const source = pythonProgram(wish);
    return source === null ? null : { name, start: startOfPython(wish), source };
  }
  const found = (path: string) => importable(relative(from, path));
  const wish = {
    ...common,
    file: found(card.module),
    modules: (called?.modules ?? []).map(([path, format]) => [found(path), format] as const),
    card: { ...card, called },
  };
  const source = programFor(wish);
  return source === null ? null : { name, start: startOf(wish), source };
}

/** How the name of a program ends. */
export const programExtension: Readonly<Record<RuntimeId, string>> = { node: 'mjs', python: 'py' };

/** A path as an import has it: with slashes, and not to be taken for a package. */
function importable(path: string): string {
  const slashed = path.replaceAll(sep, '/');
  return slashed.startsWith('.') ? slashed : `./${slashed}`;
}

/** Inputs as they are typed, from the folder that Heddle and the program are started in. */
const pathOf = ({ path, pattern }: Inputs) =>
  pattern === null ? relative('.', path) : join(relative('.', path), pattern);
