import type { DurableEngine, Where } from './decision.ts';

const temporal: DurableEngine = {
  name: 'Temporal',
  because: 'It records every finished step, and continues elsewhere after a crash.',
};
const bullmq: DurableEngine = {
  name: 'BullMQ',
  because: 'It keeps jobs in Redis until a worker on any machine has done them.',
};
const celery: DurableEngine = {
  name: 'Celery',
  because: 'It keeps jobs in a broker until a worker on any machine has done them.',
};
const dask: DurableEngine = {
  name: 'Dask',
  because: 'It distributes arrays and data frames over several machines.',
};
const ray: DurableEngine = {
  name: 'Ray',
  because: 'Its actors keep their state and can be called from any machine.',
};

/** Answers of the question `durable`, with the engine in Node.js and in Python. */
const engines: Readonly<Record<string, { node: DurableEngine; python: DurableEngine }>> = {
  jobs: { node: bullmq, python: celery },
  steps: { node: temporal, python: temporal },
  arrays: { node: bullmq, python: dask },
  actors: { node: bullmq, python: ray },
};

/** The engine that keeps work beyond its process; null where none is needed. */
export function durableEngine(durable: string | undefined, where: Where): DurableEngine | null {
  const found = durable === undefined ? undefined : engines[durable];
  if (!found) return null;
  if (where === 'node') return found.node;
  if (where !== 'any' || found.node === found.python) return found.python;
  // Without a runtime the task decides: queues exist in both, spread data and actors in Python.
  if (durable !== 'jobs') return found.python;
  return {
    name: `${found.node.name} or ${found.python.name}`,
    because: 'Both keep jobs in a queue outside your process.',
  };
}
