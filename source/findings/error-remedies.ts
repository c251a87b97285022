import { count } from '../format.ts';
import type { ErrorKind } from '../session/error-kinds.ts';
import { aroundFailure } from './around-failure.ts';
import { descriptorLimitOf, descriptorsMet } from './descriptors-fit.ts';
import type { Evidence, Found } from './finding.ts';
import { sources } from './sources.ts';
import { type Advice, advice } from './step.ts';
import { isTimeOut } from './time-outs.ts';

/** Why tasks failed with a code, and what to do about it. */
type Remedy = Advice & Pick<Found, 'why' | 'source'> & { readonly figures?: Found['figures'] };
type RemedyOf = (kind: ErrorKind, evidence: Evidence) => Remedy;

const todo = (next: string): Advice => ({ next, step: null });

/** The address in an error: `connect ECONNREFUSED 127.0.0.1:80`, `Connect call failed ('127.0.0.1', 80)`. */
function addressIn({ first }: ErrorKind): string | null {
  const message = first?.error.message ?? '';
  const [, address] = /\bE[A-Z]+ (\S+:\d+)/.exec(message) ?? [];
  const [, host, port] = /\('([^']+)', (\d+)/.exec(message) ?? [];
  return address ?? (host === undefined ? null : `${host}:${port}`);
}

/** The name in `getaddrinfo ENOTFOUND example.invalid`. */
function hostIn({ first }: ErrorKind): string | null {
  return /\b(?:ENOTFOUND|EAI_[A-Z]+) ([\w.-]+)/.exec(first?.error.message ?? '')?.[1] ?? null;
}

/** Half as many at once; where it was one at a time, or it is not the number that matters, `otherwise`. */
function fewer({ session }: Evidence, rest: string, otherwise: string): Advice {
  const { concurrency } = session.plan;
  const some = session.tasks.counts.done > 0 && concurrency > 1;
  return some ? advice({ kind: 'at-once', to: Math.floor(concurrency / 2) }, rest) : todo(otherwise);
}

const tooManyFiles: RemedyOf = ({ first, rootCode }, { session }) => {
  const limit = first ? descriptorLimitOf(session, first.task) : null;
  const { fitted, fit, leaks } = first
    ? descriptorsMet(session, first.task, limit)
    : { fitted: 0, fit: null, leaks: false };
  const met =
    rootCode === 'ENFILE'
      ? 'All programs together have as many files open as the system allows.'
      : `The process may have ${limit === null ? 'no more' : count(limit)} files open (ulimit -n).`;
  const base = {
    source: sources.descriptors,
    figures: { ...(limit === null ? {} : { limit }), ...(fit === null || leaks ? {} : { fit }) },
  };
  if (leaks)
    return {
      ...base,
      why: `${met} Ended tasks left theirs open.`,
      ...todo('Close in each task what it opens, also where it throws'),
    };
  if (fit === null)
    return {
      ...base,
      why: `${met} No task got all it needs.`,
      ...advice(
        { kind: 'at-once', to: Math.max(1, Math.floor(session.plan.concurrency / 2)) },
        ', and half of that until none fails',
      ),
    };
  return {
    ...base,
    why: `${met.slice(0, -1)}: enough for ${count(fitted)} such tasks.`,
    ...advice({ kind: 'at-once', to: fit }, ', some to spare'),
  };
};

const refused: RemedyOf = (kind, { session }) => {
  const where = addressIn(kind) ?? 'that address';
  return session.tasks.counts.done > 0
    ? {
        why: `No server accepted connections at ${where} at that moment.`,
        ...todo('Look why that server was down meanwhile; try such tasks again after a pause'),
        source: sources.connect,
      }
    : {
        why: `No server accepts connections at ${where}.`,
        ...todo('Start that server, or correct the address'),
        source: sources.connect,
      };
};

/** Who refuses at once what is too much answers the others: as many as were under way then and are done. */
function asManyAsServed(kind: ErrorKind, evidence: Evidence, rest: string, otherwise: string): Advice {
  const { done, underWay } = kind.first
    ? aroundFailure(evidence.session, kind.first.task)
    : { done: 0, underWay: 0 };
  return done > 0 && done < underWay
    ? advice({ kind: 'at-once', to: done }, rest)
    : fewer(evidence, rest, otherwise);
}

const closedByOther: RemedyOf = (kind, evidence) => ({
  why: 'The other side closed the connection before it had answered.',
  ...asManyAsServed(
    kind,
    evidence,
    ': a server that is full closes connections. Look into its log',
    'Look into the log of that server: it says why it closes them',
  ),
  source: sources.tcp,
});

const noAnswer: RemedyOf = (kind, evidence) => {
  const where = addressIn(kind);
  const isFree = evidence.summary.loop.frozenMs === 0;
  return {
    why: `${where ?? 'The other side'} did not answer in time.${isFree ? ' The loop was free to take an answer.' : ''}`,
    ...fewer(
      evidence,
      ': the other side may answer no more at once',
      'Check that the other side can be reached; else allow it more time',
    ),
    source: sources.tcp,
  };
};

