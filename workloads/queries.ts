import { join } from 'node:path';
import type { Workload } from '../source/protocol/workload.ts';
import { askOrders, closeOrders, createOrders, questions } from './helpers/orders.ts';
import { counted } from './helpers/words.ts';

type Parameters = { queries: number; rows: number };
type Shared = { file: string; answers: string[] };

/** The question that a query of a task asks. The step has no factor in common with their number: all get their turn. */
const questionOf = (index: number, query: number, { queries }: Parameters) =>
  ((index * queries + query) * 5) % questions;

export default {
  id: 'queries',
  title: 'Queries',
  shows: 'a blocking database client (SQLite): threads keep the loop free',
  kind: 'blocking-io',
  tasks: 120,
  parameters: {
    queries: {
      type: 'number',
      title: 'queries per task, one after another',
      unit: 'queries',
      default: 10,
      min: 1,
      max: 10_000,
      integer: true,
    },
    rows: {
      type: 'number',
      title: 'rows in the table; each query reads one in twelve',
      unit: 'rows',
      default: 50_000,
      min: 100,
      max: 5_000_000,
      integer: true,
    },
  },

  setUp({ parameters, folder, seed }) {
    const file = join(folder, 'orders.db');
    return { file, answers: createOrders(file, parameters.rows, seed) };
  },

  // No cooperative body: the client has no promise to wait for. On a loop, every query holds it.
  blocking(index, context) {
    const { parameters, shared } = context;
    const answers: string[] = [];
    for (let query = 0; query < parameters.queries && !context.cancelled; query++) {
      answers.push(askOrders(shared.file, questionOf(index, query, parameters)));
      context.progress((query + 1) / parameters.queries);
    }
    return answers;
  },

  tearDown: closeOrders,

  check(results, parameters, { answers }) {
    const given = results.flatMap((result, index) =>
      ((result ?? []) as string[]).map((answer, query) => ({
        answer,
        at: questionOf(index, query, parameters),
      })),
    );
    const ended = results.filter((result) => result !== undefined).length;
    const right = given.filter(({ answer, at }) => answer === answers[at]).length;
    const asked = ended * parameters.queries;
    return {
      ok: right === asked,
      expected: counted(asked, 'correct answer'),
      got: counted(right, 'correct answer'),
    };
  },
} satisfies Workload<Parameters, Shared>;
