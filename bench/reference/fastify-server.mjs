/** The same in Fastify. */
import Fastify from 'fastify';

const app = Fastify();
app.get('/users/:id', async (request) => ({ id: request.params.id }));
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`port ${new URL(address).port}\n`);
