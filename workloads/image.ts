import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskContext, Workload } from '../source/protocol/workload.ts';
import { blurRows, drawPicture, type Picture } from './helpers/picture.ts';
import { byPromises, inOneGo, pictureHash } from './helpers/png.ts';
import { refuseTooManyFiles, refuseTooMuchMemory } from './helpers/room.ts';
import { counted } from './helpers/words.ts';

type Parameters = { side: number; passes: number; images: number };
type Shared = { paths: string[]; hashes: string[] };

/** About 1 ms of blurring at the default size: short enough for a loop to stay responsive between two. */
const rowsAtOnce = 64;

/** What a task holds at most, a pixel: two decoded pictures and the coder's copies. Measured at 4096 by 4096: 16 to 24. */
const heldBytesAPixel = 24;
/** A file holds three colours a pixel, and these pictures hardly shrink. */
const fileBytesAPixel = 3;

/** Progress counts stages: decoding, each pass of the filter, encoding. */
const stagesOf = ({ passes }: Parameters) => passes + 2;

/** Blurs a picture pass by pass, and stops after each few rows. Returns the last pass's picture. */
function* blur(
  picture: Picture,
  passes: number,
  onProgress: (passes: number) => void,
): Generator<void, Picture> {
  const { width, height } = picture;
  let from = picture;
  for (let pass = 0; pass < passes; pass++) {
    const data = new Uint8Array(from.data.length);
    for (let row = 0; row < height; row += rowsAtOnce) {
      blurRows(from, data, row, Math.min(height, row + rowsAtOnce));
      onProgress(pass + Math.min(height, row + rowsAtOnce) / height);
      yield;
    }
    from = { width, height, data };
  }
  return from;
}

function blurFor(context: TaskContext<Parameters, Shared>, picture: Picture): Generator<void, Picture> {
  const { parameters } = context;
  const stages = stagesOf(parameters);
  context.progress(1 / stages);
  return blur(picture, parameters.passes, (done) => context.progress((1 + done) / stages));
}

export default {
  id: 'image',
  title: 'Image',
  shows: 'decode, blur and encode PNGs: the blur blocks the event loop',
  kind: 'cpu',
  tasks: 40,
  parameters: {
    side: {
      type: 'number',
      title: 'width and height of each image',
      unit: 'pixels',
      default: 512,
      min: 1,
      max: 8192,
      integer: true,
    },
    passes: {
      type: 'number',
      title: 'blur passes, 3 by 3 pixels each',
      unit: 'passes',
      default: 3,
      min: 0,
      max: 1000,
      integer: true,
    },
    images: {
      type: 'number',
      title: 'number of different images',
      unit: 'images',
      default: 4,
      min: 1,
      max: 1000,
      integer: true,
    },
  },

  setUp({ parameters, tasks, concurrency, folder, seed }) {
    const pixels = parameters.side ** 2;
    const files = Math.min(parameters.images, tasks);
    refuseTooMuchMemory(concurrency, pixels * heldBytesAPixel, 'side or --concurrency');
    refuseTooManyFiles(folder, files, pixels * fileBytesAPixel, 'side or images');
    const paths: string[] = [];
    const hashes: string[] = [];
    for (let image = 0; image < files; image++) {
      const file = inOneGo.encode(drawPicture(seed + image, parameters.side));
      paths.push(join(folder, `image-${image}.png`));
      writeFileSync(paths[image]!, file);
      const steps = blur(inOneGo.decode(file), parameters.passes, () => {});
      let step = steps.next();
      while (!step.done) step = steps.next();
      hashes.push(pictureHash(inOneGo.encode(step.value)));
    }
    return { paths, hashes };
  },

  blocking(index, context) {
    const { paths } = context.shared;
    const picture = inOneGo.decode(readFileSync(paths[index % paths.length]!));
    const steps = blurFor(context, picture);
    let step = steps.next();
    while (!step.done && !context.cancelled) step = steps.next();
    return step.done ? pictureHash(inOneGo.encode(step.value)) : undefined;
  },

  /** The same with a turn of the loop between steps: only the coding can be somewhere else meanwhile. */
  async cooperative(index, context) {
    const { paths } = context.shared;
    const picture = await byPromises.decode(await readFile(paths[index % paths.length]!));
    const steps = blurFor(context, picture);
    let step = steps.next();
    while (!step.done && !context.cancelled) {
      await context.yield();
      step = steps.next();
    }
    return step.done ? pictureHash(await byPromises.encode(step.value)) : undefined;
  },

  check(results, _parameters, { hashes }) {
    const ended = results.filter((result) => result !== undefined).length;
    const right = results.filter((result, index) => result === hashes[index % hashes.length]).length;
    return {
      ok: right === ended,
      expected: counted(ended, 'correct image'),
      got: counted(right, 'correct image'),
    };
  },
} satisfies Workload<Parameters, Shared>;
