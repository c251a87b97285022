// A server that speaks as much WebSocket as it takes to be sent words of up to 125 letters. It tells its port.
const { createHash } = require('node:crypto');
const { createServer } = require('node:http');

/** Until it is killed: whoever looks may come late. Where nobody kills it, it leaves the core to others after a minute. */
function hashPassword() {
  const end = Date.now() + 60_000;
  while (Date.now() < end);
}

const acceptOf = (key) =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** What a frame says in its first byte. */
const closes = 8;

/** Of a frame from a client: all of it is there, and masked by four bytes. */
const wordIn = (frame) => String(frame.subarray(6).map((byte, at) => byte ^ frame[2 + (at % 4)]));

const server = createServer((_, response) => response.end('ok'));
server.on('upgrade', (request, socket) => {
  socket.on('error', () => {});
  if (request.url === '/locked') return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
  const accept = `Sec-WebSocket-Accept: ${acceptOf(request.headers['sec-websocket-key'])}`;
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${accept}\r\n\r\n`,
  );
  socket.on('data', async (frame) => {
    if ((frame[0] & 15) === closes) return socket.end();
    const word = wordIn(frame);
    if (word === 'later') await new Promise((done) => setTimeout(done, 10));
    hashPassword();
    socket.write(Buffer.from([0x81, word.length, ...Buffer.from(word)]));
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.address().port}\n`));
