/**
 * A host in a process of its own, to be killed: launches the plan in its first argument and passes on every event
 * on standard output, a line each. A second argument: how many descriptors it leaves the launch.
 */
import { closeSync, openSync } from 'node:fs';
import { engineFor } from '../../source/launch/engine.ts';
import { encode } from '../../source/protocol/decode.ts';

const [, , plan, left] = process.argv;
if (left !== undefined) takeDescriptors(Number(left));
engineFor(JSON.parse(plan!)).start((event) => process.stdout.write(encode(event)));

function takeDescriptors(allBut: number): void {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    for (const fd of taken.slice(0, allBut)) closeSync(fd);
  }
}
