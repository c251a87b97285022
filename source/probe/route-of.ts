/** Segments of a path that tell one thing from others of its kind. */
const number = /^-?\d+(\.\d+)?$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** With a digit in it, as there are words of these letters. */
const hexadecimal = /^(?=.*\d)[0-9a-f]{8,}$/i;
/** So long, and with a digit, they are made by a program: a session, a signature, a hash. */
const token = /^(?=.*\d)[\w~-]{20,}$/;
/** The name of a file, before its extension. */
const stem = /^(.+?)(\.[a-z]\w{0,4})?$/i;

/**
 * What requests for the same thing have in common: `GET /users/:n` of `GET /users/7`. The host of a request that was sent stays as
 * it is.
 */
export function routeOf(text: string): string {
  const slash = text.indexOf('/');
  if (slash < 0) return text;
  return text.slice(0, slash) + text.slice(slash).split('/').map(kindOfSegment).join('/');
}

function kindOfSegment(segment: string): string {
  if (number.test(segment)) return ':n';
  const [, name = '', extension = ''] = stem.exec(segment) ?? [];
  if (number.test(name)) return `:n${extension}`;
  return uuid.test(name) || hexadecimal.test(name) || token.test(name) ? `:id${extension}` : segment;
}
