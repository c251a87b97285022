/** A Heddle that attaches to a process, says so, and stays until it is killed. */
import { Attached } from '../../../../source/watch/attach/attached.ts';

const ignore = () => {};
const pid = Number(process.argv[2]);
await Attached.attach({ pid, onEvent: ignore, onBroken: ignore, onWaiting: ignore, yes: false });
console.log('attached');
setInterval(ignore, 1000);
