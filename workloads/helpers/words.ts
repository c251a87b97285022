/** A number as people read it: `100,000`. */
export const inWords = (count: number) => count.toLocaleString('en-US');

/** So many of something: `1 task`, `100,000 tasks`. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${inWords(count)} ${count === 1 ? one : many}`;
