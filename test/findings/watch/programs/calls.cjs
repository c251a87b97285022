// A server that asks another one: six times in turn, six times at once, once for long, or not at all.
const { createServer, get } = require('node:http');
const { setTimeout: after } = require('node:timers/promises');

const ways = {
  async turn(of) {
    for (let at = 0; at < 6; at++) await ask(of, '/quick');
  },
  once: (of) => Promise.all(Array.from({ length: 6 }, () => ask(of, '/quick'))),
  upstream: (of) => ask(of, '/slow'),
  own: () => after(400),
};

const other = createServer(async (request, response) => {
  await after(request.url === '/slow' ? 400 : 80);
  response.end();
}).listen(0, () => server.listen(0, begin));

const server = createServer(async (_, response) => {
  await ways[process.argv[2]](other);
  response.end();
});

async function begin() {
  for (let at = 0; at < 4; at++) await ask(server, '/report');
  server.close();
  other.close();
}

const ask = (of, path) =>
  new Promise((answered) => {
    get({ port: of.address().port, path, agent: false }, (response) => response.resume().on('end', answered));
  });
