// A server that says what it was asked for, ends when it is told to, and has a path that freezes it for as long as a file is there.
const { existsSync } = require('node:fs');
const { createServer } = require('node:http');

function waitsFor(file) {
  while (existsSync(file));
}

const asked = [];
const ports = process.argv.slice(2).map(Number);
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    if (url.startsWith('/asked')) return response.end(JSON.stringify(asked));
    asked.push({
      method,
      url,
      body,
      type: headers['content-type'] ?? null,
      from: request.socket.remoteAddress,
    });
    if (url.startsWith('/freezes')) waitsFor(decodeURIComponent(url.split('?')[1]));
    if (url === '/fails') response.statusCode = 503;
    response.end('ok');
    if (url === '/ends') process.exit(7);
  });
});
server.listen(ports[0] ?? 0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
