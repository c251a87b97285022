import { bytes } from '../format.ts';
import type { RunEvent, RunEventOf } from '../protocol/events.ts';

type Stream = RunEventOf<'output'>['stream'];

/**
 * What the work prints, for `--show-output`: each line with its stream in front, as it comes. A line arrives in pieces where
 * a pipe was full: it is told once its end is there, or the run's.
 */
export function tellOutput(note: (line: string) => void): (event: RunEvent) => void {
  const begun: Record<Stream, string> = { stdout: '', stderr: '' };
  const tell = (stream: Stream, line: string) => note(`${stream}: ${line}`);
  return (event) => {
    if (event.type === 'output') {
      const { stream, text, droppedBytes } = event;
      if (droppedBytes > 0) {
        tell(stream, `${begun[stream]}… ${bytes(droppedBytes)} left out: printed faster than 64 KB/s`);
        begun[stream] = '';
      }
      const lines = (begun[stream] + text).split('\n');
      begun[stream] = lines.pop() ?? '';
      for (const line of lines) tell(stream, line);
    }
    if (event.type !== 'run-ended') return;
    for (const stream of ['stdout', 'stderr'] as const) if (begun[stream] !== '') tell(stream, begun[stream]);
  };
}
