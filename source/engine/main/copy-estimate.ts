/** Nanoseconds for an item of an array or a map, a byte of a buffer and a character, there and back: structured clone, measured. */
const itemNs = 40;
const objectNs = 1000;
const byteNs = 0.5;
const characterNs = 1;
/** Of fewer bytes or items a copy costs no more than the message does. */
const leastBytes = 65_536;
const leastItems = 1000;

/** What a copy of a result takes, in milliseconds, by its size alone: of what it holds only the first item is looked at. */
export function copyEstimateMs(value: unknown): number {
  if (typeof value === 'string') return estimate(value.length, leastBytes, characterNs);
  if (typeof value !== 'object' || value === null) return 0;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return estimate(value.byteLength, leastBytes, byteNs);
  if (Array.isArray(value)) return estimate(value.length, leastItems, isObject(value[0]) ? objectNs : itemNs);
  return value instanceof Map || value instanceof Set ? estimate(value.size, leastItems, itemNs) : 0;
}

const isObject = (item: unknown) => typeof item === 'object' && item !== null;

const estimate = (size: number, least: number, eachNs: number) => (size < least ? 0 : (size * eachNs) / 1e6);
