// Computes in short parts, on one core; `cause`: while others want that core as well.
const { spawn } = require('node:child_process');

const others = process.argv[2] === 'cause' ? 6 : 0;
const burners = Array.from({ length: others }, () =>
  spawn('sh', ['-c', 'while kill -0 $PPID; do :; done'], { stdio: 'ignore' }),
);
process.on('exit', () => {
  for (const one of burners) one.kill('SIGKILL');
});

function work() {
  let sum = 0;
  for (let at = 0; at < 5e7; at++) sum += at;
  return sum;
}

let times = 0;
const timer = setInterval(() => {
  work();
  if (++times === 12) clearInterval(timer);
  if (times === 12) process.exit();
}, 50);
