/**
 * A host in a process of its own, to be killed: launches the plan in its first argument and passes on every event
 * on standard output, a line each.
 */
import { launch } from '../../source/launch/launch.ts';
import { encode } from '../../source/protocol/decode.ts';

const run = launch(JSON.parse(process.argv[2]!), (event) => process.stdout.write(encode(event)));
await run.ended;
