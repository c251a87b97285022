// A server whose loop one request holds for three seconds.
const { createServer } = require('node:http');

createServer((request, response) => {
  if (request.url === '/hold') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
  response.end();
  if (request.url === '/end') process.exit();
}).listen(0, function () {
  console.log(`port ${this.address().port}`);
});
