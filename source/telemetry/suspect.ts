import type { VitalEventOf } from '../protocol/vital-events.ts';

/** From this share of the looks on, a freeze was of one task: the first look may still have seen what ran before it. */
const mostlyRatio = 0.8;

type Holder = VitalEventOf<'held'>['holder'];

/** Which task holds a frozen loop: the one that stays on its stack, of all that looks have seen there. */
export class Suspect {
  looks = 0;
  #withTask = 0;
  /** The task of the looks from the second on, and whether it was another one in some of them. */
  #later: number | null = null;
  #several = false;
  #now: { readonly task: number | null; looks: number } | null = null;
  #longest: { readonly task: number | null; looks: number } | null = null;

  /** One look saw this task on the stack; null for none. */
  note(task: number | null): void {
    this.looks++;
    if (this.#now?.task !== task) this.#now = { task, looks: 0 };
    this.#now!.looks++;
    if (this.#now!.looks > (this.#longest?.looks ?? 0)) this.#longest = { ...this.#now! };
    if (task === null) return;
    this.#withTask++;
    if (this.looks === 1) return;
    if (this.#later !== null && this.#later !== task) this.#several = true;
    this.#later = task;
  }

  /**
   * Null: it is not known. A loop that runs one task after another without turning is held by all of them, which is known
   * only where several were seen: a task that goes on after an await of its own is not noted.
   */
  get holder(): Holder {
    const { task, looks } = this.#longest ?? { task: null, looks: 0 };
    if (looks >= mostlyRatio * this.looks)
      return task === null ? null : { kind: 'task', task, certainty: 'likely' };
    const areTasks = this.#several && this.#withTask >= mostlyRatio * this.looks;
    return areTasks ? { kind: 'tasks', certainty: 'likely' } : null;
  }
}
