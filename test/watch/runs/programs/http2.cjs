// A server of HTTP/2 without encryption that tells its port.
const { createServer } = require('node:http2');

/** Until it is killed: whoever looks may come late. Where nobody kills it, it leaves the core to others after a minute. */
function hashPassword() {
  const end = Date.now() + 60_000;
  while (Date.now() < end);
}

const server = createServer(async (request, response) => {
  if (request.url.startsWith('/waits')) return;
  if (request.url === '/events') return response.writeHead(200).write('data: 1\n\n');
  if (request.url === '/login') {
    await new Promise((done) => setTimeout(done, 10));
    hashPassword();
  }
  response.statusCode = request.url === '/broken' ? 503 : 200;
  response.end('ok');
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.address().port}\n`));
