// A server that thirty clients leave: `cause` never closes its side.
const { connect, createServer } = require('node:net');
const { setTimeout: after } = require('node:timers/promises');

const server = createServer({ allowHalfOpen: process.argv[2] === 'cause' }, (socket) =>
  socket.resume(),
).listen(0, begin);

async function begin() {
  await after(3000);
  for (let at = 0; at < 30; at++) connect(server.address().port).resume().end();
  await after(5000);
  process.exit();
}
