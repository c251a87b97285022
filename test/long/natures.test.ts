import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { courseOf } from '../../source/session/course.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { hasProc } from '../helpers/processes.ts';
import { runPlan } from '../helpers/run-plan.ts';

const sharp = pathToFileURL('node_modules/sharp/dist/index.mjs').href;
const marked = pathToFileURL('node_modules/marked/lib/marked.esm.js').href;

/** Modules of a person's by what their work goes into. */
const works = {
  sqlite: `import { DatabaseSync } from 'node:sqlite';
    const db = new DatabaseSync(':memory:');
    db.exec('create table t(a)');
    for (let a = 0; a < 20_000; a++) db.exec('insert into t values (' + a + ')');
    const query = db.prepare('select a % 7 as k, count(*) as c from t group by k order by c');
    export default () => query.all().length;`,
  zlib: `import { deflateSync } from 'node:zlib';
    const bytes = Buffer.alloc(2e6, 'some text ');
    export default () => deflateSync(bytes).length;`,
  json: `const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id })));
    export default () => JSON.parse(text).length;`,
  child: `import { execSync } from 'node:child_process';
    export default () => { execSync('sleep 0.05'); };`,
  image: `import sharp from '${sharp}';
    const create = { width: 600, height: 600, channels: 3, background: 'red' };
    export default () => sharp({ create }).blur(3).jpeg().toBuffer();`,
  page: `import { marked } from '${marked}';
    const text = '# a\\n\\n* b\\n* c \`d\` [e](f)\\n\\n'.repeat(300);
    export default (index) => marked(index + text).length;`,
};

async function look(name: keyof typeof works) {
  const module = join(temporaryFolder(), `${name}.mjs`);
  writeFileSync(module, works[name]);
  const plan = {
    model: 'sequential',
    tasks: 10_000,
    concurrency: 1,
    stopAfterMs: 1200,
    profile: true,
  } as const;
  const { session, summary } = await runPlan({ ...plan, module });
  expect(summary.outcome).toBe('completed');
  return {
    ...{ threads: summary.cpu.threads!, profile: summary.profile!, calls: summary.calls },
    ...{ wallMs: summary.wallMs!, course: courseOf(session) },
  };
}

describe.runIf(hasProc)('what a second of a person’s work shows of it', () => {
  test.each(['sqlite', 'zlib'] as const)('%s: native code on its thread', async (name) => {
    const { profile, threads } = await look(name);
    expect(profile.nativeRatio).toBeGreaterThan(0.6);
    expect(threads.loopMs).toBeGreaterThan(5 * threads.libuvMs);
  });

  test('json: what V8 does inside of JavaScript is JavaScript', async () => {
    const { profile } = await look('json');
    expect(profile.jsRatio! + profile.collectorRatio!).toBeGreaterThan(0.8);
  });

  test('child: it holds its thread and uses no core', async () => {
    const { profile, threads, wallMs, calls } = await look('child');
    expect(profile.activeRatio).toBeGreaterThan(0.8);
    expect(threads.loopMs / wallMs).toBeLessThan(0.3);
    expect(calls.undefinedResults).toBeGreaterThan(0);
  });

  test('image: threads of its own library compute', async () => {
    const { threads, profile, calls } = await look('image');
    expect(threads.nativeMs).toBeGreaterThan(threads.loopMs);
    expect(threads.nativeMs).toBeGreaterThan(threads.libuvMs);
    expect(profile.activeRatio).toBeLessThan(0.5);
    expect(calls.returnsPromise).toBe('always');
  });

  test('page: the first call takes longest, for V8 has still to compile', async () => {
    const { course, profile } = await look('page');
    expect(course.firstMs).toBeGreaterThan(2 * course.p50Ms!);
    expect(profile.hottest?.file).toContain('marked');
  });
});
