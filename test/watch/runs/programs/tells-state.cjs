// A server that tells what is in its process, and can be frozen. It prints its port.
const { existsSync } = require('node:fs');
const { createServer } = require('node:http');
const inspector = require('node:inspector');
const { getEnvironmentData } = require('node:worker_threads');

function hashPassword(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

function waitsFor(file) {
  while (!existsSync(file));
}

const state = () => ({
  symbols: Object.getOwnPropertySymbols(globalThis).map(String),
  names: Object.getOwnPropertyNames(globalThis).length,
  exitListeners: process.listenerCount('exit'),
  table: getEnvironmentData('heddle.table') ?? null,
  timers: process.getActiveResourcesInfo().filter((name) => /Time|Message|Worker/.test(name)),
  inspector: inspector.url() ?? null,
});

createServer((request, response) => {
  response.setHeader('connection', 'close');
  const url = new URL(request.url, 'http://localhost');
  const until = url.searchParams.get('until');
  if (url.pathname === '/login' && until === null) hashPassword(Number(url.searchParams.get('ms')));
  else if (url.pathname === '/login') waitsFor(until);
  if (url.pathname === '/end') process.exit(Number(url.searchParams.get('code')));
  response.end(JSON.stringify(state()));
}).listen(0, function () {
  console.log(`port ${this.address().port}`);
});
