import { type Pieces, programOf, report, runners, runOne, sorted } from './program.ts';

/** One task after another. */
export function sequentialProgram(pieces: Pieces): string {
  const loop = 'for (const [index, input] of inputs.entries()) await run(index, input);';
  return onLoop(
    pieces,
    `const started = performance.now();
${loop}
${report}`,
  );
}

/** Tasks as promises on one event loop, `atOnce` of them pending together. */
export function asyncProgram(pieces: Pieces, atOnce: number): string {
  return onLoop(pieces, runners(atOnce));
}

function onLoop(pieces: Pieces, body: string): string {
  const { head, importWork, inputs, inputImports, context, call } = pieces;
  return programOf([
    head,
    sorted([...inputImports, ...(context?.imports ?? []), ...importWork.imports]),
    '',
    importWork.lines,
    inputs,
    'const results = [];',
    'let failed = 0;',
    '',
    context?.lines ?? null,
    '',
    runOne(call),
    '',
    body,
  ]);
}
