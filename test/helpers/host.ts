/**
 * A host in a process of its own, to be killed: launches the plan in its first argument and passes on every event
 * on standard output, a line each.
 */
import { engineFor } from '../../source/launch/engine.ts';
import { encode } from '../../source/protocol/decode.ts';

engineFor(JSON.parse(process.argv[2]!)).start((event) => process.stdout.write(encode(event)));
