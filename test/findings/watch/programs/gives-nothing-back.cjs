// A server with a pool of two, which nobody gives anything back to; and with streams, whose answers begin and go on.
const { createServer } = require('node:http');

let free = 2;
const taken = () => (free-- > 0 ? Promise.resolve() : new Promise(() => {}));

createServer(async ({ url }, response) => {
  if (url === '/stream') return response.write('data: 1\n\n');
  await taken();
  response.end();
}).listen(0, function () {
  console.log(`port ${this.address().port}`);
});
