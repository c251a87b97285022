/**
 * Loads a user's module in a process of its own and says what workload it is, as one line of JSON on descriptor 3:
 * a module may print, hang or throw while it loads, and none of it must reach the process that shows the screen.
 */
import { writeSync } from 'node:fs';
import { cardOf } from '../../catalog/definition.ts';
import { describeError } from './failure.ts';
import { loadWorkload } from './load-workload.ts';

const module = process.argv[2]!;
let answer: object;
try {
  answer = { card: cardOf(await loadWorkload('', module), module) };
} catch (error) {
  answer = { problem: describeError(error).message };
}
writeSync(3, JSON.stringify(answer));
process.exit(0);
