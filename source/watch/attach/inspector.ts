import { get } from 'node:http';
import { CannotAttach } from './cannot-attach.ts';

/** The inspector's own thread answers at once, whatever holds the loop; what takes longer is none. */
const answerMs = 1000;

/** The address of the inspector that listens there; null: it is none. */
export function inspectorAt(host: string, port: number): Promise<string | null> {
  return new Promise((done) => {
    const none = () => done(null);
    get(
      { host, port, path: '/json/list', agent: false, signal: AbortSignal.timeout(answerMs) },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', none).on('end', () => done(addressIn(text)));
      },
    ).on('error', none);
  });
}

function addressIn(text: string): string | null {
  try {
    const [first] = JSON.parse(text) as { webSocketDebuggerUrl?: unknown }[];
    const address = first?.webSocketDebuggerUrl;
    return typeof address === 'string' && address.startsWith('ws://') ? address : null;
  } catch {
    return null;
  }
}

/** What the inspector answers to an evaluation. */
type Answer = {
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: {
      readonly text: string;
      readonly exception?: { readonly description?: string };
    };
  };
};

type Question = {
  readonly pid: number;
  readonly address: string;
  readonly expression: string;
  /** When to give up. */
  readonly signal: AbortSignal;
};

/** Evaluates an expression in the process, on top of what runs there; resolves with its value. Leaves the inspector again. */
export function evaluateAt({ pid, address, expression, signal }: Question): Promise<unknown> {
  const socket = new WebSocket(address);
  const value = new Promise<unknown>((done, failed) => {
    const fail = (why: string, remedy?: string) => failed(new CannotAttach(pid, why, remedy));
    const params = { expression, includeCommandLineAPI: true, returnByValue: true, silent: true };
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    socket.onmessage = ({ data }) => {
      const { error, result } = JSON.parse(String(data)) as Answer;
      const thrown = result?.exceptionDetails;
      if (error || !result) fail(`cannot be asked by its inspector: ${error?.message}`);
      else if (thrown) fail(`cannot be observed: ${firstLine(thrown.exception?.description ?? thrown.text)}`);
      else done(result.result.value);
    };
    socket.onclose = () => fail('has closed its inspector meanwhile, or ended', 'try again');
    signal.addEventListener('abort', () => failed(signal.reason));
  });
  return value.finally(() => socket.close());
}

const firstLine = (text: string) => text.split('\n', 1)[0];
