// A worker thread or a child process of bare-model.mjs: loads the file, then works off one message per task.
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { load } from './bare-model.mjs';

const { file, name, items } = isMainThread ? JSON.parse(process.argv[2]) : workerData;
const work = await load(file, name, items);
const say = isMainThread ? (what) => process.send(what) : (what) => parentPort.postMessage(what);

const perform = async (index) => {
  try {
    say({ result: await work(index) });
  } catch (error) {
    say({ error: String(error) });
  }
};
if (isMainThread) process.on('message', perform);
else parentPort.on('message', perform);
say('ready');
