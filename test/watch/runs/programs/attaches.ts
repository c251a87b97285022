/** A Heddle that attaches to a process, says so or why not, and stays until it is killed. */
import { Attached } from '../../../../source/watch/attach/attached.ts';

const ignore = () => {};
const pid = Number(process.argv[2]);
const attaching = Attached.attach({ pid, onEvent: ignore, onBroken: ignore, onWaiting: ignore, yes: false });
console.log(
  await attaching.then(
    () => 'attached',
    (error: Error) => error.message,
  ),
);
setInterval(ignore, 1000);
