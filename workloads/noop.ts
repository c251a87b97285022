import type { Workload } from '../source/protocol/workload.ts';

export default {
  id: 'noop',
  title: 'Nothing',
  shows: 'empty tasks: they show what it costs to hand out a task',
  kind: 'cpu',
  tasks: 100_000,
  blocking() {},
  async cooperative() {},
} satisfies Workload;
