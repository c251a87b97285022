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
import { poolClaims } from './pools.ts';
import { publishedClaims } from './published.ts';
import { raceClaims } from './races.ts';
import { scaleClaims } from './scale.ts';
import { waitingClaims } from './waiting.ts';

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
  publishedClaims,
  poolClaims,
];

/** The claims of the Python guide and some published elsewhere, chapter by chapter. Each says for every runtime how it is checked there, or why not. */
export const claims: readonly Claim[] = chapters.flatMap(({ id }) =>
  groups.flat().filter(({ chapter }) => chapter === id),
);

/** Claims whose runs take a moment in that runtime. */
export const quickClaimsIn = (runtime: RuntimeId) => claims.filter(({ checks }) => checks[runtime]?.quick);
