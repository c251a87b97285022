export { type Program, programOfAnswer } from './of-answer.ts';
export { programMark } from './program.ts';
