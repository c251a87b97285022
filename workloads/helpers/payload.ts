/** The fractional part of the golden ratio as a word: multiples of it scatter over all words. */
const scatter = 0x9e3779b1;

const wordOf = (task: number, at: number) => Math.imul(at + task + 1, scatter);

/** Fills memory with words that differ from place to place and from task to task. As cheap as making data gets. */
export function fill(words: Int32Array, task: number): void {
  for (let at = 0; at < words.length; at++) words[at] = wordOf(task, at);
}

/** Bytes of a payload that are looked at: spread over all of it, with its first and its last. */
const samples = 1024;

/** Whether that is the payload of a task: as many bytes as it should have, and a sample of them right. */
export function isPayload(bytes: ArrayLike<number>, size: number, task: number): boolean {
  if (bytes.length !== size) return false;
  const word = new Int32Array(1);
  const wordBytes = new Uint8Array(word.buffer);
  for (let sample = 0; sample < samples; sample++) {
    const at = Math.round((sample / (samples - 1)) * (size - 1));
    word[0] = wordOf(task, at >> 2);
    if (bytes[at] !== wordBytes[at & 3]) return false;
  }
  return true;
}

/** The bytes that a JSON text tells of, in which each stands behind its number, as of any other object. */
export function bytesOf(json: string): ArrayLike<number> {
  const byNumber = JSON.parse(json) as Record<number, number>;
  return { ...byNumber, length: Object.keys(byNumber).length };
}
