import { request as open } from 'node:http';
import { connect } from 'node:tls';
import type { LoadRequest } from '../../protocol/load-events.ts';
import type { Target } from '../../sender/messages.ts';

/** Whoever has not answered by then may only be slow: it is not waited for. */
const mostMs = 2000;

/** What is at a port: `http` has answered, `silent` may be slow, `tls` is encrypted, `other` is none of them. */
export type Speaks =
  | { readonly what: 'http'; readonly status: number }
  | { readonly what: 'silent' | 'tls' | 'other' | 'closed' };

/** Sends a request once, to see what is there; it is one of those that a person wants to be sent. */
export async function firstRequest(target: Target, request: LoadRequest): Promise<Speaks> {
  const { method, path, headers, body } = request;
  const said = await new Promise<Speaks | NodeJS.ErrnoException>((done) => {
    const own = body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
    const sent = open({ ...target, method, path, headers: own, agent: false });
    const timer = setTimeout(() => done({ what: 'silent' }), mostMs);
    sent.on('response', (response) => {
      response.resume().on('close', () => done({ what: 'http', status: response.statusCode ?? 0 }));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => done(error));
    sent.on('close', () => clearTimeout(timer));
    sent.end(body ?? undefined);
  });
  if ('what' in said) return said;
  if (said.code === 'ECONNREFUSED' || said.code === 'EADDRNOTAVAIL') return { what: 'closed' };
  return { what: (await speaksTls(target)) ? 'tls' : 'other' };
}

/** Whether it begins to encrypt. That it may refuse this client in the end says the same. */
function speaksTls(target: Target): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ ...target, rejectUnauthorized: false, timeout: mostMs });
    const end = (is: boolean) => {
      socket.destroy();
      done(is);
    };
    socket.on('secureConnect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => end(/^ERR_SSL_.*ALERT/.test(code)));
  });
}
