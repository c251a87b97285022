/** Why a process is not attached to. */
export class CannotAttach extends Error {
  override name = 'CannotAttach';
  /** `what`: the rest of a sentence that begins with the process; `remedy`: what to do instead, null where there is nothing. */
  constructor(pid: number, what: string, remedy: string | null = null) {
    super(`process ${pid} ${what}${remedy === null ? '' : `; ${remedy}`}`);
  }
}

/** What can be done where only a program that Heddle has started itself can be observed from inside. */
export const startItObserved = 'heddle watch -- COMMAND starts it observed';
