import { hasFailed } from '../protocol/request-status.ts';
import type { Logged } from './logged.ts';
import { textOf } from './request-table.ts';
import { type Route, type RouteRow, Routes, slowMs } from './routes.ts';

const slash = '/'.charCodeAt(0);
const questionMark = '?'.charCodeAt(0);
const [zero, nine] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];
/** No character of a path. */
const aNumber = 0x1_00_00;

/** Of shapes whose route is known already: paths that name one thing each have as many shapes. */
const keptShapes = 1000;

/** `check`: another number of the shape; two that share both are one in 10^19. */
type Known = { readonly check: number; readonly route: Route };

/**
 * Requests to the program that were answered before anybody could look at them: they are counted where they are served, by their
 * routes. To write each into memory for another thread to read it costs several times as much.
 */
export class FastRequests {
  readonly #routes = new Routes();
  readonly #known = new Map<string, Map<number, Known>>();
  /** Of the path that was read last. */
  #shape = 0;
  #check = 0;

  /** False: it is not one of these. */
  add(one: Logged): boolean {
    if (one.endedMs === null || one.kind !== 'server') return false;
    const ms = one.endedMs - one.startedMs;
    if (ms > slowMs || hasFailed(one.status)) return false;
    this.#read(one.path);
    const known = this.#known.get(one.method)?.get(this.#shape);
    const route = known !== undefined && known.check === this.#check ? known.route : this.#new(one);
    route.add(ms, false);
    return true;
  }

  /** What was counted since the last call. */
  take(): RouteRow[] {
    return this.#routes.take();
  }

  #new(one: Logged): Route {
    const route = this.#routes.of(one.kind, textOf(one));
    const known = this.#known.get(one.method) ?? new Map<number, Known>();
    if (known.size >= keptShapes) known.clear();
    this.#known.set(one.method, known.set(this.#shape, { check: this.#check, route }));
    return route;
  }

  /** Paths without their query that differ in numbers alone, as `/users/7` and `/users/81`, have the same shape, and the same route. */
  #read(path: string): void {
    const { length } = path;
    let shape = 0;
    let check = 0;
    for (let at = 0, before = 0; at < length; at++) {
      let character = path.charCodeAt(at);
      if (character === questionMark) break;
      if (before === slash && isDigit(character)) {
        const end = endOfNumber(path, at);
        if (end > 0) {
          character = aNumber;
          at = end - 1;
        }
      }
      shape = (Math.imul(shape, 31) + character) | 0;
      // FNV-1, http://www.isthe.com/chongo/tech/comp/fnv/
      check = Math.imul(check, 0x01000193) ^ character;
      before = character;
    }
    this.#shape = shape;
    this.#check = check;
  }
}

const isDigit = (character: number) => character >= zero && character <= nine;

/** Of a segment that begins there and is nothing but digits; 0: it is something else. */
function endOfNumber(path: string, start: number): number {
  for (let at = start; at < path.length; at++) {
    const character = path.charCodeAt(at);
    if (character === slash || character === questionMark) return at;
    if (!isDigit(character)) return 0;
  }
  return path.length;
}
