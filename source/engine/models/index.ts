import type { ModelId } from '../../protocol/plan.ts';
import type { CreateModel } from './model.ts';

/** A model's code is loaded when it is run: no run pays for the others. */
export const loadModel: Readonly<Partial<Record<ModelId, () => Promise<{ createModel: CreateModel }>>>> = {
  sequential: () => import('./sequential.ts'),
  async: () => import('./async.ts'),
  threads: () => import('./threads.ts'),
  processes: () => import('./processes.ts'),
  hybrid: () => import('./hybrid.ts'),
};
