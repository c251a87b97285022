/** An HTTP server in a process of its own: answers each request after `ms` milliseconds with `bytes` bytes. */
import { createServer } from 'node:http';

/** Thousands connect in the same moment; the kernel caps this at its own limit (net.core.somaxconn). */
const backlog = 65_535;

const [ms = 0, bytes = 0] = process.argv.slice(2).map(Number);
const body = Buffer.alloc(bytes, 'x');

const server = createServer((_request, response) => {
  setTimeout(() => response.end(body), ms);
});
server.listen({ port: 0, host: '127.0.0.1', backlog }, () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(address.port);
});
// Without the engine there is nobody to serve.
process.on('disconnect', () => process.exit());
