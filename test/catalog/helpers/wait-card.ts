import { makePlan } from '../../../source/catalog/make-plan.ts';
import type { Room } from '../../../source/catalog/room.ts';
import type { Choice } from '../../../source/catalog/wish.ts';
import type { WorkloadCard } from '../../../source/catalog/workloads.ts';
import { accepted } from '../../../source/command-line/usage-error.ts';

/** A workload with a parameter of each kind, that one model cannot run. */
export const card: WorkloadCard = {
  runtime: 'node',
  id: 'wait',
  title: 'Wait',
  shows: '',
  kind: 'cpu',
  parameters: {
    ms: { type: 'number', title: 'each waits', unit: 'ms', default: 400, min: 0, max: 600 },
    files: { type: 'number', title: 'files', unit: '', default: 3, min: 1, max: 9, integer: true },
    mode: { type: 'choice', title: 'how', choices: ['fast', 'careful'], default: 'fast' },
  },
  tasks: 24,
  bodies: ['blocking', 'cooperative'],
  parts: [],
  refuses: { processes: 'it shares memory' },
  judgedBy: null,
  module: null,
  export: null,
};
export const room: Room = { effectiveCores: 2, availableMemoryBytes: 1e9 };

/** What a choice comes to, for that workload or one that differs in part; throws what is wrong with it. */
export const plan = (choice: Choice, part: Partial<WorkloadCard> = {}) =>
  accepted(makePlan(choice, { ...card, ...part }, room));
