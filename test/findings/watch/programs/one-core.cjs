// A server that computes for some milliseconds for each request: those that come at once wait for each other.
const { createServer } = require('node:http');

createServer((_, response) => {
  for (const until = Date.now() + 5; Date.now() < until; );
  response.end();
}).listen(0, function () {
  console.log(`port ${this.address().port}`);
});
