// Two threads, each with a server of its own that tells its port.
const { isMainThread, Worker } = require('node:worker_threads');
const { createServer, get } = require('node:http');

if (isMainThread) for (let thread = 0; thread < 2; thread++) new Worker(__filename);
else {
  const server = createServer((request, response) => {
    if (request.url === '/waits') return;
    if (request.url === '/ends') process.exit();
    if (request.url === '/calls') get({ port: server.address().port, path: '/waits' }).on('error', () => {});
    else response.end('ok');
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.address().port}\n`));
}
