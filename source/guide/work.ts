import { formOf, isSerial } from '../catalog/models.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Work } from './decision.ts';
import { computesBehind, inLibuv, traitsOf } from './lanes.ts';
import type { Known } from './question.ts';

/** What a program in that model has to show of the work that was described. */
export function workOf(model: ModelId, known: Known): Work {
  return {
    does: doesOf(model, known),
    shares: known.state === 'some' && !isSerial(traitsOf(model)),
  };
}

function doesOf(model: ModelId, known: Known): Work['does'] {
  const { cpu, cycles, scale, library, mixed } = known;
  if (formOf(traitsOf(model)) === 'loop') return inLibuv(known) ? 'hashes' : 'waits';
  if (computesBehind(known)) {
    return cpu === 'yes' && (cycles === 'native' || cycles === 'libuv') ? 'hashes' : 'computes';
  }
  const blocks = scale === 'few' || scale === 'legacy' || library === 'no' || mixed === 'blocking';
  return blocks ? 'blocks' : 'computes';
}
