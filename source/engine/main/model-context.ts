import { bodyFor, modelCard } from '../../catalog/models.ts';
import type { RunEvent } from '../../protocol/events.ts';
import { roundMs } from '../../protocol/units.ts';
import { nameOfLane } from '../../telemetry/lane-watch.ts';
import type { Cancellation } from '../lane/cancellation.ts';
import type { ModelContext } from '../models/model.ts';
import type { TableAt } from './create-table.ts';

type Parts = Pick<
  ModelContext,
  'plan' | 'card' | 'shared' | 'main' | 'collector' | 'clock' | 'originMs' | 'telemetry'
> & { readonly cancellation: Cancellation; readonly emit: (event: RunEvent) => void };

/** What a model is given: parts of the run, and what follows from them. */
export function modelContext(
  { cancellation, emit, ...parts }: Parts,
  { table, file, laneKinds }: TableAt,
): ModelContext {
  return {
    ...parts,
    body: bodyFor(modelCard(parts.plan), parts.card),
    table,
    file,
    get cancelled() {
      return cancellation.requested || table.cancelled;
    },
    get stopped() {
      return cancellation.requested || table.stopped;
    },
    onCancel: (callback) => cancellation.onRequest(callback),
    laneCrashed: (lane, reason) =>
      emit({
        type: 'lane',
        atMs: roundMs(parts.clock()),
        lane,
        name: nameOfLane(lane, laneKinds[lane]!),
        kind: laneKinds[lane]!,
        pid: table.lanes[lane]!.pid,
        state: 'crashed',
        reason,
      }),
  };
}
