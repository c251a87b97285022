// A server that answers well, and with 500 where it is asked to. Its first answers are given as soon as it listens.
const { createServer, get } = require('node:http');

createServer((request, response) => {
  response.statusCode = request.url === '/fail' ? 500 : 200;
  response.end();
}).listen(0, function () {
  const { port } = this.address();
  for (let at = 0; at < 20; at++) get({ port, path: '/', agent: false }, (response) => response.resume());
  console.log(`port ${port}`);
});
