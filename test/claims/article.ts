/**
 * What the Python guide says, section by section and in our words, each with the claims that check it, or with why there
 * is nothing to check. `opinion`: how hard, familiar or widespread something is.
 */
export type Statement = readonly [says: string, ...checkedBy: readonly string[]];

export const statements: Readonly<Record<string, readonly Statement[]>> = {
  introduction: [
    ['choosing a concurrency model is confusing', 'opinion'],
    [
      'threads and async tasks both make progress while others wait',
      'sleeping-threads-overlap',
      'awaiting-tasks-overlap',
    ],
    ['the system switches threads, and may interrupt one at any time', 'system-switches-threads'],
    [
      'async tasks give control back by themselves',
      'one-piece-of-code-at-a-time',
      'blocking-call-freezes-the-loop',
    ],
    ['work that computes needs processes', 'processes-speed-up-computing', 'computing-chooses-processes'],
  ],
  threading: [
    [
      'threads suit work that blocks: HTTP requests, files, databases, sleep',
      'blocking-libraries-choose-threads',
      'sleeping-threads-overlap',
    ],
    ['the system switches to another thread while one waits', 'sleeping-threads-overlap'],
    ['threads work with virtually any library', 'threads-take-any-library'],
    ['they are easy to bring into existing code', 'opinion'],
    ['the model is familiar from other languages', 'opinion'],
    ['a thread takes about 8 MB for its stack', 'thread-takes-eight-megabytes'],
    [
      'thousands of threads can use up a system and crash the program',
      'thousands-of-threads-bring-a-machine-down',
    ],
    [
      'threads share all state, and that can lead to races',
      'threads-pass-anything',
      'unlocked-threads-lose-updates',
    ],
    ['races are hard to reproduce', 'a-race-is-unpredictable', 'races-hide-under-little-load'],
  ],
  'the example with threads': [
    ['two threads that sleep for 2 s take 2.01 s', 'sleeping-threads-overlap'],
    ['one after another they would take 4 s', 'waits-add-up-one-after-another'],
  ],
  'the race': [
    ['without synchronization the result cannot be predicted', 'a-race-is-unpredictable'],
    [
      '2,000,000 times counter += 1 in two threads gives 1,354,217',
      'unlocked-threads-lose-updates',
      'increment-is-not-atomic',
    ],
    ['counter += 1 is not atomic', 'increment-is-not-atomic'],
    ['two threads read the same value, and one update is lost', 'unlocked-threads-lose-updates'],
    ['with a lock the result is 2,000,000', 'a-lock-stops-the-loss'],
    ['races may not show in a test, and show under load', 'races-hide-under-little-load'],
    ['always protect shared state with locks', 'a-lock-stops-the-loss'],
  ],
  asyncio: [
    ['one thread runs an event loop', 'one-thread-is-enough-to-wait', 'async-is-one-thread'],
    [
      'it holds thousands or tens of thousands of connections in little memory',
      'ten-thousand-connections-on-one-thread',
      'async-scales-to-tens-of-thousands',
      'async-task-is-small',
    ],
    ['a task is a small object and no thread with a stack', 'async-task-is-small'],
    ['10,000 and more connections on one thread', 'ten-thousand-connections-on-one-thread'],
    [
      'no races by default: one piece of code runs at a time',
      'one-piece-of-code-at-a-time',
      'async-needs-no-locks',
    ],
    ['frameworks such as FastAPI, Starlette and aiohttp support it', 'opinion'],
    ['it needs async libraries', 'async-needs-async-libraries'],
    [
      'one blocking call freezes the loop and blocks all other tasks',
      'blocking-call-freezes-the-loop',
      'blocking-call-makes-tasks-queue',
    ],
    ['it is harder to learn', 'opinion'],
  ],
  'the example with asyncio': [
    ['two tasks that wait for 2 s take 2.00 s', 'awaiting-tasks-overlap'],
    ['both run on one thread', 'one-thread-is-enough-to-wait'],
    ['await gives control back, and the loop starts the other task', 'await-gives-the-loop-back'],
  ],
  'the frozen loop': [
    ['two tasks that call time.sleep(2) take 4.00 s', 'blocking-call-makes-tasks-queue'],
    ['the call kept the loop from switching', 'blocking-call-freezes-the-loop'],
    ['the async equivalent mends it', 'await-gives-the-loop-back'],
    [
      'in a thread pool a blocking call leaves the loop responsive',
      'offloading-keeps-the-loop-responsive',
      'offloading-restores-the-time',
      'default-executor-has-cores-plus-four-threads',
    ],
    [
      'for web APIs, WebSocket and chat servers async is nearly always right',
      'many-waits-choose-async',
      'server-mixes-models',
    ],
  ],
  computing: [
    [
      'neither threads nor async make computing faster',
      'threads-do-not-speed-up-computing',
      'async-does-not-speed-up-computing',
    ],
    ['that is so for number crunching, images and inference', 'threads-do-not-speed-up-native-code'],
    ['the lock lets one thread run bytecode at a time', 'threads-do-not-speed-up-computing'],
    [
      'processes bypass the lock and use several cores',
      'processes-speed-up-computing',
      'each-process-has-a-core',
    ],
    ['two processes take 2.14 s for two computations', 'processes-speed-up-computing'],
    ['each process runs on its own core', 'each-process-has-a-core'],
    ['processes take more memory: a full copy each', 'process-costs-most', 'process-is-a-full-copy'],
    ['data between processes must be picklable', 'functions-do-not-cross', 'crossing-costs-time'],
    [
      'files, database connections and lambdas cannot be shared',
      'handles-do-not-cross',
      'functions-do-not-cross',
    ],
  ],
  'the decision': [
    ['computing: processes', 'computing-chooses-processes'],
    ['thousands of connections, or an async framework: asyncio', 'many-waits-choose-async'],
    ['otherwise, or with a library that blocks: threads', 'blocking-libraries-choose-threads'],
  ],
  'the table': [
    [
      'threads: blocking I/O; asyncio: many waits; processes: computing',
      'blocking-libraries-choose-threads',
      'many-waits-choose-async',
      'processes-speed-up-computing',
    ],
    [
      'switching: by the system, at each await, on cores of their own',
      'system-switches-threads',
      'blocking-call-freezes-the-loop',
      'each-process-has-a-core',
    ],
    [
      'memory per task: high, very low, highest',
      'thread-takes-eight-megabytes',
      'async-task-is-small',
      'process-costs-most',
    ],
    ['complexity: locks, an async ecosystem, picklable data', 'opinion'],
    [
      'the lock limits threads and asyncio, not processes',
      'threads-do-not-speed-up-computing',
      'async-does-not-speed-up-computing',
      'processes-speed-up-computing',
    ],
    ['at most hundreds of threads', 'threads-scale-to-hundreds'],
    ['at most tens of thousands of tasks', 'async-scales-to-tens-of-thousands'],
    [
      'at most as many processes as cores',
      'processes-scale-to-tens',
      'more-processes-than-cores-gain-nothing',
    ],
    [
      'any library with threads and processes, async ones with asyncio',
      'threads-take-any-library',
      'processes-take-any-library',
      'async-needs-async-libraries',
    ],
  ],
  summary: [
    ['threads do not scale well beyond a few hundred', 'threads-scale-to-hundreds'],
    ['threads are the easiest to adopt', 'opinion'],
    ['asyncio for thousands of connections', 'many-waits-choose-async'],
    ['only processes compute in parallel', 'only-processes-compute-in-parallel'],
    [
      'servers mix them: a loop, a thread pool for libraries that block, processes for heavy work',
      'loop-in-front-hands-calls-to-a-pool',
      'loop-in-front-hands-computing-away',
      'server-mixes-models',
    ],
  ],
};