const wasAborted: RemedyOf = () => ({
  why: 'They were aborted: by a time-out, or by your own code.',
  ...todo('Find who aborts them; if it is a time-out, the other side did not answer'),
  source: sources.abort,
});

const databaseIsLocked: RemedyOf = (_, evidence) => ({
  why: 'Another connection was writing: SQLite lets one write at a time.',
  ...fewer(
    evidence,
    ', or let them wait for each other (busy timeout, WAL)',
    'Set a busy timeout, and use WAL',
  ),
  source: sources.sqlite,
});

const noConnectionFree: RemedyOf = (kind, evidence) => ({
  why: 'All connections that the pool or the server allows were in use.',
  ...asManyAsServed(
    kind,
    evidence,
    ', or allow more connections: more at once only wait',
    'Allow more connections, or give them back sooner',
  ),
  source: sources.poolSize,
});

/** Reasons that libraries tell in words, each with a code of its own. */
const remediesOfWords: readonly (readonly [words: RegExp, remedy: RemedyOf])[] = [
  [/SQLITE_BUSY|database (?:table )?is locked/i, databaseIsLocked],
  [/connection pool|QueuePool limit|too many (?:clients|connections)|connection slots/i, noConnectionFree],
];

const noSuchName: RemedyOf = (kind) => ({
  why: `There is no address for the name ${hostIn(kind) ?? 'that was asked for'}.`,
  ...todo('Correct the name, or look it up: getent hosts NAME'),
  source: sources.names,
});

const noMemory: RemedyOf = (_, evidence) => ({
  why: 'The system had no memory left for it.',
  ...fewer(evidence, ': each needs memory of its own', 'Use less memory per task'),
  source: sources.errnos,
});

const remedies: Readonly<Record<string, RemedyOf>> = {
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  ECONNREFUSED: refused,
  ECONNRESET: closedByOther,
  EPIPE: closedByOther,
  UND_ERR_SOCKET: closedByOther,
  ETIMEDOUT: noAnswer,
  AbortError: wasAborted,
  ABORT_ERR: wasAborted,
  EADDRINUSE: (kind) => ({
    why: `Another task or program already listens at ${addressIn(kind) ?? 'that address'}.`,
    ...todo('Listen on port 0: then each task gets a free port'),
    source: sources.bind,
  }),
  EADDRNOTAVAIL: (_, evidence) => ({
    why: 'All ports for connections to that address are in use.',
    ...fewer(
      evidence,
      ', and keep connections open for the next task',
      'Keep connections open for the next task',
    ),
    source: sources.connect,
  }),
  ENOTFOUND: noSuchName,
  EAI_NONAME: noSuchName,
  EAI_AGAIN: (kind) => ({
    why: `No name server answered the question for ${hostIn(kind) ?? 'the name'}.`,
    ...todo('Check the network (getent hosts NAME), and look up each name only once'),
    source: sources.names,
  }),
  ENOSPC: ({ syscall }) => ({
    why:
      syscall === 'watch'
        ? 'The system watches as many files as it may (fs.inotify.max_user_watches).'
        : 'The disk is full, or your quota on it.',
    ...todo(
      syscall === 'watch' ? 'Watch fewer files, or allow more' : 'Free space there: df -h shows the disks',
    ),
    source: sources.errnos,
  }),
  ENOMEM: noMemory,
  MemoryError: noMemory,
};
/** What to do where the error's own words tell why. */
const hints: Readonly<Record<string, string>> = {
  ENOENT: 'Correct the path: relative ones begin in the folder you started Heddle in',
  EACCES: 'Give your user the right to do that, or use another path or port',
  EPERM: 'Give your user the right to do that, or use another path',
  EISDIR: 'Correct the path: it is that of a folder',
  ENOTDIR: 'Correct the path: a part of it is a file',
  EEXIST: 'Give each task a path of its own',
};

const firstLine = ({ first }: ErrorKind) => first?.error.message.split('\n')[0] ?? null;

/** As the system names its errors. */
const system = /^(?:E[A-Z]{2,}[A-Z0-9]*|EAI_[A-Z]+)$/;

/** For a kind of errors whose reason is outside of the code: null for others, of which the message says all. */
export function remedyFor(kind: ErrorKind, evidence: Evidence): Remedy | null {
  const code = kind.rootCode ?? kind.name;
  const known = remedies[code];
  if (known) return known(kind, evidence);
  const message = kind.first?.error.message ?? '';
  const said = remediesOfWords.find(([words]) => words.test(`${code} ${message}`))?.[1];
  if (said) return said(kind, evidence);
  if (isTimeOut(kind, message)) return noAnswer(kind, evidence);
  if (!system.test(code)) return null;
  return {
    why: firstLine(kind) ?? 'The system refused what they asked for.',
    ...todo(hints[code] ?? 'Fix what that message says'),
    source: sources.errnos,
  };
}
