import * as v from 'valibot';
import { at, index, text } from '../../protocol/fields.ts';
import { locks } from '../../protocol/plan.ts';
import { where } from '../../whereabouts/where.ts';

/** What an interpreter under observation says first. `originMs`: of its times, on the machine's monotonic clock. */
const helloSchema = v.object({
  type: v.literal('python'),
  /** `launched`: also one that was forked. */
  how: v.picklist(['launched', 'attached']),
  pid: index,
  parentPid: index,
  version: text,
  path: text,
  lock: v.picklist(locks),
  originMs: v.number(),
});
export type Hello = v.InferOutput<typeof helloSchema>;

/** What it says later. */
const saidSchema = v.variant('type', [
  /** Its first event loop runs: descriptors of where its beats are written, and stacks. */
  v.object({ type: v.literal('loops'), memory: index, stacks: v.nullable(index) }),
  /** The first request comes: the descriptor of where requests are written. */
  v.object({ type: v.literal('requests'), memory: index }),
  /** The thread that is asked where others are; another one after each fork. */
  v.object({ type: v.literal('witness'), tid: index }),
  where,
  /** The program ends by itself. */
  v.object({ type: v.literal('exited'), atMs: at }),
]);
export type Said = v.InferOutput<typeof saidSchema>;

/** Null for what no interpreter says. */
export function decodeHello(line: string): Hello | null {
  return line.startsWith('{"type":"python"') ? v.parse(helloSchema, JSON.parse(line)) : null;
}

/** Throws a `ValiError` or `SyntaxError` for anything else. */
export function decodeSaid(line: string): Said {
  return v.parse(saidSchema, JSON.parse(line));
}
