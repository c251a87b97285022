/** A thread for calls that block: does those it is sent, one after another, and answers how long each took. */
import { parentPort } from 'node:worker_threads';
import { type BlockingCall, holdThread } from '../helpers/hold-thread.ts';

parentPort!.on('message', (call: BlockingCall) => parentPort!.postMessage(holdThread(call)));
