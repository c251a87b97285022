import { Session } from 'node:inspector';
import { readProfile, type Shares } from './read-profile.ts';

/** A sample takes about 20 µs of the thread that is looked at: at this rate some hundredths of its time. */
const everyUs = 1000;

/** Starts V8's profiler for the calling thread. Returns a function that stops it and tells what the thread did. */
export function startProfile(): () => Shares {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: everyUs });
  session.post('Profiler.start');
  return () => {
    let shares = readProfile({ nodes: [], samples: [] });
    // In this thread answers come at once.
    session.post('Profiler.stop', (error, answer) => {
      if (!error)
        shares = readProfile({ nodes: answer.profile.nodes, samples: answer.profile.samples ?? [] });
    });
    session.disconnect();
    return shares;
  };
}
