import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { OtherThreadsProbe } from '../../source/telemetry/probes/other-threads.ts';
import { ProcessProbe } from '../../source/telemetry/probes/usage.ts';
import { hasProc } from '../helpers/processes.ts';
import { interpreters } from '../helpers/python.ts';

/** Computes for 60 ms of its own each time it is told to, and says when that is over. */
const code = `
const { parentPort } = require('node:worker_threads');
const { threadCpuUsage } = process;
parentPort.on('message', () => {
  for (const { user } = threadCpuUsage(); threadCpuUsage().user - user < 60e3; );
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');
`;

test.runIf(hasProc && process.threadCpuUsage)(
  'a thread that comes later is told, and what it uses from then on',
  async () => {
    const probe = new OtherThreadsProbe(process.pid, true);
    onTestFinished(() => probe.close());
    const before = probe.sample(0, new Set(), true)!;
    const worker = new Worker(code, { eval: true });
    onTestFinished(async () => void (await worker.terminate()));
    await once(worker, 'message');
    const started = probe.sample(100, new Set(), true)!;
    expect(started.threads - before.threads).toBe(1);
    expect([started.busy, started.cpuMs]).toEqual([0, 0]);
    worker.postMessage('go');
    await once(worker, 'message');
    const after = probe.sample(200, new Set(), false)!;
    expect(after.busy).toBe(1);
    expect(after.cpuMs).toBeGreaterThan(50);
  },
);

/** Python computes in threads that live for 2 ms each, eight at a time, until 400 ms are used up; then it waits. */
const brief = `
import hashlib, sys, threading, time
sys.stdin.readline()
used = time.process_time()
while time.process_time() - used < 0.4:
    threads = [threading.Thread(target=hashlib.pbkdf2_hmac, args=('sha256', b'a' * 9000, b'b', 2000)) for _ in range(8)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
print('done', flush=True)
sys.stdin.readline()
`;

test.runIf(hasProc && interpreters[0])(
  'threads that end before anybody looks count with what they used',
  async () => {
    const child = spawn(interpreters[0]!.path, ['-c', brief], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill());
    const pid = child.pid!;
    const [whole, probe] = [new ProcessProbe(pid, 'lane'), new OtherThreadsProbe(pid, false)];
    onTestFinished(() => {
      whole.close();
      probe.close();
    });
    whole.sample(0, null, 'no');
    const lanes = new Set<number>();
    expect(probe.sample(0, lanes, true, whole.endedThreadsMs)?.cpuMs).toBe(0);
    child.stdin.write('go\n');
    await once(child.stdout, 'data');
    // A thread that was joined may still be on its way out.
    while (readdirSync(`/proc/${pid}/task`).length > 1) await setImmediate();
    whole.sample(100, null, 'no');
    const after = probe.sample(100, lanes, false, whole.endedThreadsMs)!;
    expect(after.threads).toBe(0);
    expect(after.cpuMs).toBeGreaterThan(200);
  },
);

test.runIf(hasProc)('what is a lane is none of them', () => {
  const probe = new OtherThreadsProbe(process.pid, false);
  onTestFinished(() => probe.close());
  const all = probe.sample(0, new Set(), true)!;
  expect(all.threads).toBeGreaterThan(0);
  const lanes = new Set(readdirSync(`/proc/${process.pid}/task`).map(Number));
  expect(probe.sample(100, lanes, false)?.threads).toBe(0);
});

test('of a process that is no more nothing is told', () => {
  expect(new OtherThreadsProbe(2 ** 22 + 1, true).sample(0, new Set(), true)).toBeNull();
});
