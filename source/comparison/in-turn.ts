/**
 * Several things `rounds` times over: each once a round, and after another one from round to round, so that what a run
 * leaves behind (a warm core, a full cache, a throttled clock) does not always fall on the same one. It is the design
 * of E. J. Williams (1949): a zigzag over the list, moved on by one a round. Of an odd number every other round goes
 * backwards, because a zigzag moved on would repeat its neighbours. The first round is in the order of the list.
 */
export function inTurn<T>(items: readonly T[], rounds: number): T[] {
  return Array.from({ length: rounds }, (_, round) => roundOf(items, round)).flat();
}

/** One of these rounds; the first is 0. */
export function roundOf<T>(items: readonly T[], round: number): T[] {
  const zigzag = items.map((_, at) => (at % 2 === 0 ? at / 2 : items.length - (at + 1) / 2));
  const placeOf = zigzag.map((_, value) => zigzag.indexOf(value));
  const order = zigzag.map((value) => items[placeOf[(value + round) % items.length]!]!);
  return items.length % 2 === 1 && round % 2 === 1 ? order.reverse() : order;
}
