import { type Profiler, Session } from 'node:inspector';
import { readProfile, type Shares } from './read-profile.ts';

/** It costs code that V8 has compiled nothing that could be measured, and code that it still compiles up to a fifth. */
const everyUs = 1000;

/**
 * Starts V8's profiler for the calling thread, which takes it some tens of milliseconds. Returns a function that stops it
 * and tells what the thread did between two moments of the machine's monotonic clock, which V8's times are of.
 */
export function startProfile(): (fromMs: number, toMs: number) => Shares | null {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: everyUs });
  session.post('Profiler.start');
  return (fromMs, toMs) => {
    let profile: Profiler.Profile | null = null;
    // In this thread the answer comes at once.
    session.post('Profiler.stop', (_, answer) => {
      profile = answer?.profile ?? null;
    });
    session.disconnect();
    return profile && readProfile(profile, fromMs * 1000, toMs * 1000);
  };
}
