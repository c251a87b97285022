// A program that starts another one of a kind that nobody can look into; `mended` starts one of its own kind.
const { spawn } = require('node:child_process');
if (process.argv[2] === 'cause') spawn('sleep', ['3']);
else spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)']);
