/** What tells one thing from others of its kind has a digit: most segments are known by that alone. */
const withDigit = /[^/]*\d[^/]*/g;
const number = /^-?\d+(\.\d+)?$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** With a digit in it, as there are words of these letters. */
const hexadecimal = /^(?=.*\d)[0-9a-f]{8,}$/i;
/** So long, and with a digit, they are made by a program: a session, a signature, a hash. */
const token = /^(?=.*\d)[\w~-]{20,}$/;
/** A word and a number: `d61`, `s131468`, `order-7`. No version, as `v10`; and two digits at least, as `s3` and `h2` are words. */
const numbered = /^(?!v\d)(?:[a-z]{1,2}\d{2,}|[a-z]+[-_]\d+|[a-z]+\d{4,})$/i;
/** The name of a file, before its extension. */
const stem = /^(.+?)(\.[a-z]\w{0,4})?$/i;

/**
 * What requests for the same thing have in common: `GET /users/:n` of `GET /users/7`. The host of a request that was sent stays as
 * it is.
 */
export function routeOf(text: string): string {
  const slash = text.indexOf('/');
  if (slash < 0) return text;
  return text.slice(0, slash) + text.slice(slash).replace(withDigit, kindOfSegment);
}

function kindOfSegment(segment: string): string {
  if (number.test(segment)) return ':n';
  const [, name = '', extension = ''] = stem.exec(segment) ?? [];
  if (number.test(name)) return `:n${extension}`;
  const isOne = [uuid, hexadecimal, token, numbered].some((kind) => kind.test(name));
  return isOne ? `:id${extension}` : segment;
}
