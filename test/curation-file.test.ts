/** Curation as files: YAML for review and rebuilding, CSV for spreadsheets; both looked at before they are applied. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asSpelled, readCell, readValue, writeCell, writeValue } from '../src/curation/csv-cells.js';
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
  expect(csv.split('\r\n')[0]).toBe(
    'path,revision,statedTitle,title,kind,language,licence,sourceUrl,releasedOn,visibility',
  );
  expect(csv).toContain(`gate/1.0/guide,1,Gate guide,"'=HYPERLINK(""https://evil.example"")",`);
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
  const made = `mutation Make($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { kind changed } } }`;
  expect(await library.ask(made, { token: preview.token })).toEqual({
    applyBulkEdit: { bulk: { kind: 'FILE', changed: 4 } },
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

/** What a cell says after a spreadsheet took the quotes of the file off. */
const back = (value: unknown): unknown => {
  const cell = writeValue(value);
  const read = readCell(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  return read.kind === 'VALUE' || read.kind === 'NONE' ? readValue(read, value) : read;
};

test('lists, flags and labels that look like numbers or days go through a spreadsheet and back', () => {
  const lists = [[], ['one'], ['a; b', 'c\\', 'd, "e"'], ['=1+1'], ['(none)'], ['3.30']];
  for (const value of [...lists, true, false, '3.30', "'3.30", '1.8.2', '007', '12-11', '2025-05-05', '18', 'v1']) {
    expect(back(value)).toEqual(value);
  }
  // As they stand there, a spreadsheet takes none for a number.
  expect(['3.30', '1.8.2', '007', '12-11'].map(writeValue)).toEqual(["'3.30", "'1.8.2", "'007", "'12-11"]);
  expect(['2025-05-05', '18'].map(writeValue)).toEqual(['2025-05-05', '18']);
  expect(readValue({ kind: 'VALUE', text: 'TRUE' }, false)).toBe(true);
  expect(readValue({ kind: 'VALUE', text: ' a ;b;; ' }, [])).toEqual(['a', 'b']);
});

test('cells are parted by commas, semicolons or tabs, and rows without anything are none', async () => {
  const semicolons = 'path;title\ngate/1.0/notes;"Notes; all, of them"\n;\n ; \n';
  const tabs = 'path\ttitle \ngate/1.0/notes\tNotes; all, of them\n\t\n';
  const commas = 'path,title\ngate/1.0/notes,"Notes; all, of them"\ngate/1.0/book,\n,\n';
  const after = { field: 'title', after: 'Notes; all, of them' };
  for (const [csv, rowCount] of [
    [semicolons, 1],
    [tabs, 1],
    [commas, 2],
  ] as const) {
    const { previewCsvEdit } = await library.ask<{ previewCsvEdit: unknown }>(
      `mutation Csv($csv: String!) { previewCsvEdit(input: { csv: $csv }) {
        preview { chosen rows(first: 5) { nodes { path cells { field after } } } } rowCount rowErrors { message } } }`,
      { csv },
    );
    expect(previewCsvEdit).toEqual({
      preview: { chosen: 1, rows: { nodes: [{ path: 'gate/1.0/notes', cells: [after] }] } },
      rowCount,
      rowErrors: [],
    });
  }
});

test('names of a fixed set and days are read as people and spreadsheets write them', async () => {
  expect(['Release notes', ' cli-reference', 'API_REFERENCE'].map((text) => asSpelled('kind', text))).toEqual([
    'RELEASE_NOTES',
    'CLI_REFERENCE',
    'API_REFERENCE',
  ]);
  expect(asSpelled('visibility', 'hidden')).toBe('HIDDEN');
  const days = ['2025-5-7', '2025/05/07', '2025.5.7', '7.5.2025', ' 07.05.2025 ', '2025-05-07'];
  expect(days.map((text) => asSpelled('releasedOn', text))).toEqual(days.map(() => '2025-05-07'));
  // Nobody can tell which is the month, or they are no days.
  const doubtful = ['7/5/2025', '2025/5-7', '7.5.25', 'May 2025'];
  expect(doubtful.map((text) => asSpelled('endOfLife', text))).toEqual(doubtful);
  expect([asSpelled('title', 'Release notes'), asSpelled('kind', null)]).toEqual(['Release notes', null]);
  const csv = 'path;kind;releasedOn\ngate/1.0/book;release notes;1.2.2025\n';
  expect(await previewed(csv)).toMatchObject({ preview: { chosen: 1, changing: 1 }, rowErrors: [] });
});

test('products and versions go out as CSV files and come back changed, with names that are taken told by row', async () => {
  const sheets = await openTestLibrary();
  try {
    const path = await sheets.write('manuals', {
      'winch/3.3/guide/a.md': '# A\n\nOld.\n',
      'winch/3.30/guide/a.md': '# A\n\nNew.\n',
      'crane/1/guide/a.md': '# A\n\nOther.\n',
    });
    await sheets.ingest(path, { vendor: 'Acme, Inc.' });
    const filesOf = () =>
      sheets.ask<{ vendorCsv: string; productCsv: string; versionCsv: string }>(
        `query Files { vendorCsv(filter: {}) productCsv(filter: {}) versionCsv(filter: { products: ["winch"] }) }`,
      );
    const previewOf = async (csv: string) => {
      const answer = await sheets.ask<{
        previewCsvEdit: { preview: { token: string; changing: number }; rowErrors: { message: string }[] };
      }>(
        `mutation Csv($input: PreviewCsvEditInput!) { previewCsvEdit(input: $input) {
          preview { token changing } rowErrors { message } } }`,
        { input: { csv } },
      );
      const { preview, rowErrors } = answer.previewCsvEdit;
      return { ...preview, told: rowErrors.map(({ message }) => message) };
    };
    const apply = async (token: string) =>
      (
        await sheets.ask<{ applyBulkEdit: { bulk: { changed: number }; refused: { path: string }[] } }>(
          `mutation Make($token: ID!) { applyBulkEdit(input: { token: $token }) { bulk { changed } refused { path } } }`,
          { token },
        )
      ).applyBulkEdit;

    const files = await filesOf();
    expect(files.vendorCsv.split('\r\n')[1]).toBe('acme-inc,0,"Acme, Inc.",(none),(none),(none),PUBLIC');
    expect(files.productCsv.split('\r\n')).toEqual([
      'product,revision,vendorName,name,aliases,latest,description,homepage,visibility',
      'crane,0,"Acme, Inc.",Crane,(none),(none),(none),(none),PUBLIC',
      'winch,0,"Acme, Inc.",Winch,(none),(none),(none),(none),PUBLIC',
      '',
    ]);
    expect(files.versionCsv).toContain("winch/3.30,0,'3.30,(none),'3.30,false,(none),(none),PUBLIC");
    for (const csv of Object.values(files)) expect(await previewOf(csv)).toMatchObject({ changing: 0, told: [] });

    const products = await previewOf('product,name,aliases,latest\nwinch,Winch & Co,W; Hoist,3.3\ncrane,,hoist,\n');
    expect(products).toMatchObject({ changing: 1, told: ['"hoist" is given to "winch" in the same file.'] });
    const elsewhere = await previewOf('product,vendorName,name\nwinch,Other,Hoist\ncrane," Acme, Inc. ",Tall crane\n');
    expect(elsewhere).toMatchObject({
      changing: 1,
      told: ['"winch" is of "Acme, Inc.". A file does not change that: move the product instead.'],
    });
    const meanwhile = await previewOf('product,aliases\ncrane,Hoist\n');
    expect(await apply(products.token)).toEqual({ bulk: { changed: 3 }, refused: [] });
    expect(await apply(meanwhile.token)).toEqual({ bulk: { changed: 0 }, refused: [{ path: 'crane' }] });
    expect((await previewOf('product,aliases,latest\ncrane,W,7\n')).told).toEqual([
      '"W" stands for "winch" already. Give another alias, or take it away there first.',
      'The product has no version with the slug "7".',
    ]);
    const versions = await previewOf('version,aliases,preview\nwinch/3.30,stable,TRUE\nwinch/3.3,,maybe\n');
    expect(versions).toMatchObject({ changing: 1, told: ['`preview` must be true or false.'] });
    expect((await apply(versions.token)).bulk.changed).toBe(2);
    expect((await filesOf()).productCsv).toContain('winch,1,"Acme, Inc.",Winch & Co,W; Hoist,\'3.3,');
    await expect(previewOf('product,kind\nwinch,GUIDE')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  } finally {
    await sheets.close();
  }
});
