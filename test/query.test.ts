import { expect, test } from '@jest/globals';
import { parseQuery } from '../src/search/query.js';

test.each([
  ['restart the service', 'restart the service', [], []],
  ['"link is down" on eth0', 'link is down on eth0', ['link is down'], []],
  ['“link  is\ndown”', 'link is down', ['link is down'], []],
  ['timer -legacy', 'timer', [], ['legacy']],
  ['timer -"old release"', 'timer', [], ['old release']],
  ['kubectl get pods -n kube-system --dry-run', 'kubectl get pods -n kube-system --dry-run', [], []],
  ['java -Xmx512m', 'java -Xmx512m', [], []],
  ['well-known port', 'well-known port', [], []],
  ['an open "quote', 'an open "quote', [], []],
  ['""', '', [], []],
  ['-legacy', 'legacy', [], []],
  ['   ', '', [], []],
])('%j', (written, text, phrases, excluded) => {
  expect(parseQuery(written)).toMatchObject({ text, phrases, excluded });
});

test('identifiers come from words and phrases, not from what is excluded', () => {
  const { identifiers } = parseQuery('"ERR-1042 raised" max_conn -maxAge');
  expect(identifiers).toEqual(expect.arrayContaining(['err-1042', 'max_conn']));
  expect(identifiers).not.toContain('maxage');
});
