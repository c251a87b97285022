/** A server that does nothing but answer: what watching costs is most of what it does. Tells its port. */
import { createServer } from 'node:http';

const server = createServer((_, response) => response.end('{"ok":true}'));
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${server.address().port}\n`));
