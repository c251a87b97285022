/** From this share of the looks on, a freeze was of one task: the first look may still have seen what ran before it. */
const mostlyRatio = 0.8;

/** Which task holds a frozen loop: the one that stays on its stack, of all that looks have seen there. */
export class Suspect {
  looks = 0;
  #now: { readonly task: number | null; looks: number } | null = null;
  #longest: { readonly task: number | null; looks: number } | null = null;

  /** One look saw this task on the stack; null for none. */
  note(task: number | null): void {
    this.looks++;
    if (this.#now?.task !== task) this.#now = { task, looks: 0 };
    this.#now!.looks++;
    if (this.#now!.looks > (this.#longest?.looks ?? 0)) this.#longest = { ...this.#now! };
  }

  /** Null for none, and where a loop runs one task after another without turning: that is the doing of all of them. */
  get task(): number | null {
    const { task, looks } = this.#longest ?? { task: null, looks: 0 };
    return looks >= mostlyRatio * this.looks ? task : null;
  }
}
