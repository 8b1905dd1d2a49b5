/** Curation as files: YAML for review and rebuilding, CSV for spreadsheets; both looked at before they are applied. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCell, writeCell } from '../src/curation/csv-cells.js';
import { edit, idsOf, standing, type Noun } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
let ids: Record<Noun, string>;

async function shelf(): Promise<TestLibrary> {
  const opened = await openTestLibrary();
  const path = await opened.write('manuals', {
    'gate/1.0/guide/guide.md': '# Gate guide\n\nWords.\n',
    'gate/1.0/notes/notes.md': '# Notes\n\nOther words.\n',
    'gate/1.0/book/book.md': '# Book\n\nMore words.\n',
  });
  await opened.ingest(path, { vendor: 'Acme' });
  return opened;
}

beforeAll(async () => {
  library = await shelf();
  ids = await idsOf(library, 'gate', '1.0', 'guide');
  const sets: Partial<Record<Noun, object>> = {
    Vendor: { name: 'Acme: Doors & "Gates"' },
    Product: { aliases: ['garden', 'no'], latest: '1.0' },
    Document: { title: '=HYPERLINK("https://evil.example")', language: null, visibility: 'HIDDEN' },
  };
  for (const [noun, set] of Object.entries(sets)) {
    await edit(library, noun as Noun, { id: ids[noun as Noun], expectedRevision: 0, set });
  }
});

afterAll(() => library.close());

const exported = async (from: TestLibrary): Promise<string> =>
  (await from.ask<{ curationFile: string }>(`query Export { curationFile }`)).curationFile;

interface Applied {
  readonly bulkId: string | null;
  readonly missing: readonly string[];
  readonly errors: readonly { readonly place: string; readonly field: string }[];
  readonly differences: readonly { readonly path: string; readonly field: string }[];
}
const applied = async (to: TestLibrary, yaml: string, dryRun = false): Promise<Applied> =>
  (
    await to.ask<{ applyCurationFile: Applied }>(
      `mutation Apply($input: ApplyCurationFileInput!) { applyCurationFile(input: $input) {
        bulkId missing errors { place field } differences { path field } } }`,
      { input: { yaml, dryRun } },
    )
  ).applyCurationFile;

test('a library that is built anew gets its curation back from the file, and then writes the same file', async () => {
  const yaml = await exported(library);
  expect(yaml).toContain('documents:\n  gate/1.0/guide:\n    title:');
  const anew = await shelf();
  try {
    const dry = await applied(anew, yaml, true);
    expect(dry).toMatchObject({ bulkId: null, errors: [], missing: [] });
    expect(dry.differences).toHaveLength(6);
    expect(await exported(anew)).toBe('format: mcdewey-curation/1\n');
    expect((await applied(anew, yaml)).differences).toEqual(dry.differences);
    expect(await exported(anew)).toBe(yaml);
    expect(await applied(anew, yaml)).toMatchObject({ bulkId: null, differences: [] });
  } finally {
    await anew.close();
  }
});

test('a file with faults changes nothing; what is not in the library is told', async () => {
  const before = await exported(library);
  const faulty = `format: mcdewey-curation/1
documents:
  gate/1.0/notes: { title: Fine, language: "?", colour: red }
products:
  gate: { latest: "7" }
`;
  expect((await applied(library, faulty)).errors.map(({ place, field }) => `${place} ${field}`)).toEqual([
    'documents/gate/1.0/notes language',
    'documents/gate/1.0/notes colour',
    'products/gate latest',
  ]);
  expect(await exported(library)).toBe(before);
  const absent = 'format: mcdewey-curation/1\nvendors:\n  nobody: { name: Nobody }\n';
  expect(await applied(library, absent)).toMatchObject({ missing: ['vendors/nobody'], differences: [] });
  for (const text of ['format: other/1', 'a: [', 'format: mcdewey-curation/1\nrules: {}', '&a [*a]']) {
    await expect(applied(library, text)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
});

interface CsvPreview {
  readonly preview: { readonly token: string; readonly chosen: number; readonly changing: number };
  readonly rowErrors: readonly { readonly line: number; readonly path: string; readonly field: string | null }[];
}
const previewed = async (csv: string): Promise<CsvPreview> =>
  (
    await library.ask<{ previewCsvEdit: CsvPreview }>(
      `mutation Csv($input: PreviewCsvEditInput!) { previewCsvEdit(input: $input) {
        preview { token chosen changing } rowErrors { line path field } } }`,
      { input: { csv } },
    )
  ).previewCsvEdit;
const csvOf = async (): Promise<string> =>
  (await library.ask<{ curationCsv: string }>(`query Csv { curationCsv(filter: { products: ["gate"] }) }`)).curationCsv;

test('cells go through a spreadsheet and back unharmed, and none is run there', () => {
  for (const value of ['=1+1', '+49', '-x', '@a', "'=x", "''", "'tis", '(none)', '(source)', 'a,"b"', "'(none)"]) {
    const cell = writeCell(value);
    const shown = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    expect(shown).not.toMatch(/^[=+\-@\t\r]/);
    expect(readCell(shown)).toEqual({ kind: 'VALUE', text: value });
  }
  expect(readCell(writeCell(null))).toEqual({ kind: 'NONE' });
});

test('a CSV file that comes back as it went out changes nothing; a changed one shows each row first', async () => {
  const csv = await csvOf();
  expect(csv.split('\r\n')[0]).toBe('path,revision,title,kind,language,licence,sourceUrl,releasedOn,visibility');
  expect(csv).toContain(`gate/1.0/guide,1,"'=HYPERLINK(""https://evil.example"")",`);
  expect(await previewed(csv)).toMatchObject({ preview: { chosen: 0, changing: 0 }, rowErrors: [] });
  const changed = [
    'path,title,language,visibility',
    'gate/1.0/notes,New notes,fi,',
    'gate/1.0/guide,(source),,PUBLIC',
    'gate/1.0/book,,not a tag,',
    'gate/9/none,x,,',
    'gate/1.0/notes,Twice,,',
  ].join('\n');
  const { preview, rowErrors } = await previewed(changed);
  expect(preview).toMatchObject({ chosen: 2, changing: 2 });
  expect(rowErrors).toEqual([
    { line: 4, path: 'gate/1.0/book', field: 'language' },
    { line: 5, path: 'gate/9/none', field: 'path' },
    { line: 6, path: 'gate/1.0/notes', field: 'path' },
  ]);
  await library.ask(`mutation Make($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { changed } } }`, {
    token: preview.token,
  });
  expect(await standing(library, ids.Document, 'title')).toMatchObject({
    isOverridden: false,
    effective: 'Gate guide',
  });
  expect(await standing(library, ids.Document, 'visibility')).toMatchObject({ effective: 'PUBLIC' });
  expect((await previewed('path,revision,title\ngate/1.0/guide,1,Stale')).rowErrors).toEqual([
    { line: 2, path: 'gate/1.0/guide', field: null },
  ]);
  for (const faulty of ['title\nx', 'path,colour\na,b', 'path,title\n"a']) {
    await expect(previewed(faulty)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
});
