/** The same as in `verdicts.ts` in Python, where a rule or its meaning is another than in Node.js. */
export const pythonTable = `
increment-is-not-atomic
  holds           python=3.8 expectedUpdates=100 gotUpdates=76 lostUpdates=24
  unclear         python=3.9 expectedUpdates=100 gotUpdates=100 lostUpdates=0
  differs         python=3.10 expectedUpdates=100 gotUpdates=100 lostUpdates=0
  differs         python=3.14 expectedUpdates=100 gotUpdates=100 lostUpdates=0
  holds           python=3.14t expectedUpdates=100 gotUpdates=60 lostUpdates=40
  unclear         python=3.14t expectedUpdates=100 gotUpdates=100 lostUpdates=0

unlocked-threads-lose-updates
  holds           python=3.13 expectedUpdates=100 gotUpdates=60 lostUpdates=40
  unclear         python=3.13 expectedUpdates=100 gotUpdates=100 lostUpdates=0

thread-takes-eight-megabytes
  holds           pss=8e6 rss=8e6 virtual=9e6
  does-not-hold   pss=20000 rss=20000 virtual=9e6

threads-scale-to-hundreds
  holds           tasks=10 start=50 wall=2000 | tasks=100 start=90 wall=2000 | tasks=1000 start=9000 wall=2100
  does-not-hold   tasks=10 start=50 wall=2000 | tasks=100 start=90 wall=2000 | tasks=1000 start=200 wall=2100 | tasks=4000 start=9000 wall=2100
  does-not-hold   tasks=10 start=50 wall=2000 | tasks=100 start=9000 wall=2000

thousands-of-threads-bring-a-machine-down
  does-not-hold   tasks=4000 done=4000 peak=90e6
  holds           failed done=3000 peak=90e6

default-executor-has-cores-plus-four-threads
  holds           done=72 wall=1210 ms=100
  does-not-hold   done=72 wall=3600 ms=100
  unclear         done=72 wall=500 ms=100
  unclear         done=72 wall=1210 ms=100 cores=1.5

hashlib-keeps-the-lock-for-small-pieces
  holds           wall=400 | wall=205 | wall=500 | wall=520
  does-not-hold   wall=400 | wall=400 | wall=500 | wall=520
  differs         wall=400 | wall=205 | wall=500 | wall=260
  unclear         wall=400 | wall=205 | wall=500 | wall=420
  unclear         wall=400 cores=1 | wall=400 cores=1 | wall=500 | wall=520

shared-memory-beats-pickling
  holds           wall=400 | wall=200
  does-not-hold   wall=400 | wall=410
  unclear         wall=400 | wall=330

forked-processes-share-their-pages
  holds           pss=4e6 | pss=12e6
  does-not-hold   pss=12e6 | pss=12e6
  unclear         pss=4e6 | rss=12e6

spawned-processes-start-later
  holds           start=150 | start=400
  does-not-hold   start=150 | start=160

a-crash-breaks-the-whole-pool
  holds           brokenCalls=6 answeredCalls=6 acceptedAfterwards=0
  does-not-hold   brokenCalls=1 answeredCalls=11 acceptedAfterwards=1

chunks-make-light-calls-faster
  holds           singleMs=2000 chunkedMs=50
  does-not-hold   singleMs=2000 chunkedMs=1900
  unclear         singleMs=2000 chunkedMs=1000

a-computing-thread-delays-waiting-ones
  holds           alonePerSecond=870 besidePerSecond=120
  differs         alonePerSecond=870 besidePerSecond=860
  unclear         alonePerSecond=870 besidePerSecond=400
`;
