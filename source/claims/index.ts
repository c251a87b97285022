import { usualRuntime } from '../catalog/runtimes/index.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import { blockingClaims } from './blocking.ts';
import { chapters } from './chapters.ts';
import { choosingClaims } from './choosing.ts';
import type { Claim } from './claim.ts';
import { computingClaims } from './computing.ts';
import { costClaims } from './costs.ts';
import { crossingClaims } from './crossing.ts';
import { freezingClaims } from './freezing.ts';
import { mixingClaims } from './mixing.ts';
import { raceClaims } from './races.ts';
import { scaleClaims } from './scale.ts';
import { waitingClaims } from './waiting.ts';

/** Why a runtime checks nothing yet. A claim that has a check for it says nothing of it. */
export const noEngine: Readonly<Partial<Record<RuntimeId, string>>> = {
  python: 'Heddle has no engine for Python yet',
};

const groups = [
  waitingClaims,
  blockingClaims,
  freezingClaims,
  raceClaims,
  computingClaims,
  crossingClaims,
  costClaims,
  scaleClaims,
  choosingClaims,
  mixingClaims,
];

/** The claims of the Python guide, chapter by chapter. Each says for every runtime how it is checked there, or why not. */
export const claims: readonly Claim[] = chapters.flatMap(({ id }) =>
  groups.flat().flatMap((claim) => (claim.chapter === id ? [withReasons(claim)] : [])),
);

/** The runtime in which claims are checked when nobody says. */
export const checkedIn: RuntimeId = usualRuntime.id;

/** Claims whose runs take a moment there. */
export const quickClaims = claims.filter((claim) => claim.checks[checkedIn]?.quick);

function withReasons(claim: Claim): Claim {
  const missing = Object.entries(noEngine).filter(([runtime]) => !(runtime in claim.checks));
  return { ...claim, unchecked: { ...Object.fromEntries(missing), ...claim.unchecked } };
}
