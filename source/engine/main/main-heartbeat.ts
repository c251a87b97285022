import { beatPeriodMs } from '../../protocol/units.ts';
import type { Clock } from '../../telemetry/clock.ts';
import { beatRing, startHeartbeat } from '../../telemetry/heartbeat.ts';
import type { MemoryRecorder } from '../../telemetry/recorder.ts';
import type { SharedTable } from '../../telemetry/shared-table.ts';
import type { Cancellation } from '../lane/cancellation.ts';
import type { Lane } from '../lane/lane.ts';

type Options = {
  recorder: MemoryRecorder;
  cancellation: Cancellation;
  clock: Clock;
  telemetry: boolean;
  main: Lane;
};

/** Opens the main loop as a lane and starts its heartbeat. Returns what stops it. */
export function startMainHeartbeat(table: SharedTable, options: Options): () => void {
  // The process's main thread has the process's number.
  options.recorder.open(process.platform === 'linux' ? process.pid : 0, beatPeriodMs);
  const onCollected = () => options.main.memory?.look();
  return startHeartbeat({ ...options, periodMs: beatPeriodMs, onBeat: beatRing(table), onCollected });
}
