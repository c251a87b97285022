import type { Ending, ProgramEvent } from '../protocol/program-events.ts';

type Listen = (said: ProgramEvent) => void;

/**
 * Tells how the process that Heddle has started has ended. One that is killed goes without a word, and only its parent is told
 * how: until then its end waits.
 */
export class OwnChild {
  readonly #onEvent: Listen;
  #pid: number | null = null;
  #ended: Extract<ProgramEvent, { pid: number }> | null = null;

  constructor(onEvent: Listen) {
    this.#onEvent = onEvent;
  }

  /** To be told everything that is told of the program: passes it on. */
  readonly onEvent = (said: ProgramEvent): void => {
    if (this.#waits(said)) this.#ended = said;
    else this.#onEvent(said);
  };

  /** It was started. */
  begin(pid: number | null): void {
    this.#pid = pid;
  }

  end({ exitCode, signal }: Pick<Ending, 'exitCode' | 'signal'>): void {
    const said = this.#ended;
    if (said?.event.type !== 'watch-ended') return;
    const how = signal === null ? 'exited' : 'killed';
    this.#onEvent({ pid: said.pid, event: { ...said.event, how, exitCode, signal } });
  }

  #waits(said: ProgramEvent): said is Extract<ProgramEvent, { pid: number }> {
    if (!('event' in said) || said.pid !== this.#pid || said.event.type !== 'watch-ended') return false;
    return said.event.how !== 'detached' && said.event.exitCode === null;
  }
}
