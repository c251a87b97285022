import { expect, test } from 'vitest';
import { Teller } from '../../source/probe/teller.ts';
import { decodeWatchEvent } from '../../source/protocol/decode.ts';
import { held, lane, look } from '../helpers/watched.ts';

/** A socket that holds so many bytes which nobody has read yet. */
function reader() {
  const socket = {
    writableLength: 0,
    told: [] as string[],
    write: (text: string) => socket.told.push(text) > 0,
  };
  const told = () =>
    socket.told
      .splice(0)
      .join('')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : decodeWatchEvent(line)));
  return { socket, told, teller: new Teller(socket as never) };
}

/** Two were left out before, as the looks themselves say. */
const droppedIn = (events: ReturnType<ReturnType<typeof reader>['told']>) =>
  events.map((event) => (event.type === 'sample' ? event.overhead.samplesDropped : event.type));

test('all is told to who reads', () => {
  const { teller, told } = reader();
  teller.tell([lane(0, 'main'), look(250, [1])]);
  teller.tell([]);
  expect(droppedIn(told())).toEqual(['lane', 2]);
});

test('who does not read is told later what happened, and how many samples were left out', () => {
  const { socket, teller, told } = reader();
  socket.writableLength = 5e6;
  expect(teller.isFull).toBe(true);
  teller.tell([look(250, [1]), lane(1, 'thread-1'), look(500, [1])]);
  teller.tell([held(500, 100), held(500, 200), held(500, 300, { over: true })]);
  expect(told()).toEqual([]);
  socket.writableLength = 0;
  teller.tell([look(750, [1])]);
  expect(droppedIn(told())).toEqual(['lane', 'held', 4]);
  teller.tell([look(1000, [1])]);
  expect(droppedIn(told())).toEqual([4]);
});

test('what waits for a reader is bounded, the latest is kept', () => {
  const { socket, teller, told } = reader();
  socket.writableLength = 5e6;
  for (let at = 0; at < 3000; at++) teller.tell([held(at * 1000, 200, { over: true })]);
  socket.writableLength = 0;
  teller.tell([]);
  const all = told();
  expect(all).toHaveLength(1000);
  expect(all.at(-1)).toMatchObject({ startedMs: 2_999_000 });
});
