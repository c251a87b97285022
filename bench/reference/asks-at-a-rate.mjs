/**
 * Asks the server at a port so many times a second, whether it has answered what came before or not, and tells its parent,
 * whenever that asks, how long the answers took since it asked last: in milliseconds from when each request was due.
 */
import { connect } from 'node:net';

const [port, perSecond, connections] = process.argv.slice(2).map(Number);
const periodMs = 1000 / perSecond;
let tookMs = [];
const idle = [];
const waiting = [];

for (let one = 0; one < connections; one++) {
  const socket = connect(port, '127.0.0.1');
  const lane = { socket, dueMs: 0 };
  socket.on('data', () => {
    tookMs.push(performance.now() - lane.dueMs);
    const next = waiting.shift();
    if (next === undefined) idle.push(lane);
    else ask(lane, next);
  });
  idle.push(lane);
}

function ask(lane, dueMs) {
  lane.dueMs = dueMs;
  lane.socket.write('GET /users/7 HTTP/1.1\r\nhost: a\r\n\r\n');
}

let dueMs = performance.now();
setInterval(() => {
  for (; dueMs <= performance.now(); dueMs += periodMs) {
    const lane = idle.pop();
    if (lane === undefined) waiting.push(dueMs);
    else ask(lane, dueMs);
  }
}, 1);

process.on('message', () => {
  process.send(tookMs);
  tookMs = [];
});
