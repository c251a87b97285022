import { describe, expect, test } from 'vitest';
import { placeRows, shortPath, shortRoute } from '../../source/ui/path-text.ts';

describe('a route that is too long loses the middle of its path', () => {
  test.each([
    ['GET /users/:n', 13, 'GET /users/:n'],
    ['PATCH /accounts/:n/members', 20, 'PATCH /acco…/members'],
    ['PATCH /accounts/:n/members', 24, 'PATCH /accounts…/members'],
    ['GET api.internal/items', 13, 'GET ap…/items'],
    ['GET /accounts/:n/members/:n', 22, 'GET /accou…/members/:n'],
    ['GET /accounts/7f3e9a0c/members/12', 22, 'GET /accou…/members/12'],
    ['GET /users/7f3e9a0c-52d1', 16, 'GET /users…-52d1'],
    // Not even its last part fits.
    ['GET /notifications', 14, 'GET /noti…ions'],
    // Nothing of a path could be told apart.
    ['GET /notifications', 8, 'GET /no…'],
    ['GET /日本/地図/一覧', 14, 'GET /日本/地…'],
  ])('%s in %i cells', (route, width, shown) => {
    expect(shortRoute(route, width).trimEnd()).toBe(shown);
  });
});

test('a request is shortened as its route is, whatever its id', () => {
  for (let width = 12; width <= 22; width++) {
    const [route, ...requests] = [':n', '4711', '7f3e9a0c-52d1-4b7e'].map((id) =>
      shortRoute(`GET /accounts/${id}/members`, width),
    );
    expect(requests).toEqual([route, route]);
  }
});

test('of a place in a package the file and the line stay', () => {
  expect(shortPath('handle ', '/srv/shop/node_modules/router/lib/layer.js:95', 30)).toBe(
    'handle /srv/s…/lib/layer.js:95',
  );
});

test('a place breaks between the line and the function, and nothing of it is cut', () => {
  expect(placeRows('just before auth.js:1234 in hashPassword', 40)).toEqual([
    'just before auth.js:1234 in hashPassword',
  ]);
  expect(placeRows('just before auth.js:1234 in hashPassword', 30)).toEqual([
    'just before auth.js:1234',
    'in hashPassword',
  ]);
  expect(placeRows('at authentication.js:1234 in hash', 12).join('')).toContain('ion.js:1234');
});
