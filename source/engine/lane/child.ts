/** A child process of the pool: one lane. */

import { atPlace } from '../../looks/place.ts';
import { createClock } from '../../telemetry/clock.ts';
import { lanePeriodMs, startHeartbeat } from '../../telemetry/heartbeat.ts';
import { FileRecorder } from '../../telemetry/recorder.ts';
import { tableLayout } from '../../telemetry/table-layout.ts';
import { Cancellation } from './cancellation.ts';
import { type FromChild, type ToChild, tableFd } from './child-messages.ts';
import { describeError } from './failure.ts';
import { readInputs } from './inputs.ts';
import { Lane } from './lane.ts';
import { LaneReporter } from './lane-reporter.ts';
import { Turns } from './turn.ts';
import { bodyOf, importWorkload, partsOf } from './workload-module.ts';

const parent = process.ppid;
const send = (message: FromChild) => process.send!(message);

let work: ((from: number, to: number) => Promise<void>) | null = null;
let tellKept: (() => void) | null = null;

process.on('message', (message: ToChild) => {
  if (message.type === 'start') void start(message);
  else if (message.type === 'kept') tellKept?.();
  else void work?.(message.from, message.to);
});
process.on('uncaughtException', (error) => {
  const { name, message, place } = describeError(error);
  console.error(error);
  process.send!(
    {
      type: 'dying',
      message: `its process ended over an error that your code did not catch: ${name}: ${message}${atPlace(place)}`,
    } satisfies FromChild,
    () => process.exit(1),
  );
});
// Without a parent there is nobody to work for.
process.on('disconnect', () => process.exit());

async function start({
  plan,
  body,
  shared,
  originMs,
  telemetry,
  lane,
  lanes,
}: Extract<ToChild, { type: 'start' }>) {
  const clock = createClock(originMs);
  const recorder = new FileRecorder(tableFd, tableLayout(lanes, plan.tasks), lane);
  const cancellation = new Cancellation();
  const reporter = new LaneReporter({ send, from: 'process', clock, recorder });
  try {
    const exported = await importWorkload(plan);
    const runner = new Lane({
      plan,
      body: bodyOf(exported, body),
      parts: partsOf(exported),
      shared,
      inputs: await readInputs(plan.inputs),
      recorder,
      reporter,
      cancellation,
      clock,
    });
    const turns = new Turns(clock);
    work = async (from, to) => {
      for (let task = from; task < to && !recorder.stopped; task++) {
        const pending = runner.run(task);
        if (pending) await pending;
        if (!turns.due) continue;
        // The engine may have been killed while a task held this loop.
        if (process.ppid !== parent) process.exit();
        await turns.turn();
      }
      reporter.flush();
      send({ type: 'done' });
    };
    const periodMs = lanePeriodMs(lanes - 1);
    // A process's main thread has the process's number.
    recorder.open(process.platform === 'linux' ? process.pid : 0, periodMs);
    if (telemetry) runner.watchMemory();
    const onCollected = () => runner.memory?.look();
    startHeartbeat({ recorder, cancellation, clock, periodMs, telemetry, onCollected });
    tellKept = () => send({ type: 'kept', kept: runner.memory?.tell() ?? null });
    send({ type: 'ready' });
  } catch (error) {
    send({ type: 'unfit', message: describeError(error).message });
  }
}
