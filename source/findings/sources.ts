/** Where the reasons of the rules can be read that are the same in every runtime; of the others its card tells. */
export const sources = {
  threadPool: 'libuv, Thread pool work scheduling: https://docs.libuv.org/en/v1.x/threadpool.html',
  bandwidth: 'Linux, CFS bandwidth control: https://docs.kernel.org/scheduler/sched-bwc.html',
  runQueue: 'Linux, Scheduler statistics: https://docs.kernel.org/scheduler/sched-stats.html',
  memoryLimit: 'Linux, Control groups, memory: https://docs.kernel.org/admin-guide/cgroup-v2.html#memory',
  lock: 'Python, Glossary, global interpreter lock: https://docs.python.org/3/glossary.html#term-global-interpreter-lock',
  switchInterval:
    'Python, sys.setswitchinterval: https://docs.python.org/3/library/sys.html#sys.setswitchinterval',
  descriptors: 'Linux, getrlimit, RLIMIT_NOFILE: https://man7.org/linux/man-pages/man2/getrlimit.2.html',
  connect: 'Linux, connect, errors: https://man7.org/linux/man-pages/man2/connect.2.html',
  bind: 'Linux, bind, errors: https://man7.org/linux/man-pages/man2/bind.2.html',
  tcp: 'Linux, tcp, errors: https://man7.org/linux/man-pages/man7/tcp.7.html',
  names: 'Linux, getaddrinfo, errors: https://man7.org/linux/man-pages/man3/getaddrinfo.3.html',
  abort: 'MDN, AbortSignal: https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal',
  sqlite: 'SQLite, SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy',
  poolSize: 'HikariCP, About Pool Sizing: https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing',
  errnos: 'Linux, errno: https://man7.org/linux/man-pages/man3/errno.3.html',
  locks: 'Coffman and others, System Deadlocks: https://doi.org/10.1145/356586.356588',
  queues:
    'Node.js, Understanding process.nextTick(): https://nodejs.org/en/learn/asynchronous-work/understanding-processnexttick',
  slope:
    'Sen, Estimates of the regression coefficient based on Kendall’s tau, 1968: https://doi.org/10.1080/01621459.1968.10480934',
  hyperfine: 'hyperfine, on commands that are too short to time: https://github.com/sharkdp/hyperfine',
  executor:
    'Python, loop.run_in_executor: https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_in_executor',
  maxSockets: 'Node.js, agent.maxSockets: https://nodejs.org/api/http.html#agentmaxsockets',
  listen: 'Linux, listen, backlog: https://man7.org/linux/man-pages/man2/listen.2.html',
  serverErrors:
    'RFC 9110, HTTP Semantics, status codes 5xx: https://www.rfc-editor.org/rfc/rfc9110#name-server-error-5xx',
  responseTimes:
    'Nielsen, Response Times: The 3 Important Limits: https://www.nngroup.com/articles/response-times-3-important-limits/',
  environment: 'Node.js, NODE_OPTIONS: https://nodejs.org/api/cli.html#node_optionsoptions',
  atOnce:
    'MDN, Promise.all: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise/all',
  promises:
    'MDN, Promise: https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Promise',
  omission: 'Tene, How NOT to Measure Latency: https://www.youtube.com/watch?v=lJ8ydIuPFeU',
  littlesLaw: 'Little, A Proof for the Queuing Formula L = λW: https://doi.org/10.1287/opre.9.3.383',
} as const;
