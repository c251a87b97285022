/** Makes no object of its own: fields of a class that extends it are added to the object that it is given. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return object;
  }
}

/**
 * Notes something on an object of the program's. It is a private field: nobody comes upon it, and the collector has no more to do for
 * it, as it would have for a WeakMap of as many objects.
 */
export class Noted extends Given {
  #note: unknown;

  /** Once for each object. */
  constructor(object: object, note: unknown) {
    super(object);
    this.#note = note;
  }

  /** Null: nothing is noted on it. */
  static on<Note>(object: object): Note | null {
    return #note in object ? (object.#note as Note) : null;
  }
}
