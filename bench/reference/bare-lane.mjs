import { parentPort } from 'node:worker_threads';
import { task } from './sum.mjs';

const send = (message) => (parentPort ? parentPort.postMessage(message) : process.send(message));
(parentPort ?? process).on('message', ({ share, numbers }) => {
  for (let i = 0; i < share; i++) task(numbers);
  send('done');
});
send('ready');
