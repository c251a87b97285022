import type { RunEventOf } from '../../protocol/events.ts';
import { preview } from '../lane/failure.ts';

type Answer = Pick<RunEventOf<'check'>, 'ok' | 'expected' | 'got' | 'figures'>;

/** What a workload's check returned, as it is told to the host. Throws one line when it is something else. */
export function readAnswer(answer: unknown): Answer {
  const { ok, expected, got, figures } = (answer ?? {}) as Record<string, unknown>;
  if (typeof ok !== 'boolean') {
    throw new Error(`it returned ${preview(answer)}, and not { ok: true or false, expected, got }`);
  }
  const list: unknown = figures ?? [];
  if (!Array.isArray(list)) throw new Error(`its figures are no list: ${preview(list)}`);
  return { ok, expected: String(expected), got: String(got), figures: list.map(readFigure) };
}

function readFigure(figure: unknown): Answer['figures'][number] {
  const { name, title, value, unit } = (figure ?? {}) as Record<string, unknown>;
  const isNumber = typeof value === 'number';
  const inWords = typeof name === 'string' && typeof title === 'string' && typeof unit === 'string';
  if (!inWords || !(isNumber || value === null)) {
    throw new Error(`its figure ${preview(figure)} is not { name, title, value: a number or null, unit }`);
  }
  // What divides by nothing has not measured anything.
  return { name, title, value: Number.isFinite(value) ? (value as number) : null, unit };
}
