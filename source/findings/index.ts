import type { Session } from '../session/state.ts';
import { type Outline, outline } from '../session/summary.ts';
import { type Finding, type Found, type Rule, severities } from './finding.ts';
import { aboutResults, aboutSpeed, rules } from './rules/index.ts';
import { noisyMachine } from './rules/noisy-machine.ts';
import { advice } from './step.ts';

const known = new WeakMap<Session, readonly Finding[]>();

/**
 * What a run shows, the most severe first, but a busy machine before what it makes doubtful; looked for once per session.
 * Cheap enough for every sample of a run: it reads the figures of a session, and of its tasks only those near the last
 * change.
 */
export function findingsOf(session: Session, summary?: Outline): readonly Finding[] {
  let findings = known.get(session);
  if (!findings) {
    findings = find(session, summary ?? outline(session));
    known.set(session, findings);
  }
  return findings;
}

function find(session: Session, summary: Outline): readonly Finding[] {
  const evidence = { session, summary };
  const found = new Map<string, Found>();
  for (const rule of rules) {
    const finding = rule.find(evidence);
    if (finding) found.set(rule.id, finding);
  }
  const { done, failed } = session.tasks.counts;
  const wrong = aboutResults.some(({ id }) => found.has(id)) || (done === 0 && failed > 0);
  const told = rules
    .filter((rule) => !(wrong && aboutSpeed.includes(rule)))
    .filter(({ id, unless = [] }) => found.has(id) && !unless.some((other) => found.has(other)));
  const busy = told.includes(noisyMachine);
  return told
    .filter(({ underLoad }) => !(busy && underLoad === 'silent'))
    .map((rule) => ({
      rank: busy ? rankUnderLoad(rule) : 0,
      finding: inLight(rule, found.get(rule.id)!, busy),
    }))
    .sort(
      (a, b) =>
        a.rank - b.rank || severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity),
    )
    .map(({ finding }) => finding);
}

/** That the machine is busy comes before all that this makes doubtful. */
function rankUnderLoad(rule: Rule): number {
  if (rule.underLoad === 'holds') return 0;
  return rule === noisyMachine ? 1 : 2;
}

/** The finding as far as it can be trusted: what others may have caused is no reason to change the model or a size. */
function inLight({ underLoad }: Rule, finding: Found, busy: boolean): Finding {
  if (!busy || underLoad !== 'doubtful') return { ...finding, doubtful: false };
  const again = advice({ kind: 'again' }, ' when the machine is quiet, to see whether this is true');
  return { ...finding, ...again, severity: 'note', doubtful: true };
}
