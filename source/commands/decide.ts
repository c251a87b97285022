import { usualBudgetMs } from '../answer/step.ts';
import { makePlan } from '../catalog/make-plan.ts';
import { usualWhere } from '../catalog/where.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted, unexpected, usageError } from '../command-line/usage-error.ts';
import { readAnswers } from '../guide/answers.ts';
import { decideMeasured } from '../guide/decide-measured.ts';
import { contradictionLine, type Look, measuredAnswers, nothingMeasured } from '../guide/measured.ts';
import type { Answers } from '../guide/question.ts';
import { roomFor, ruledOutBy, withoutEffect } from '../guide/ruled-out.ts';
import { createKeeper } from '../host/cache.ts';
import { exitCodes, signalExitCodes } from '../host/exit-code.ts';
import { findWork } from '../host/find-work.ts';
import { speech } from '../host/output.ts';
import { readRoom } from '../host/room.ts';
import { hasScreen } from '../host/terminal.ts';
import { version } from '../host/version.ts';
import { builtInWorkloads } from '../launch/built-in.ts';
import { answerDocument } from '../plain/answer-document.ts';
import { decisionLines, questionLines } from '../plain/verdict.ts';
import { decisionDocument, questionsDocument } from '../plain/verdict-document.ts';
import { keptLaneBytes } from '../table/measured.ts';
import { placeHere } from './check-claims.ts';
import { decideWork, type Proved, type Work } from './decide-work.ts';
import { checkProgramFile } from './program-file.ts';
import { programFrom, tellAnswer } from './tell-answer.ts';

/**
 * `heddle decide [workload|file]`: which model the answers lead to, and why. On a terminal the Guide with these
 * answers, unless text was asked for. Exit code 3 where another answer is needed.
 */
export async function decide(options: Options): Promise<number> {
  const startedAt = new Date().toISOString();
  const answers = accepted(readAnswers(options.answers));
  const work = await namedWork(options);
  const { ascii, json, list, measure, plain, given, code, markdown } = options;
  const { say, note } = speech(ascii);
  if (list) {
    if (json) process.stdout.write(document(questionsDocument(version)));
    else say(questionLines().join('\n'));
    return exitCodes.completed;
  }
  // A person's file is measured unless that is refused; a workload of the list only where it is asked for.
  const isMeasured = measure ?? (work !== null && work.card.module !== null);
  const isText = json || plain || markdown || code !== null;
  if (hasScreen() && !isText && !measure && !given.includes('answer'))
    // The command is the consent: nothing more has to be pressed.
    return onScreen(options, work, isMeasured);

  if (!work && (markdown || code !== null)) throw needsWork(markdown ? 'markdown' : 'code');
  if (code && work) accepted(checkProgramFile(code, work.card.runtime));

  // The same sizes as on the screen: by what a lane takes here, where that was measured.
  const laneBytes = keptLaneBytes(createKeeper(), placeHere(usualWhere));
  const machine = { ...readRoom(), laneBytes };
  if (work && isMeasured) tellOfNoEffect(answers, note);
  const proved =
    work && isMeasured
      ? await decideWork(work, options, roomFor(answers, machine), ruledOutBy(answers, work.card.runtime), {
          note,
        })
      : null;
  if (proved?.stoppedBy === 'reader') return exitCodes.completed;
  if (proved?.stoppedBy) return signalExitCodes[proved.stoppedBy];
  const found =
    measure || proved
      ? measuredAnswers(answers, proved && lookOf(proved), machine)
      : { answers, ...nothingMeasured };
  if (!proved)
    for (const { key, value, saw } of found.measured)
      note(`${key}${value === null ? '' : `=${value}`}: ${saw}`);
  if (measure && !work) note('To measure more, name your file: heddle decide ./my-work.js');
  const decision = decideMeasured(found.answers, machine, proved?.answer ?? null);
  const program = proved && programFrom(proved, work!, options, { say, note });
  const answer = proved && answerDocument(proved.answer, program);
  if (json)
    process.stdout.write(document(decisionDocument(decision, found, { heddle: version, startedAt }, answer)));
  else if (proved) {
    await tellAnswer(proved, work!, program, options, { say, note });
    for (const one of found.contradicted) note(contradictionLine(one));
  } else say(decisionLines(decision, work?.word ?? null).join('\n'));
  if (proved) return proved.answer.kind === 'cannot-tell' ? exitCodes.undecided : exitCodes.completed;
  return decision.verdict ? exitCodes.completed : exitCodes.undecided;
}

/** `heddle guide [workload|file]`: the Guide, also with answers given; without a terminal, or where asked, as text. */
export async function guide(options: Options): Promise<number> {
  if (!hasScreen() || options.plain || options.json) return decide(options);
  return onScreen(
    { ...options, answers: accepted(readAnswers(options.answers)) },
    await namedWork(options),
    false,
  );
}

/** Names the answers that change nothing of what is measured, with the command that tells what follows from them. */
function tellOfNoEffect(answers: Answers, note: (text: string) => void): void {
  const without = withoutEffect(answers);
  if (without.length === 0) return;
  const flags = without.map((answer) => `--answer ${answer}`).join(' ');
  note(
    `${without.join(', ')}: no effect on what is measured. Heddle's guide uses it: heddle decide ${flags}`,
  );
}

/** What the runs of a file say to questions. */
function lookOf({ ran: [first], answer }: Proved): Look | null {
  return first ? { summary: first.summary, character: answer.character } : null;
}

const needsWork = (flag: string) =>
  usageError(
    'workload',
    `--${flag} needs a file that is measured`,
    `name it: heddle decide ./my-work.js --${flag}`,
  );

/** `start`: measure the work at once. */
async function onScreen(options: Options, work: Work | null, start: boolean): Promise<number> {
  const { openScreen } = await import('../app.ts');
  const { answers, budgetMs, maxCalls, by } = options;
  const bounds = { budgetMs: budgetMs ?? usualBudgetMs, maxCalls, by };
  const argument = { answers, bounds, start, ...(work && { wish: work.wish }) };
  return openScreen(options, 'guide', argument, work?.card ?? null);
}

/** The work that was named, checked as if it were to run; null for none. */
async function namedWork({ command, words, given, choice }: Options): Promise<Work | null> {
  const [word, surplus] = words;
  if (surplus !== undefined) throw unexpected(surplus, command!, 'one workload or file');
  if (word === undefined) {
    const flag = ['tasks', 'inputs', 'set', 'seed'].find((name) => given.includes(name));
    if (flag)
      throw usageError(
        'workload',
        `--${flag} needs a workload or a file`,
        `name it: heddle ${command} <workload|file>`,
      );
    return null;
  }
  const found = accepted(await findWork(word, choice, await builtInWorkloads()));
  const card = found.workload;
  accepted(makePlan(found.choice, card, readRoom()));
  return { word, card, wish: { ...found.choice, workload: card.id } };
}

function document(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
