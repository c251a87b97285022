import type { By } from '../../catalog/by.ts';
import { fewestRounds } from '../../comparison/judge-pair.ts';
import { intervalWords, ratioWords } from '../../comparison/words.ts';
import { factor } from '../../format.ts';
import type { ModelId } from '../../protocol/plan.ts';
import { inverse } from '../../statistics/ratio-interval.ts';
import type { RatioOver } from '../answer.ts';

/** What is judged, as a noun. */
const nouns: Readonly<Record<By, string>> = {
  time: 'time',
  latency: 'latency (p99)',
  memory: 'memory',
  cpu: 'processor time per task',
};

/**
 * How that of which a text speaks compares with what has a name: `It is 1.94 × as fast as async (1.90–2.00, 5 rounds)`.
 * `ratio`: the named one's figure by its own. Below 1 the better one is the named one, and comes first: `async is …`.
 */
export function itAgainst(by: By, name: string, ratio: RatioOver): string {
  const isBetter = ratio.ratio >= 1;
  const shown = isBetter ? ratio : inverse(ratio);
  const about = ratio.rounds < fewestRounds ? 'about ' : '';
  return `${itIs(by, name, isBetter, `${about}${ratioWords(shown)}`)} ${intervalWords(shown)}`;
}

/** `times`: how many times as fast the better of the two is, or how many times as much the worse one has. */
export function itIs(by: By, name: string, isBetter: boolean, times: string): string {
  const first = name.charAt(0) === 'o' ? `O${name.slice(1)}` : name;
  if (by === 'time') return isBetter ? `It is ${times} as fast as ${name}` : `${first} is ${times} as fast`;
  const much = `${times} the ${nouns[by]}`;
  return isBetter ? `${first} has ${much}` : `It has ${much} of ${name}`;
}

/** What one may gain over the other, where that is not clear. `ratio`: the other's figure by its own. */
export function mayBe(by: By, one: ModelId, other: ModelId, ratio: RatioOver): string {
  const times = ratio.ratio >= 1 ? factor(ratio.ratio) : `up to ${factor(ratio.high)}`;
  const said =
    by === 'time'
      ? `${one} may be ${times} as fast as ${other}`
      : `${other} may have ${times} the ${nouns[by]} of ${one}`;
  return `${said} ${intervalWords(ratio)}`;
}

/** `It takes the same time within 5 %`. */
export const isLevel = (by: By) => `It ${by === 'time' ? 'takes' : 'has'} the same ${nouns[by]} within 5 %`;
