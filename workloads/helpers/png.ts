import { createHash } from 'node:crypto';
import { PNG, type PNGOptions } from 'pngjs';
import type { Picture } from './picture.ts';

/** True colour, as a photograph has it: what is opaque needs no fourth byte a pixel. */
const format: PNGOptions = { colorType: 2 };

/** Decodes and encodes in one go, on the thread that calls. */
export const inOneGo = {
  decode: (file: Buffer): Picture => PNG.sync.read(file),
  encode: (picture: Picture): Buffer => PNG.sync.write(imageOf(picture), format),
};

/** Leaves the compressing to libuv's pool; the rest of the coding is done on the loop. */
export const byPromises = {
  decode: (file: Buffer): Promise<Picture> =>
    new Promise((resolve, reject) => {
      new PNG().parse(file, (error, image) => (error ? reject(error) : resolve(image)));
    }),

  async encode(picture: Picture): Promise<Buffer> {
    const image = new PNG({ ...format, width: picture.width, height: picture.height });
    image.data = imageOf(picture).data;
    const pieces: Buffer[] = [];
    // Not by `for await`: it is a stream of the old kind.
    await new Promise((resolve, reject) => {
      image
        .on('data', (piece) => pieces.push(piece))
        .on('end', resolve)
        .on('error', reject);
      image.pack();
    });
    return Buffer.concat(pieces);
  },
};

function imageOf({ width, height, data }: Picture): PNG {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Object.assign(new PNG(), { width, height, data: bytes });
}

const signatureBytes = 8;
/** Around the data of every chunk: its length and its type before, its checksum after. */
const lengthBytes = 4;
const aroundBytes = 12;

/** The hash of a file's picture data. A file may have it in one chunk or in many, and be the same picture. */
export function pictureHash(file: Buffer): string {
  const hash = createHash('sha256');
  for (let at = signatureBytes; at < file.length; at += aroundBytes + file.readUInt32BE(at)) {
    const data = at + 2 * lengthBytes;
    const type = file.toString('latin1', at + lengthBytes, data);
    if (type === 'IDAT') hash.update(file.subarray(data, data + file.readUInt32BE(at)));
  }
  return hash.digest('hex');
}
