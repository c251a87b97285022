import { runMatrix } from '../engine/runs/helpers/matrix.ts';

runMatrix('white');
