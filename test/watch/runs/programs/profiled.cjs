// A server that computes for 20 ms each time it is asked, or reads a file in a call of native code. It prints its port.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');

function computes(ms) {
  const end = Date.now() + ms;
  let sum = 0;
  while (Date.now() < end) sum += Math.sqrt(sum + 1);
  return sum;
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/reads') readFileSync(url.searchParams.get('file'));
  else if (url.pathname === '/end') process.exit(3);
  else computes(Number(url.searchParams.get('ms') ?? 20));
  response.end('ok');
}).listen(0, function () {
  console.log(`port ${this.address().port}`);
});
