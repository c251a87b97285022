import { names } from '../catalog/refusal.ts';
import type { Found } from '../findings/finding.ts';
import { findingsOf } from '../findings/index.ts';
import { type Change, withHow } from '../findings/step.ts';
import type { Session } from '../session/state.ts';
import { wrap } from './wrap.ts';

/**
 * What was seen, why it matters, and what to do next, wrapped. What is well needs no reason. `indent`: what stands
 * before the first row of all, and before the others.
 */
export function findingLines(session: Session, indent: Indent): string[] {
  return linesOf(findingsOf(session), indent);
}

type Indent = { readonly first: string; readonly rest: string };

/** The same of any findings. */
export function linesOf(
  findings: readonly (Found & { readonly doubtful?: boolean })[],
  indent: Indent,
): string[] {
  const lines = findings.flatMap((finding) => {
    const { severity, doubtful = false, saw, why, next, step } = finding;
    const told = [
      `${severity}${doubtful ? ' (may be wrong: the machine was busy)' : ''}: ${saw}`,
      ...(severity === 'good' ? [] : [why]),
    ];
    const lines = [...told, `→ ${withHow(finding, optionsOf)}`].flatMap((line) => wrap(line, indent.rest));
    // A command is there to be copied: it has a line of its own where the words do not say it.
    return step?.kind === 'command' && !next.includes(step.command)
      ? [...lines, `${indent.rest}  ${step.command}`]
      : lines;
  });
  return lines.map((line, at) => (at === 0 ? indent.first + line.slice(indent.rest.length) : line));
}

/** The options of `heddle run` that make a change; null where it needs none. */
export function optionsOf(step: Change): string | null {
  switch (step.kind) {
    case 'again':
      return null;
    case 'model':
      return `--model ${step.model}`;
    case 'at-once':
      return option('concurrency', step.to);
    case 'pool':
      return option('poolThreads', step.to);
    case 'libuv-threads':
      return option('libuvThreads', step.to);
    case 'tasks': {
      const tasks = option('tasks', step.to);
      return step.atOnce === undefined ? tasks : `${tasks} ${option('concurrency', step.atOnce)}`;
    }
  }
}

const option = (field: keyof typeof names, to: number | 'fewer' | 'more') =>
  typeof to === 'number' ? `${names[field].flag} ${to}` : names[field].flag;
