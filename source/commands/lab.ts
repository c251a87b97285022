import { exitCodeAfter, openApp } from '../app.ts';
import type { Choice } from '../catalog/wish.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted } from '../command-line/usage-error.ts';
import { findWhere } from '../host/find-work.ts';
import { readLastChoice } from '../host/last-choice.ts';
import { builtInWorkloads } from '../launch/built-in.ts';

/** `heddle` on a terminal: the lab, with last time's choice. */
export async function lab(options: Options): Promise<number> {
  const workloads = await builtInWorkloads();
  const choice = { ...readLastChoice(), ...given(options.choice), ...(await whereOf(options.choice)) };
  return exitCodeAfter(await openApp(options, { workloads, choice }));
}

/** Only what was given, so that what was not does not overwrite a remembered value. */
function given<T extends object>(choice: T): Partial<T> {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Where it runs, if that was said: an interpreter that was named has to be there. */
async function whereOf(choice: Options['choice']): Promise<Choice> {
  if (choice.runtime === undefined && choice.python === undefined) return {};
  const { runtime, interpreter } = accepted(await findWhere(choice));
  return interpreter ? { runtime, interpreter } : { runtime };
}
