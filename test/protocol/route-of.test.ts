import { expect, test } from 'vitest';
import { routeOf } from '../../source/protocol/route-of.ts';

test.each([
  ['GET /', 'GET /'],
  ['OPTIONS *', 'OPTIONS *'],
  ['GET /users/7/posts/-12', 'GET /users/:n/posts/:n'],
  ['GET /at/48.2/16.37', 'GET /at/:n/:n'],
  ['GET /tiles/12/2200/1343.png', 'GET /tiles/:n/:n/:n.png'],
  ['GET /v2/items', 'GET /v2/items'],
  ['GET /orders/3F2504E0-4F89-41D3-9A0C-0305E82C3301', 'GET /orders/:id'],
  ['GET /commits/9fceb02', 'GET /commits/9fceb02'],
  ['GET /commits/9fceb02d', 'GET /commits/:id'],
  ['GET /pages/feedface', 'GET /pages/feedface'],
  ['GET /assets/app-B4x9.css', 'GET /assets/app-B4x9.css'],
  ['GET /assets/507f1f77bcf86cd799439011.js', 'GET /assets/:id.js'],
  ['POST /reset/eyJhbGciOiJIUzI1NiJ9', 'POST /reset/:id'],
  ['GET /pages/how-we-work-with-each-other', 'GET /pages/how-we-work-with-each-other'],
  ['GET /documents/d61/seal', 'GET /documents/:id/seal'],
  ['GET /items/sku-7', 'GET /items/:id'],
  ['GET /orders/order131468', 'GET /orders/:id'],
  ['GET /v10/s3/base64/sha256', 'GET /v10/s3/base64/sha256'],
  ['GET 10.0.0.7:5000/items/7', 'GET 10.0.0.7:5000/items/:n'],
])('%s is of the route %s', (text, route) => {
  expect(routeOf(text)).toBe(route);
});
