import type { Attaching } from '../../probe/attached.ts';
import { CannotAttach } from './cannot-attach.ts';
import { injection } from './injection.ts';
import { evaluateAt } from './inspector.ts';
import { MainLoop } from './main-loop.ts';
import { openInspector } from './open-inspector.ts';

/** From then on a person is told what is waited for. */
const waitingMs = 1000;
/** Longer calls of native code are rare; the person may attach once more. */
const givesUpMs = 60_000;

/**
 * Puts a process under observation that is to tell what it sees on that socket. Resolves when it is, which a loop that is frozen in
 * JavaScript does not delay; a call of native code has to return first.
 */
export async function enter(pid: number, socket: string, onWaiting: (what: string) => void): Promise<void> {
  const loop = new MainLoop(pid);
  const givesUp = new AbortController();
  const timers = [setTimeout(() => givesUp.abort(noAnswer(pid)), givesUpMs)];
  const onAsked = () =>
    void timers.push(setTimeout(() => !loop.hasTurned && onWaiting(waitsFor(pid)), waitingMs));
  try {
    const { address, wasOpen } = await openInspector({ pid, loop, signal: givesUp.signal, onAsked });
    const expression = injection({ pid, socket, closes: !wasOpen });
    const attaching = (await evaluateAt({ pid, address, expression, signal: givesUp.signal })) as Attaching;
    if (attaching === 'watched')
      throw new CannotAttach(pid, 'is watched by another Heddle already', 'end that first');
    if (attaching === 'other')
      throw new CannotAttach(
        pid,
        'cannot open its inspector: another process has its port',
        'ss -ltnp shows which',
      );
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

const waitsFor = (pid: number) =>
  `process ${pid} has not answered yet: a call of native code has to return first`;
const stays = 'an inspector that opens when that call returns stays open until the process ends';
const noAnswer = (pid: number) =>
  new CannotAttach(
    pid,
    `has not answered for ${givesUpMs / 1000} s: it is in a call of native code, or takes SIGUSR1 itself`,
    stays,
  );
