import { indented, type Pieces, programOf, report, sorted } from './program.ts';

/** What differs between lanes that are threads and lanes that are processes. */
type Lane = {
  readonly word: string;
  readonly imports: readonly string[];
  readonly start: string;
  /** Given `value`, a pair of index and input. */
  readonly send: string;
  readonly end: string;
  readonly exit: string;
  /** Where a lane hears of its tasks and answers. */
  readonly hear: string;
  readonly answer: string;
  /** How a lane hears that there are no more tasks, where it is told so by a message. */
  readonly endToo: string | null;
  readonly serveToo: string | null;
  readonly isParent: string;
};

const thread: Lane = {
  word: 'worker thread',
  imports: ["import { isMainThread, parentPort, Worker } from 'node:worker_threads';"],
  start: 'new Worker(import.meta.filename)',
  send: 'lane.postMessage(value)',
  // Ended from here, it would lose what it printed last.
  end: 'resolve(lane.postMessage(null))',
  exit: "(code) => fail('exit code ' + code)",
  hear: 'parentPort.on',
  answer: 'parentPort.postMessage',
  endToo: '    if (message === null) return parentPort.close();\n    const [index, input] = message;',
  serveToo: null,
  isParent: 'isMainThread',
};

const child: Lane = {
  word: 'child process',
  imports: ["import { fork } from 'node:child_process';"],
  // Without it Map, Date and typed arrays would arrive as JSON has them.
  start: "fork(import.meta.filename, { serialization: 'advanced' })",
  send: 'lane.send(value)',
  end: 'resolve(lane.disconnect())',
  exit: "(code, signal) => fail(signal ?? 'exit code ' + code)",
  hear: 'process.on',
  answer: 'process.send',
  endToo: null,
  serveToo: "process.on('disconnect', () => process.exit());",
  isParent: '!process.send',
};

/** A pool of worker threads, one message per task. */
export const threadsProgram = (pieces: Pieces, lanes: number) => onLanes(pieces, thread, lanes);

/** A pool of child processes, one message per task. */
export const processesProgram = (pieces: Pieces, lanes: number) => onLanes(pieces, child, lanes);

function onLanes(pieces: Pieces, kind: Lane, lanes: number): string {
  const { head, loadWork, inputs, inputImports, context, call } = pieces;
  return programOf([
    head,
    sorted([...inputImports, ...(context?.imports ?? []), ...loadWork.imports, ...kind.imports]),
    '',
    `// In each ${kind.word}: one message is one task.`,
    'async function serve() {',
    indented(loadWork.lines),
    context && indented(context.lines),
    `  ${kind.hear}('message', async (${kind.endToo === null ? '[index, input]' : 'message'}) => {`,
    kind.endToo,
    '    try {',
    `      ${kind.answer}({ index, result: await ${call} });`,
    '    } catch (error) {',
    `      ${kind.answer}({ index, error: String(error?.stack ?? error) });`,
    '    }',
    '  });',
    kind.serveToo && indented(kind.serveToo),
    '}',
    '',
    'async function main() {',
    indented(inputs),
    '  const results = [];',
    '  let failed = 0;',
    '  const queue = inputs.entries();',
    '',
    `  // A ${kind.word} is sent the next input as soon as it has answered.`,
    '  const run = (resolve, reject) => {',
    `    const lane = ${kind.start};`,
    '    let task;',
    '    const next = () => {',
    '      const { done, value } = queue.next();',
    `      if (done) return ${kind.end};`,
    '      [task] = value;',
    `      ${kind.send};`,
    '    };',
    "    lane.on('message', ({ index, result, error }) => {",
    '      if (error === undefined) results[index] = result;',
    '      else failed += 1;',
    "      if (error !== undefined) console.error('task', index, 'failed:', error);",
    '      next();',
    '    });',
    `    const where = 'a ${kind.word} ended in task ';`,
    "    const fail = (why) => reject(new Error(where + task + ': ' + why));",
    `    lane.on('error', reject).on('exit', ${kind.exit});`,
    '    next();',
    '  };',
    '',
    '  const started = performance.now();',
    `  await Promise.all(Array.from({ length: ${lanes} }, () => new Promise(run)));`,
    indented(report),
    '}',
    '',
    `await (${kind.isParent} ? main() : serve());`,
  ]);
}
