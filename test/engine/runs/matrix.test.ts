import { runMatrix } from './helpers/matrix.ts';

runMatrix('black');
