type Method = (given: readonly unknown[]) => unknown;
type Put = { readonly key: string; readonly own: (...given: readonly unknown[]) => unknown };

/** Methods of one object that are not those of its class for a while. Nobody comes upon them by enumerating. */
export class Own {
  readonly #object: object;
  #put: Put[] = [];

  constructor(object: object) {
    this.#object = object;
  }

  /** `around`: what is done with what it is given, around the one that was there. */
  put(key: string, around: (method: Method) => Method): void {
    const method = Reflect.get(this.#object, key) as Put['own'];
    const object = this.#object;
    // Somebody may have it from another object, or keep it.
    const own: Put['own'] = function (this: unknown, ...given) {
      return around((all) => Reflect.apply(method, this ?? object, all))(given);
    };
    Object.defineProperty(object, key, { value: own, configurable: true, writable: true, enumerable: false });
    this.#put.push({ key, own });
  }

  /** Those, or all. One that somebody else has wrapped since stays: it passes on to what is below. */
  remove(...keys: readonly string[]): void {
    const removed = keys.length === 0 ? this.#put : this.#put.filter(({ key }) => keys.includes(key));
    this.#put = this.#put.filter((one) => !removed.includes(one));
    for (const { key, own } of removed)
      if (Object.getOwnPropertyDescriptor(this.#object, key)?.value === own)
        Reflect.deleteProperty(this.#object, key);
  }
}
