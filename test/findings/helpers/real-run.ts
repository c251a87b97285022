import type { Finding } from '../../../source/findings/finding.ts';
import { findingsOf } from '../../../source/findings/index.ts';
import type { Plan } from '../../../source/protocol/plan.ts';
import { runPlan } from '../../helpers/run-plan.ts';

/** What all rules together find in a real run that came to its end, by rule. */
export async function findingsIn(part: Partial<Plan>): Promise<Map<string, Finding>> {
  const { session } = await runPlan(part);
  return new Map(findingsOf(session).map((finding) => [finding.rule, finding]));
}
