// One function under one model, by means of Node.js alone: a loop, promises, worker_threads or fork(), and one message
// per task. Prints how long the first tasks took from the start of the program (cold), and how many a second are done
// when it has been at it for a while (warm).
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';

/** The function, as a function of the number of the task; with a file of items it takes the item. */
export async function load(file, name, items) {
  // A file with `export` in a folder that says CommonJS is no module for Node.js: it gets its text as one.
  const module = await import(pathToFileURL(file).href).catch((error) => {
    if (!(error instanceof SyntaxError)) throw error;
    const text = stripTypeScriptTypes(readFileSync(file, 'utf8'));
    return import(`data:text/javascript,${encodeURIComponent(text)}`);
  });
  // A CommonJS module arrives as the default export.
  const work =
    name === 'default' ? (module.default?.default ?? module.default) : (module[name] ?? module.default[name]);
  if (items === null) return work;
  const lines = readFileSync(items, 'utf8').trim().split('\n');
  return (index) => work(lines[index % lines.length]);
}

/** What lanes share: who takes which task, and when enough has been seen. */
function counting({ tasks, lanes, warmMs, windowMs }) {
  let [taken, ended, failed] = [0, 0, 0];
  let [coldMs, began, from, perSecond] = [null, null, null, null];
  let last = null;
  let stride = 1;

  function look(now) {
    began ??= now;
    // Looks at the clock less often where tasks are tiny: the clock must not be what is measured.
    if (ended === 2000 && now - began < 20) stride = 200;
    // From one end to another, so that tasks that end together, in waves, count as whole waves.
    if (from === null && now - began >= warmMs) from = last;
    const passed = from === null ? 0 : now - from.at;
    // A few waves; where that takes too long, what there is.
    const enough = passed >= windowMs && (ended - (from?.ended ?? 0) > 6 * lanes || passed >= 5 * windowMs);
    if (enough) perSecond = ((last.ended - from.ended) / (last.at - from.at)) * 1000;
    last = { at: now, ended };
  }

  return {
    next: () => (perSecond !== null || (windowMs === 0 && taken >= tasks) ? null : taken++),
    end(error) {
      ended++;
      if (error !== undefined) failed++;
      if (ended === tasks) coldMs = performance.now();
      if (windowMs > 0 && ended % stride === 0) look(performance.now());
    },
    told: () => ({ coldMs, perSecond, failed, ended }),
  };
}

/** Lanes of this loop: one is a plain loop. */
async function here(wish, count) {
  const work = await load(wish.file, wish.name, wish.items);
  const lane = async () => {
    for (let index = count.next(); index !== null; index = count.next()) {
      try {
        const result = work(index);
        if (typeof result?.then === 'function') {
          wish.promises = true;
          await result;
        }
        count.end();
      } catch (error) {
        count.end(error);
      }
    }
  };
  await Promise.all(Array.from({ length: wish.lanes }, lane));
}

/** Lanes of their own: each is sent the next task when it has ended one. */
async function elsewhere(wish, count) {
  const file = fileURLToPath(new URL('./bare-model-lane.mjs', import.meta.url));
  const data = { file: wish.file, name: wish.name, items: wish.items };
  const lane = () =>
    new Promise((resolve, reject) => {
      const threads = wish.model === 'threads';
      const at = threads
        ? new Worker(file, { workerData: data })
        : fork(file, [JSON.stringify(data)], { serialization: 'advanced' });
      const give = () => {
        const index = count.next();
        if (index === null) resolve(threads ? at.terminate() : at.kill());
        else if (threads) at.postMessage(index);
        else at.send(index);
      };
      at.on('message', (said) => {
        if (said !== 'ready') count.end(said.error);
        give();
      });
      at.on('error', reject);
    });
  await Promise.all(Array.from({ length: wish.lanes }, lane));
}

if (isMainThread && process.argv[1] === fileURLToPath(import.meta.url)) {
  const wish = JSON.parse(process.argv[2]);
  const count = counting(wish);
  await (wish.model === 'sequential' || wish.model === 'async' ? here : elsewhere)(wish, count);
  process.stdout.write(JSON.stringify({ ...count.told(), promises: wish.promises === true }), () =>
    process.exit(),
  );
}
