/**
 * One line a case: the verdict, then the runs in the order of the check. `unclear`: too near the line, or a machine
 * that cannot show it.
 */
export const table = `
waits-add-up-one-after-another
  holds           wall=400 | wall=801
  unclear         wall=400 | wall=610
  does-not-hold   wall=400 | wall=410

sleeping-threads-overlap
  holds           wall=400 | wall=402
  unclear         wall=400 | wall=600
  does-not-hold   wall=400 | wall=800
  unclear         wall=1600 | wall=403

awaiting-tasks-overlap
  holds           wall=400 | wall=401
  does-not-hold   wall=400 | wall=800

one-thread-is-enough-to-wait
  holds           wall=401 min=400 lanes=1
  unclear         wall=600 min=400 lanes=1
  does-not-hold   wall=800 min=400 lanes=1
  does-not-hold   wall=401 min=400 lanes=2

system-switches-threads
  holds           p50=100 | p50=800
  unclear         p50=100 | p50=140
  does-not-hold   p50=100 | p50=105
  unclear         p50=100 | p50=105 cores=16

threads-take-any-library
  holds           done=4 wall=100 frozen=0
  unclear         done=4 wall=100 frozen=50
  does-not-hold   done=4 wall=100 frozen=90
  does-not-hold   done=3 wall=100 frozen=0
  unclear         failed done=3 wall=100 frozen=0
  unclear         wrong done=4 wall=100 frozen=0

processes-take-any-library
  holds           done=4 wall=100 frozen=0
  does-not-hold   done=4 wall=100 frozen=90

async-needs-async-libraries
  holds           wall=100 | wall=101 frozen=90
  does-not-hold   wall=100 | wall=50 frozen=0

blocking-libraries-choose-threads
  holds           wall=100 | wall=55
  does-not-hold   wall=100 | wall=100
  unclear         wall=100 cores=1 | wall=100
  unclear         wall=1000 | wall=500 taken=0.5

blocking-call-makes-tasks-queue
  holds           wall=400 | wall=801
  unclear         wall=400 | wall=600
  does-not-hold   wall=400 | wall=410

blocking-call-freezes-the-loop
  holds           wall=800 frozen=790
  unclear         wall=800 frozen=400
  does-not-hold   wall=800 frozen=0
  unclear         wall=800

await-gives-the-loop-back
  holds           wall=400 | wall=402 frozen=0
  does-not-hold   wall=400 | wall=402 frozen=390
  does-not-hold   wall=400 | wall=800 frozen=0

offloading-restores-the-time
  holds           wall=801 | wall=402
  does-not-hold   wall=801 | wall=800

offloading-keeps-the-loop-responsive
  holds           lag=790 | lag=3
  unclear         lag=790 | lag=500
  does-not-hold   lag=790 | lag=780

unlocked-threads-lose-updates
  holds           expectedUpdates=100 gotUpdates=60 lostUpdates=40
  unclear         expectedUpdates=100 gotUpdates=100 lostUpdates=0
  unclear         wrong expectedUpdates=100 gotUpdates=60 lostUpdates=40

increment-is-not-atomic
  holds           expectedUpdates=100 gotUpdates=99 lostUpdates=1
  unclear         expectedUpdates=100 gotUpdates=100 lostUpdates=0

a-race-is-unpredictable
  holds           gotUpdates=60 lostUpdates=40 | gotUpdates=61
  unclear         gotUpdates=60 lostUpdates=40 | gotUpdates=60

races-hide-under-little-load
  holds           lostUpdates=0 | lostUpdates=9
  unclear         lostUpdates=1 | lostUpdates=9
  unclear         lostUpdates=0 | lostUpdates=0

a-lock-stops-the-loss
  holds           expectedUpdates=9 gotUpdates=9 lostUpdates=0 updateNs=40 | updateNs=2
  does-not-hold   expectedUpdates=9 gotUpdates=8 lostUpdates=1 updateNs=40 | updateNs=2

one-piece-of-code-at-a-time
  holds           expectedUpdates=9 gotUpdates=9 lostUpdates=0
  does-not-hold   expectedUpdates=9 gotUpdates=8 lostUpdates=1

async-needs-no-locks
  does-not-hold   expectedUpdates=100 gotUpdates=50 lostUpdates=50
  holds           expectedUpdates=100 gotUpdates=100 lostUpdates=0

threads-do-not-speed-up-computing
  holds           wall=100 | wall=104
  differs         wall=100 | wall=52
  unclear         wall=100 | wall=82
  unclear         wall=100 | wall=104 cores=1
  unclear         wall=1000 | wall=1040 taken=0.5

async-does-not-speed-up-computing
  holds           wall=100 | wall=101
  does-not-hold   wall=100 | wall=52

processes-speed-up-computing
  holds           wall=100 | wall=52
  does-not-hold   wall=100 | wall=100
  unclear         wall=100 | wall=52 cores=1

each-process-has-a-core
  holds           busy=1 | busy=1.9
  does-not-hold   busy=1 | busy=1
  unclear         busy=1 | busy=1.2

only-processes-compute-in-parallel
  differs         wall=50 | wall=52
  holds           wall=50 | wall=100
  unclear         wall=50 | wall=70

more-processes-than-cores-gain-nothing
  holds           rate=20 | rate=19
  does-not-hold   rate=20 | rate=40
  unclear         rate=20 | rate=40 cores=16

threads-do-not-speed-up-native-code
  holds           wall=100 | wall=104
  does-not-hold   wall=100 | wall=52
  unclear         wall=100 | wall=82
  unclear         wall=100 | wall=52 cores=1
  unclear         wall=1000 | wall=520 taken=0.5

thread-takes-eight-megabytes
  holds           pss=8e6 rss=8e6 virtual=500e6
  holds           pss=9.9e6 rss=12e6 virtual=500e6
  differs         pss=13e6 rss=14e6 virtual=591e6
  differs         pss=5e6 rss=5e6 virtual=8e6
  differs         pss=16000 rss=16000 virtual=8e6
  differs         pss=40e6 rss=40e6 virtual=500e6

async-task-is-small
  holds           pss=1000 | pss=8e6
  unclear         pss=200e3 | pss=8e6
  does-not-hold   pss=4e6 | pss=8e6
  holds           rss=1000 | rss=8e6

process-costs-most
  holds           pss=8e6 | pss=20e6
  unclear         pss=8e6 | pss=11e6
  differs         pss=8e6 | pss=9e6

process-is-a-full-copy
  holds           pss=40e6 rss=43e6
  does-not-hold   pss=10e6 rss=43e6
  unclear         pss=30e6 rss=43e6
  unclear         rss=43e6

functions-do-not-cross
  holds           failed
  holds           arrivedValues=1 changedFields=1
  does-not-hold   arrivedValues=1 changedFields=0

handles-do-not-cross
  holds           failed
  does-not-hold   arrivedValues=1 changedFields=0

threads-pass-anything
  differs         failed
  holds           arrivedValues=1 changedFields=0

crossing-costs-time
  holds           wall=1000 | wall=2000
  unclear         wall=1000 | wall=1200
  does-not-hold   wall=1000 | wall=1000

ten-thousand-connections-on-one-thread
  holds           done=10000 lanes=1 p50=2000 wall=2200
  does-not-hold   done=10000 lanes=2 p50=2000 wall=2200
  does-not-hold   done=10000 lanes=1 p50=200 wall=20000
  unclear         failed done=9000 lanes=1 p50=2000 wall=2200

async-scales-to-tens-of-thousands
  holds           tasks=10 start=50 wall=2000 | tasks=10000 start=90 wall=2100 | tasks=50000 failed
  does-not-hold   tasks=10 start=50 wall=2000 | tasks=10000 start=90 wall=9000 | tasks=50000 start=90 wall=2000
  unclear         tasks=10 failed | tasks=10000 start=90 wall=9000

threads-scale-to-hundreds
  holds           tasks=10 start=50 wall=2000 | tasks=100 start=900 wall=2100 | tasks=300 start=9000 wall=2500
  unclear         tasks=10 start=50 wall=2000 | tasks=30 start=90 wall=2000 | tasks=100 start=4000 wall=2100
  does-not-hold   tasks=10 start=50 wall=2000 | tasks=30 start=90 wall=2000 | tasks=100 start=5500 wall=2100

processes-scale-to-tens
  holds           tasks=2 start=50 wall=2000 | tasks=10 start=900 wall=2000 | tasks=30 start=5500 wall=2000
  does-not-hold   tasks=2 start=50 wall=2000 | tasks=10 start=900 wall=2000 | tasks=30 start=1500 wall=2000
  holds           tasks=2 start=50 wall=2000 cores=6 | tasks=30 start=900 wall=2000
  does-not-hold   tasks=2 start=50 wall=2000 cores=5 | tasks=30 start=900 wall=2000
`;
