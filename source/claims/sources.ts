/**
 * What the claims, the table and the tour come from: a guide to concurrency in Python, called "the Python guide" where it
 * was named before. Its sentences are told in our words. No address of it is known.
 */
export const pythonGuide = {
  name: '"Asyncio vs Threading in Python"',
  title: '"How to Choose the Right Concurrency Model: Asyncio vs Threading in Python"',
} as const;

/** Public pages that footnotes rest on. */
export const sources = {
  pep703: 'PEP 703, https://peps.python.org/pep-0703/',
  pep779: 'PEP 779, https://peps.python.org/pep-0779/',
  pythonGil: 'Python glossary, https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
  pythonAtomic:
    'Python FAQ, https://docs.python.org/3/faq/library.html#what-kinds-of-global-value-mutation-are-thread-safe',
  pythonExecutor:
    'Python concurrent.futures, https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor',
  joblibPipes: 'joblib #1094, https://github.com/joblib/joblib/pull/1094',
  pythonBrokenPool:
    'Python concurrent.futures, https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.process.BrokenProcessPool',
  pythonChunks:
    'Python concurrent.futures, https://docs.python.org/3/library/concurrent.futures.html#concurrent.futures.Executor.map',
  pythonSwitch: 'Python sys, https://docs.python.org/3/library/sys.html#sys.setswitchinterval',
  pythonHashlib: 'Python hashlib, https://docs.python.org/3/library/hashlib.html',
  pythonInterpreters:
    'Python concurrent.interpreters, https://docs.python.org/3/library/concurrent.interpreters.html',
  pythonStart:
    'Python multiprocessing, https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods',
  pythonAsyncioLock: 'Python asyncio, https://docs.python.org/3/library/asyncio-sync.html',
  pythonSharedMemory:
    'Python multiprocessing.shared_memory, https://docs.python.org/3/library/multiprocessing.shared_memory.html',
  pythonToThread: 'Python asyncio, https://docs.python.org/3/library/asyncio-task.html#asyncio.to_thread',
  nodeWorkers: 'Node.js worker_threads, https://nodejs.org/api/worker_threads.html',
  nodeChildren: 'Node.js child_process, https://nodejs.org/api/child_process.html#advanced-serialization',
  nodeFork:
    'Node.js child_process, https://nodejs.org/api/child_process.html#child_processforkmodulepath-args-options',
  nodeLoop: 'Node.js guide, https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
  nodeLibuv: 'Node.js command line, https://nodejs.org/api/cli.html#uv_threadpool_sizesize',
  atomics:
    'MDN Atomics, https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Atomics',
  pthreadCreate: 'pthread_create(3), https://man7.org/linux/man-pages/man3/pthread_create.3.html',
  smaps: 'proc_pid_smaps(5), https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html',
  fork: 'fork(2), https://man7.org/linux/man-pages/man2/fork.2.html',
} as const;
