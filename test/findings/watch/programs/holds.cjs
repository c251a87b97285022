// A server that starts a program for each request: `cause` waits for it in one call, `mended` lets the loop go on.
const { execFile, execFileSync } = require('node:child_process');
const { createServer, get } = require('node:http');

function resize() {
  execFileSync('sleep', ['0.3']);
}

const server = createServer((_, response) => {
  if (process.argv[2] === 'cause') {
    resize();
    response.end();
  } else execFile('sleep', ['0.3'], () => response.end());
}).listen(0, async () => {
  for (let at = 0; at < 4; at++) await ask();
  server.close();
});

const ask = () =>
  new Promise((answered) => {
    get({ port: server.address().port, path: '/resize', agent: false }, (response) =>
      response.resume().on('end', answered),
    );
  });
