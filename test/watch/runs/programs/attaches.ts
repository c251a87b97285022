/** A Heddle that attaches to a process, says what it waits for, and that it has or why not, and stays until it is killed. */
import { Attached } from '../../../../source/watch/attach/attached.ts';

const ignore = () => {};
const [pid, runtime = 'node'] = process.argv.slice(2);
const attaching = Attached.attach({
  ...{ pid: Number(pid), runtime: runtime as 'node' | 'python', yes: process.argv.includes('--yes') },
  ...{ onEvent: ignore, onBroken: ignore, onWaiting: console.log },
});
console.log(
  await attaching.then(
    () => 'attached',
    (error: Error) => error.message,
  ),
);
setInterval(ignore, 1000);
