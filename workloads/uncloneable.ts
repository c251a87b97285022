import type { Workload } from '../source/protocol/workload.ts';
import { asJson, compare, type KindName, kindNames, kinds } from './helpers/crossing.ts';
import { counted } from './helpers/words.ts';

type Parameters = { what: KindName | 'each'; ms: number };
/** `crosses`: what a task returns has to leave its thread or process. */
type Shared = { crosses: boolean };

/** How often progress is told, and the share of the work in between. */
const steps = 10;

const kindOf = (what: Parameters['what'], index: number): KindName =>
  what === 'each' ? kindNames[index % kindNames.length]! : what;

/** What JSON cannot hold fails here already, as it would in `process.send`. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`cannot be sent as JSON, the default of process.send: ${reason}`, {
      cause,
    });
  }
}

export default {
  id: 'uncloneable',
  title: 'Uncloneable',
  shows: 'results that cannot leave a thread, or arrive changed',
  kind: 'pitfall',
  tasks: kindNames.length,
  parameters: {
    what: {
      type: 'choice',
      title: 'what each task returns',
      choices: ['each', ...kindNames],
      default: 'each',
    },
    ms: { type: 'number', title: 'work before it returns', unit: 'ms', default: 400, min: 0, max: 600_000 },
  },

  setUp: ({ lanes }) => ({ crosses: lanes.kind !== 'loop' }),

  async run(index, context) {
    const { what, ms } = context.parameters;
    for (let step = 1; step <= steps; step++) {
      await context.sleep(ms / steps);
      context.progress(step / steps);
    }
    const kind = kindOf(what, index);
    const value = kinds[kind].make();
    return context.shared.crosses && asJson(kind) ? toJson(value) : value;
  },

  check(results, { what }, { crosses }) {
    let fields = 0;
    let arrived = 0;
    const changes = new Map<KindName, string[]>();
    let changedFields = 0;
    for (const [index, result] of results.entries()) {
      // What could not cross has failed its task, and is told there.
      if (result === undefined) continue;
      const kind = kindOf(what, index);
      const value = crosses && asJson(kind) ? JSON.parse(String(result)) : result;
      const { all, changed } = compare(kind, value);
      arrived++;
      fields += all;
      changedFields += changed.length;
      if (changed.length > 0) changes.set(kind, changed);
    }
    const list = [...changes].map(([kind, names]) => `${kind}: ${names.join(', ')}`).join('; ');
    return {
      // A change is what there is to see. Where nothing crosses there must be none.
      ok: crosses || changedFields === 0,
      expected: crosses ? 'results, changed or not' : `${counted(fields, 'field')} as they were`,
      got: `${arrived} arrived, ${changedFields} of ${counted(fields, 'field')} changed${list && ` (${list})`}`,
      figures: [
        { name: 'changedFields', title: 'changed on the way', value: changedFields, unit: 'fields' },
        { name: 'arrivedValues', title: 'arrived', value: arrived, unit: 'results' },
      ],
    };
  },
} satisfies Workload<Parameters, Shared>;
