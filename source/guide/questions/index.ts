import type { Question } from '../question.ts';
import { bytes } from './bytes.ts';
import { cancel } from './cancel.ts';
import { connections } from './connections.ts';
import { cpu } from './cpu.ts';
import { cycles } from './cycles.ts';
import { durable } from './durable.ts';
import { goal } from './goal.ts';
import { io } from './io.ts';
import { isolation } from './isolation.ts';
import { jobs } from './jobs.ts';
import { length } from './length.ts';
import { library } from './library.ts';
import { memory } from './memory.ts';
import { mixed } from './mixed.ts';
import { peer } from './peer.ts';
import { quota } from './quota.ts';
import { runtime } from './runtime.ts';
import { scale } from './scale.ts';
import { state } from './state.ts';

/** In the order in which they are asked. The first three lead to a verdict alone; each one after them refines it. */
export const questions: readonly Question[] = [
  cpu,
  io,
  scale,
  jobs,
  runtime,
  cycles,
  mixed,
  library,
  connections,
  peer,
  length,
  bytes,
  state,
  isolation,
  memory,
  quota,
  cancel,
  goal,
  durable,
];
