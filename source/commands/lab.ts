import { exitCodeAfter, openApp } from '../app.ts';
import type { Options } from '../command-line/command-line.ts';
import { readLastChoice } from '../host/last-choice.ts';
import { builtInWorkloads } from '../launch/built-in.ts';

/** `heddle` on a terminal: the lab, with last time's choice. */
export async function lab(options: Options): Promise<number> {
  const workloads = await builtInWorkloads();
  const choice = { ...readLastChoice(), ...given(options.choice) };
  return exitCodeAfter(await openApp(options, { workloads, choice }));
}

/** Only what was given, so that what was not does not overwrite a remembered value. */
function given<T extends object>(choice: T): Partial<T> {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as Partial<T>;
}
