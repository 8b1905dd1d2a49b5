/** What sort of document a path or a title suggests. */
import { expect, test } from '@jest/globals';
import { kindFromName } from '../src/ingest/naming/kind-from-name.js';

test.each([
  ['changelog', 'RELEASE_NOTES'],
  ['docs/release-notes/3.2', 'RELEASE_NOTES'],
  ['Gate 3.2 Release Notes', 'RELEASE_NOTES'],
  ['doc_source/doc-history', 'RELEASE_NOTES'],
  ['Document history', 'RELEASE_NOTES'],
  ['HISTORY', 'RELEASE_NOTES'],
  ['NEWS', 'RELEASE_NOTES'],
  ['CHANGES.3', 'RELEASE_NOTES'],
  ['Changes in Gate 3', 'RELEASE_NOTES'],
  ['guide/breaking-changes', 'RELEASE_NOTES'],
  ['cli/command-history', 'CLI_REFERENCE'],
  ['using-spot-instances-history', undefined],
  ['watch-config-changes', undefined],
  ['news-groups', undefined],
  ['known-issues', 'TROUBLESHOOTING'],
  ['guide/troubleshooting', 'TROUBLESHOOTING'],
  ['rest-api/gates', 'API_REFERENCE'],
  ['getting-started', 'INSTALLATION'],
  ['operations/backup', 'ADMIN_GUIDE'],
  ['user-guide', 'GUIDE'],
  ['gates', undefined],
])('%s: %s', (name, kind) => {
  expect(kindFromName(name)).toBe(kind);
});
