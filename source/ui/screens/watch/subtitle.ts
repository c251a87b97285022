import { shortRuntimeName } from '../../../catalog/runtimes/index.ts';
import { atWords } from '../../../findings/held-words.ts';
import { cores, count, duration, rate, seconds } from '../../../format.ts';
import { commandWords, endingWords } from '../../../session/program-words.ts';
import { heldNow } from '../../../session/vitals.ts';
import { waitingOutside } from '../../../session/waiting-outside.ts';
import { isLoading } from '../../../session/watch.ts';
import { toWidth, widthOf } from '../../text.ts';
import { frozenSign, type Theme } from '../../theme.ts';
import { frozenBehind, inFlightOf, type Seen, servedPerSecond } from './seen.ts';

/** What is watched, and how it is, in one row; where there is too little room what is told elsewhere goes first. */
export function subtitle(
  command: readonly string[],
  seen: Seen,
  isDetached: boolean,
  width: number,
  theme: Theme,
): string {
  const words = commandWords(command);
  // However long it is, how the program is has its room.
  const name = theme.paint('strong', toWidth(words, Math.min(widthOf(words), Math.max(16, width >> 1))));
  const facts = factsOf(seen, isDetached, theme);
  for (let left = facts.length; left >= 0; left--) {
    const kept = facts.filter(({ rank }) => rank < left).map(({ text }) => text);
    const row = ` ${[name, ...kept].join(' · ')}`;
    if (widthOf(row) <= width) return row;
  }
  return toWidth(` ${name}`, width);
}

type Fact = { readonly text: string; readonly rank: number };

/** In their order; the ranks say which goes first where there is too little room. */
function factsOf(seen: Seen, isDetached: boolean, theme: Theme): Fact[] {
  const { pid, started, atMs, whole, loadedMs, sockets } = seen;
  const ended = whole.ended ?? null;
  const over = ended ? endingWords(ended) : isDetached ? 'detached: it goes on' : null;
  const served = servedPerSecond(seen);
  const outside = sockets === null ? 0 : waitingOutside(sockets);
  const behind = over === null ? behindWords(seen) : null;
  const all = [
    [pid === null ? null : `pid ${pid}`, 5],
    [started?.engine ? shortRuntimeName(started.engine) : null, 6],
    [pid === null ? null : seconds(atMs), 3],
    [over === null && loadedMs !== null ? `loaded in ${duration(loadedMs)}` : null, 7],
    [over, 0],
    [over === null && isLoading(seen) ? 'loading' : null, 1],
    [over === null && served !== null ? `${rate(served)} req/s` : null, 1],
    [over === null && served !== null ? `${count(inFlightOf(seen).served)} in flight` : null, 4],
    [over === null && outside > 0 ? `${count(outside)} wait outside` : null, 2],
    [behind && theme.paint('cold', behind), 0],
  ] as const;
  const told = all.flatMap(([text, weight]) => (text === null ? [] : [{ text, weight }]));
  const order = told.toSorted((a, b) => a.weight - b.weight);
  return told.map((fact) => ({ text: fact.text, rank: order.indexOf(fact) }));
}

/** `❄ pid 1242 frozen 0.9 s`: who looks at another process has to be told. */
function behindWords(seen: Seen): string | null {
  const [first, ...others] = frozenBehind(seen);
  if (first === undefined) return null;
  return others.length === 0
    ? `${frozenSign} pid ${first.pid} frozen ${duration(first.heldMs)}`
    : `${frozenSign} ${count(others.length + 1)} other processes frozen`;
}

/** The same for a terminal with no room for panes: what matters most comes first. */
export function oneLine(command: readonly string[], seen: Seen, isDetached: boolean): string {
  const squeezed = (text: string) => text.replace(' ', '');
  const { whole, lanes, cpu, memory } = seen;
  if (whole.ended) return `${commandWords(command)}: ${endingWords(whole.ended)}`;
  if (isDetached) return `${commandWords(command)}: detached`;
  const held = heldNow(seen);
  const served = servedPerSecond(seen);
  const first = held
    ? `${frozenSign} ${squeezed(duration(held.durationMs))} ${atWords(held) ?? ''}`.trimEnd()
    : isLoading(seen)
      ? 'loading'
      : `lag ${squeezed(duration(lanes[0]?.lagMs ?? null))}`;
  const rss = memory.rssBytes === null ? '' : `rss ${Math.round(memory.rssBytes / 1e6)}M`;
  const parts = [first, served === null ? '' : `${rate(served)}/s`, `cpu ${cores(cpu.engineCores)}`, rss];
  return [...parts.filter((part) => part !== ''), commandWords(command)].join(' ');
}
