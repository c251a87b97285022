import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `pair.json` says of a program that shows a symptom, and of its twin that is mended. */
type PairFile = {
  /** The rule that has to find it. */
  rule: string;
  /** Other rules of the corpus that are true of it as well. */
  also?: readonly string[];
  /** What follows `heddle run FILE`. */
  args: readonly string[];
  /** The same for the mended one, where it is run differently. */
  mendedArgs?: readonly string[];
  /** The line that has to be named: `cause.mjs:7`. */
  place?: string;
  runtime: 'node' | 'python';
};

export type Pair = Readonly<PairFile> & {
  readonly name: string;
  readonly cause: string;
  readonly mended: string;
};

const ours = new URL('../../test/fixtures/symptoms', import.meta.url).pathname;

/** Every pair in a folder, by name: in each folder of it a `pair.json`, a `cause` and a `mended`. */
export function readPairs(folder = ours): Pair[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const files = readdirSync(join(folder, name));
      const file = (stem: string) => {
        const found = files.find((one) => one.startsWith(`${stem}.`));
        if (found === undefined) throw new Error(`${name} has no ${stem}`);
        return join(folder, name, found);
      };
      const said = JSON.parse(readFileSync(join(folder, name, 'pair.json'), 'utf8')) as PairFile;
      return { ...said, name, cause: file('cause'), mended: file('mended') };
    });
}
