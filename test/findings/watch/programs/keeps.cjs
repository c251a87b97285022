// A program that makes two megabytes of objects each second of which `cause` keeps all, and collects.
const kept = [];
const timer = setInterval(() => {
  const more = Array.from({ length: 40_000 }, (_, at) => ({ at, and: [at] }));
  if (process.argv[2] === 'cause') kept.push(more);
  global.gc();
}, 500);
setTimeout(() => clearInterval(timer), 16_000);
