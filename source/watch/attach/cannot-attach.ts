/** Why a process is not attached to. */
export class CannotAttach extends Error {
  override name = 'CannotAttach';
  /** `1234 is python3, not Node.js` */
  readonly problem: string;
  /** What to do instead; null where there is nothing. */
  readonly remedy: string | null;

  /** `what`: the rest of a sentence that begins with the process. */
  constructor(pid: number, what: string, remedy: string | null = null) {
    super(`process ${pid} ${what}${remedy === null ? '' : `; ${remedy}`}`);
    this.problem = `${pid} ${what}`;
    this.remedy = remedy;
  }
}

/** What can be done where only a program that Heddle has started itself can be observed from inside. */
export const startItObserved = 'heddle watch -- COMMAND starts it observed';
