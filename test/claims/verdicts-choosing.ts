/** The same as in `verdicts.ts` for the chapters on choosing a model and on mixing them. */
export const choosingTable = `
many-waits-choose-async
  holds           wall=40 | wall=1600
  unclear         wall=40 | wall=80
  does-not-hold   wall=40 | wall=41

computing-chooses-processes
  differs         start=100 wall=500 | start=50 wall=500
  holds           start=100 wall=500 | start=50 wall=1000
  unclear         start=100 wall=500 | start=50 wall=680

loop-in-front-hands-calls-to-a-pool
  holds           frozen=190 | wall=100 frozen=0
  unclear         frozen=190 | wall=100 frozen=50
  does-not-hold   frozen=190 | wall=200 frozen=190

server-mixes-models
  holds           lightP99Ms=90 | lightP99Ms=12
  unclear         lightP99Ms=90 | lightP99Ms=60
  unclear         lightP99Ms=90 | lightP99Ms=88
  does-not-hold   lightP99Ms=90 | lightP99Ms=120
  unclear         lightP99Ms=90 | lightP99Ms=88 taken=0.5

loop-in-front-hands-computing-away
  holds           wall=1000 | wall=520 lag=3
  unclear         wall=1000 | wall=1000 lag=3
  unclear         wall=1000 | wall=1290 lag=3
  does-not-hold   wall=1000 | wall=1310 lag=3
  unclear         wall=1000 cores=1 | wall=1000 lag=3 cores=1

async-is-one-thread
  differs         wall=100 busy=1.9 loop=10
  differs         wall=400 busy=0.5 loop=10
  unclear         wall=100 busy=1 loop=60
  holds           wall=100 busy=1 loop=95
  unclear         wall=100 busy=1
`;
