import { expect, test } from 'vitest';
import { UnreadEvents } from '../../source/host/unread-events.ts';

/** A pipe in which so many bytes wait for somebody to read them. */
function pipe() {
  const stream = {
    writableLength: 0,
    lines: [] as unknown[],
    write: (line: string) => stream.lines.push(JSON.parse(line)) > 0,
  };
  return { stream, events: new UnreadEvents(stream as never) };
}

const unobserved = (pid: number) => ({ unobserved: { pid, command: 'convert', why: 'it says nothing' } });
const ended = { ended: { exitCode: 0, signal: null, asked: null } };

test('all is written for who reads', () => {
  const { stream, events } = pipe();
  events.write(unobserved(1));
  events.write(ended);
  events.close();
  expect(stream.lines).toEqual([unobserved(1), ended]);
});

test('what nobody reads is left out, and its number stands in its place', () => {
  const { stream, events } = pipe();
  events.write(unobserved(1));
  stream.writableLength = 17e6;
  for (let pid = 2; pid < 7; pid++) events.write(unobserved(pid));
  stream.writableLength = 15e6;
  events.write(unobserved(7));
  expect(stream.lines).toEqual([unobserved(1), { leftOut: 5 }, unobserved(7)]);
});

test('the end is told in any case, and what was left out before it', () => {
  const { stream, events } = pipe();
  stream.writableLength = 17e6;
  events.write(unobserved(1));
  events.write(ended);
  expect(stream.lines).toEqual([{ leftOut: 1 }, ended]);
  events.write(unobserved(2));
  events.close();
  expect(stream.lines.at(-1)).toEqual({ leftOut: 1 });
});
