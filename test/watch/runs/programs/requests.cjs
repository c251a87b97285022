// A server whose requests end, fail, wait and freeze in every way. It tells its port.
const { execFileSync } = require('node:child_process');
const { createServer, get } = require('node:http');

function hashPassword() {
  const end = Date.now() + 400;
  while (Date.now() < end);
}

async function login() {
  await null;
  await new Promise((done) => setImmediate(done));
  hashPassword();
}

/** Who waits in it, by the path of the request. */
const waiting = new Map();

const server = createServer(async (request, response) => {
  const { port } = server.address();
  const { pathname, search } = new URL(request.url, 'http://localhost');
  const end = () => response.end('ok');
  const ways = {
    '/handler': () => end(hashPassword()),
    '/await': async () => end(await login()),
    // In native code nobody can look at the stack.
    '/native': () => end(execFileSync('sleep', ['1'])),
    '/body': () => request.resume().on('end', () => end(hashPassword())),
    '/set-timer': () => setTimeout(() => end(hashPassword()), 1),
    '/broken': () => response.writeHead(503).end(),
    '/waits': () => waiting.set(search, end),
    '/events': () => response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
    '/calls': () => get({ port, path: '/waits?it' }, (answer) => answer.resume().on('end', end)),
    '/fetches': async () => end(await (await fetch(`http://127.0.0.1:${port}/waits?it`)).text()),
    '/go-on': () => end(waiting.get(search)?.()),
    '/native-soon': () => {
      end();
      const looks = setInterval(() => {
        if (waiting.size === 0) return;
        clearInterval(looks);
        execFileSync('sleep', ['1']);
      }, 1);
    },
    '/cron': () => {
      end();
      setInterval(hashPassword, 600);
    },
  };
  await (ways[pathname] ?? end)();
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
