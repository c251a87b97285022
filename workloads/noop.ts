import type { Workload } from '../source/protocol/workload.ts';

export default {
  id: 'noop',
  title: 'Nothing',
  shows: 'tasks that do nothing: all that is left is what handing them out costs',
  kind: 'cpu',
  tasks: 100_000,
  blocking() {},
  async cooperative() {},
} satisfies Workload;
