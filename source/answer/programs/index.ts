export { type Program, programExtension, programOfAnswer } from './of-answer.ts';
export { programMarks } from './program.ts';
