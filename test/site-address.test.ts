import { expect, test } from '@jest/globals';
import { siteAddress } from '../src/site/site-address.js';

test.each(['/', '/c/gate::1.0::guide::guide::0', '/search?q=a+b&product=gate#hits', '/search?q=//elsewhere.example/'])(
  '%s is an address of this site',
  (address) => {
    expect(siteAddress(address)).toBe(address);
  },
);

test('a path comes back as a browser reads it', () => {
  expect(siteAddress('/a/./b/../c?d=../e#f')).toBe('/a/c?d=../e#f');
});

test.each([
  ...['', 'c/a', 'https://elsewhere.example/', 'javascript:alert(1)', '//elsewhere.example/', '/\\elsewhere.example/'],
  ...['/\t/elsewhere.example/', '/.//elsewhere.example/', '/..//elsewhere.example/', '/a/..//elsewhere.example/'],
  ...['/%2e//elsewhere.example/', '/%2E%2e//elsewhere.example/', '/./\\elsewhere.example/'],
])('%j leads to the front page', (address) => {
  expect(siteAddress(address)).toBe('/');
});

test('what is no text leads to the front page', () => {
  expect([undefined, null, ['/a'], { a: '/a' }].map(siteAddress)).toEqual(['/', '/', '/', '/']);
});
