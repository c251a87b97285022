// A server that one request freezes. It tells its port, and ends with the code that it is asked to.
const { createServer } = require('node:http');

function hashPassword(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/login') hashPassword(Number(url.searchParams.get('ms') ?? 400));
  response.end('ok');
  if (url.pathname === '/end') process.exit(Number(url.searchParams.get('code')));
}).listen(0, function () {
  console.log(`port ${this.address().port}`);
});
