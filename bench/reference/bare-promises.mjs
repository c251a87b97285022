// The same number of empty async functions under Promise.all alone.
const tasks = Number(process.argv[2]);
const noop = async () => {};
const began = performance.now();
const pending = [];
for (let i = 0; i < tasks; i++) pending.push(noop(i));
await Promise.all(pending);
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ tasksPerSecond: tasks / seconds }));
