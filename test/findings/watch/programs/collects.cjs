// A program that is made to collect for six seconds: `cause` ten times a second, with much alive that each collection visits.
const [kept, everyMs] = process.argv[2] === 'cause' ? [1_500_000, 100] : [10, 2000];
const all = Array.from({ length: kept }, (_, at) => ({ at, text: { at } }));
const timer = setInterval(() => global.gc(), everyMs);
setTimeout(() => clearInterval(timer) ?? all.length, 6000);
