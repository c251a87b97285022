import { getEnvironmentData } from 'node:worker_threads';
import { createClock } from '../telemetry/clock.ts';
import { lanePeriodMs, startHeartbeat } from '../telemetry/heartbeat.ts';
import { threadId } from '../telemetry/probes/this-thread.ts';
import { MemoryRecorder } from '../telemetry/recorder.ts';
import { SharedTable } from '../telemetry/shared-table.ts';
import { mostLanes, tableName } from './messages.ts';
import { observeRequests } from './requests.ts';
import { ownTable } from './thread-requests.ts';

/** What a thread of the program finds: the memory of its process, and the origin of its times. */
export type TableData = {
  readonly buffer: SharedArrayBuffer;
  readonly originMs: number;
  /** See thread-requests.ts. */
  readonly requests: SharedArrayBuffer;
};

/** Nobody watches for freezes of a thread's loop: its beats tell how busy it is, four times a second. */
const restMs = 100;

/** Makes the calling thread a lane of its process, if that is observed and has a lane left. */
export function observeThread(): void {
  const data = getEnvironmentData(tableName) as TableData | undefined;
  if (!data) return;
  const table = new SharedTable(mostLanes, 0, data.buffer);
  const lane = table.lanes.findIndex((record, number) => number > 0 && record.claim());
  if (lane < 0) return;
  const recorder = new MemoryRecorder(table, lane);
  const periodMs = lanePeriodMs(1);
  recorder.open(threadId(), periodMs);
  const clock = createClock(data.originMs);
  const requests = observeRequests({ clock, ...ownTable(data.requests, lane, clock()) });
  const cancellation = { requested: false, request: stop };
  const stopHeartbeat = startHeartbeat({
    ...{ recorder, cancellation, periodMs, clock },
    ...{ restMs, telemetry: true, keepsAlive: false },
  });
  process.on('exit', stop);

  function stop(): void {
    cancellation.requested = true;
    stopHeartbeat();
    requests.stop();
    process.off('exit', stop);
    table.lanes[lane]!.close();
  }
}
