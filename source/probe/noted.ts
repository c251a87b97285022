import type { Begun } from './request-table.ts';

/** Makes no object of its own: fields of a class that extends it are added to the object that it is given. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return object;
  }
}

/**
 * Notes on an object of the program's which request it is of. It is a private field: nobody comes upon it, and the collector has no
 * more to do for it, as it would have for a WeakMap of as many requests.
 */
export class Noted extends Given {
  #one: Begun;

  /** Once for each object. */
  constructor(object: object, one: Begun) {
    super(object);
    this.#one = one;
  }

  static on(object: object): Begun | null {
    return #one in object ? object.#one : null;
  }
}
