import type { LoadPlan, LoadRequest } from '../protocol/load-events.ts';
import { rateIn } from './rate.ts';
import { accept, type Result, refuse } from './refusal.ts';

/** On two cores of 2024, beside an http server that does nothing, one thread sends so many on time; 20,000 it does not. */
const mostLoadPerSecond = 10_000;
/** Where a load rises and nobody says how far. */
const usualTopPerSecond = mostLoadPerSecond;
/** A file is read into memory, and each of its requests kept. */
const mostRequests = 100_000;

const right = 'write GET /path, or POST /path {"a": 1}';
const examples = "'50/s GET /path', '50/s.. GET /path' or '50/s requests.txt'";

/** What was asked for: a rate, or where it rises from and to, and what is sent: a request, or a file of them. */
export type LoadWish = Pick<LoadPlan, 'name' | 'ratePerSecond' | 'untilPerSecond'> & {
  readonly what: { readonly request: LoadRequest } | { readonly file: string };
};

/** `50/s GET /path`, `50/s..800/s POST /login {"user":"x"}`, `50/s.. requests.txt`. */
export function parseLoad(given: string): Result<LoadWish> {
  const [, rates = '', what = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(given) ?? [];
  const span = /^(.*?)(\.\.(.*))?$/.exec(rates)!;
  const from = rateIn(span[1]!);
  if (from === null) return refuse('load', `is "${given}"`, `it begins with a rate: ${examples}`);
  const rises = span[2] !== undefined;
  const to = !rises ? null : span[3] === '' ? usualTopPerSecond : rateIn(span[3]!);
  if (rises && to === null)
    return refuse('load', `is "${given}"`, 'a load rises as 50/s..800/s does, or 50/s..');
  if (from === 0 || to === 0)
    return refuse('load', `is "${given}"`, `its rate has to be above 0: ${examples}`);
  if (Math.max(from, to ?? 0) > mostLoadPerSecond)
    return refuse('load', `is "${given}"`, 'it can be 10,000/s at most: faster Heddle cannot send on time');
  if (to !== null && to <= from) return refuse('load', `is "${given}"`, 'it must rise, as 50/s..800/s does');
  if (what === '') return refuse('load', `is "${given}"`, `it also needs what to send: ${examples}`);
  const wish = { name: what, ratePerSecond: from, untilPerSecond: to };
  const isRequest = /^\/|^[A-Z]+\s|^[a-z]+\s+\/|^\{/.test(what);
  if (!isRequest) return accept({ ...wish, what: { file: what.replace(/^@/, '') } });
  const request = parseRequest(what);
  if ('problem' in request) return refuse('load', request.problem, request.remedy);
  return accept({ ...wish, name: nameOf(request.request), what: request });
}

/** The requests in the text of a file, one a line; blank lines and those that begin with # say nothing. */
export function requestsIn(name: string, text: string): Result<LoadRequest[]> {
  const requests: LoadRequest[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const parsed = parseRequest(line.trim());
    if ('problem' in parsed)
      return refuse('load', `cannot be sent: line ${at + 1} of ${name} ${parsed.problem}`, parsed.remedy);
    requests.push(parsed.request);
    if (requests.length > mostRequests)
      return refuse('load', `names more than 100,000 requests: ${name}`, 'take fewer: they are sent in turn');
  }
  if (requests.length === 0)
    return refuse('load', `names a file without requests: ${name}`, 'write one per line');
  return accept(requests);
}

/** `GET /path`: without its query, which may hold a secret. */
const nameOf = ({ method, path }: LoadRequest) => `${method} ${path.replace(/\?.*$/, '')}`;

type Parsed = { readonly request: LoadRequest } | { readonly problem: string; readonly remedy: string };

/** `GET /path`, `/path`, `POST /path BODY`, or the same as JSON: `{"method":"POST","path":"/path","headers":{},"body":{}}`. */
function parseRequest(text: string): Parsed {
  if (text.startsWith('{')) return inJson(text);
  const [, method = 'GET', path = '', body = ''] = /^(?:([A-Za-z]+)\s+)?(\S+)\s*(.*)$/s.exec(text) ?? [];
  return checked({ method, path, headers: {}, body: body === '' ? null : body });
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const entries = ['method', 'path', 'headers', 'body'];

function inJson(text: string): Parsed {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { problem: 'is not JSON, though it begins with {', remedy: right };
  }
  const { method = 'GET', path, headers = {}, body = null } = value;
  const surplus = Object.keys(value).find((key) => !entries.includes(key));
  if (surplus !== undefined) return { problem: `has "${surplus}"`, remedy: `it takes ${entries.join(', ')}` };
  if (typeof method !== 'string' || typeof path !== 'string')
    return { problem: 'has no path', remedy: 'write {"method": "GET", "path": "/path"}' };
  if (
    typeof headers !== 'object' ||
    headers === null ||
    Object.values(headers).some((one) => typeof one !== 'string')
  )
    return {
      problem: 'has headers that are not words',
      remedy: 'write {"headers": {"accept": "text/html"}}',
    };
  const text_ = body === null || typeof body === 'string' ? body : JSON.stringify(body);
  return checked(
    { method, path, headers: headers as Record<string, string>, body: text_ },
    typeof body === 'object',
  );
}

/** They follow from the body, and from how Heddle keeps connections. */
const ownHeaders = ['content-length', 'transfer-encoding', 'connection', 'expect', 'upgrade'];

function checked(request: LoadRequest, isJson = false): Parsed {
  const { method, path, headers, body } = request;
  if (!methods.includes(method))
    return { problem: `has the method ${method}`, remedy: `it must be one of ${methods.join(', ')}` };
  if (!/^\/[!-~]*$/.test(path))
    return {
      problem: `has the path ${path === '' ? '""' : path}`,
      remedy: 'a path begins with / and is written as in a URL; it is sent to the program itself',
    };
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t -~\x80-\xff]*$/.test(value))
      return { problem: `has the header ${name}`, remedy: 'it cannot be sent as it is' };
    if (ownHeaders.includes(name.toLowerCase()))
      return { problem: `has the header ${name}`, remedy: 'leave it out: Heddle sets it' };
  }
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (body === null || hasType) return { request };
  const type = isJson || looksJson(body) ? 'application/json' : 'text/plain';
  return { request: { ...request, headers: { ...headers, 'content-type': type } } };
}

function looksJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
