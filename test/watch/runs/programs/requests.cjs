// A server whose requests end, fail, wait and freeze in every way. It tells its port.
const { readFileSync } = require('node:fs');
const { createServer, get } = require('node:http');

/** Until it is killed: whoever looks may come late. Where nobody kills it, it leaves the core to others after a minute. */
function hashPassword() {
  const end = Date.now() + 60_000;
  while (Date.now() < end);
}

/** In native code, where nobody can look at the stack, until the file is let go. */
function blocks(search) {
  return String(readFileSync(decodeURIComponent(search.slice(1))));
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
    '/handler': hashPassword,
    '/await': login,
    '/native': () => end(blocks(search)),
    '/body': () => request.resume().on('end', hashPassword),
    '/set-timer': () => setTimeout(hashPassword, 1),
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
        blocks(search);
      }, 1);
    },
    '/cron': () => {
      end();
      setInterval(() => response.writableFinished && hashPassword(), 1);
    },
  };
  await (ways[pathname] ?? end)();
});
server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
