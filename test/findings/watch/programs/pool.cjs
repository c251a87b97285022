// A server that has a thread compute for each request; there is one, so that those that come at once wait for each other.
const { createServer } = require('node:http');
const { isMainThread } = require('node:worker_threads');
const { Piscina } = require('piscina');

module.exports = () => {
  for (const until = performance.now() + 50; performance.now() < until; );
};

if (isMainThread) {
  const pool = new Piscina({ filename: __filename, minThreads: 1, maxThreads: 1 });
  createServer((_, response) => {
    pool.run({}).then(() => response.end());
  }).listen(0, function () {
    console.log(`port ${this.address().port}`);
  });
}
