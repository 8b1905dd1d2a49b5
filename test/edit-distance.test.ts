/** Distance between words. */
import { expect, test } from '@jest/globals';
import { editDistance } from '../src/search/edit-distance.js';

test.each([
  ['watchdog', 'watchdog', 0],
  ['wachdog', 'watchdog', 1],
  ['wattchdog', 'watchdog', 1],
  ['wetchdog', 'watchdog', 1],
  ['wacthdog', 'watchdog', 1],
  ['awtchdgo', 'watchdog', 2],
  ['', 'ab', 2],
  ['ca', 'abc', 3],
  ['router', 'gateway', 3],
  ['a', 'abcd', 3],
])('%s and %s: %i, counted up to 3', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
  expect(editDistance(b, a, 2)).toBe(distance);
});
