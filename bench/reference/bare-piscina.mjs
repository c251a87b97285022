// The same number of empty tasks through piscina alone: one message each way a task.
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

const [tasks, threads] = process.argv.slice(2).map(Number);
const pool = new Piscina({
  filename: fileURLToPath(new URL('./noop-worker.mjs', import.meta.url)),
  minThreads: threads,
  maxThreads: threads,
});
await Promise.all(Array.from({ length: threads }, () => pool.run()));
const began = performance.now();
await Promise.all(Array.from({ length: tasks }, () => pool.run()));
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ tasksPerSecond: tasks / seconds }));
await pool.destroy();
