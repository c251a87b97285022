import { describe, expect, test } from 'vitest';
import { blurRows, drawPicture } from '../../../workloads/helpers/picture.ts';
import { byPromises, inOneGo, pictureHash } from '../../../workloads/helpers/png.ts';

const side = 200;

test('a picture survives its file, by either API', async () => {
  const picture = drawPicture(1, side);
  for (const file of [inOneGo.encode(picture), await byPromises.encode(picture)]) {
    for (const back of [inOneGo.decode(file), await byPromises.decode(file)]) {
      expect(Buffer.compare(back.data, picture.data)).toBe(0);
    }
  }
});

test('pictures shrink like photographs: neither to next to nothing nor hardly at all', () => {
  const ratio = inOneGo.encode(drawPicture(1, side)).length / (side * side * 3);
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(0.9);
});

describe('the hash of a file', () => {
  test('does not see how the picture was cut into chunks', async () => {
    const picture = drawPicture(1, side);
    const whole = inOneGo.encode(picture);
    const cut = await byPromises.encode(picture);
    expect(Buffer.compare(whole, cut)).not.toBe(0);
    expect(pictureHash(cut)).toBe(pictureHash(whole));
  });

  test('sees one step of one colour of one pixel', () => {
    const picture = drawPicture(1, side);
    const before = pictureHash(inOneGo.encode(picture));
    picture.data[side * 2]! ^= 1;
    expect(pictureHash(inOneGo.encode(picture))).not.toBe(before);
  });
});

test('the blur spreads one bright pixel over its neighbours, by 1 2 1, 2 4 2, 1 2 1', () => {
  const data = new Uint8Array(5 * 5 * 4);
  data[(2 * 5 + 2) * 4] = 160;
  const into = new Uint8Array(data.length);
  blurRows({ width: 5, height: 5, data }, into, 0, 3);
  blurRows({ width: 5, height: 5, data }, into, 3, 5);
  const red = Array.from({ length: 25 }, (_, pixel) => into[pixel * 4]);
  expect(red).toEqual([
    ...[0, 0, 0, 0, 0],
    ...[0, 10, 20, 10, 0],
    ...[0, 20, 40, 20, 0],
    ...[0, 10, 20, 10, 0],
    ...[0, 0, 0, 0, 0],
  ]);
});
