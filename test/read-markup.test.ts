import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import type { ReadContext } from '../src/ingest/read/read-context.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { walkFiles } from '../src/ingest/source/walk-files.js';

function contextOf(path: string, files: Readonly<Record<string, string>>): ReadContext {
  return {
    path,
    find(candidates) {
      const found = candidates.find((candidate) => Object.hasOwn(files, candidate));
      if (found === undefined) return Promise.resolve(undefined);
      return Promise.resolve({ path: found, bytes: new TextEncoder().encode(files[found]), sha256: 'x' });
    },
    nearest: () => Promise.resolve(undefined),
    asked: () => [],
  };
}

function read(
  text: string | Uint8Array,
  format: string,
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ReadFile> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readFile(bytes, format, name.slice(name.lastIndexOf('/') + 1), contextOf(name, files));
}

function texts(file: ReadFile): string[] {
  return file.blocks.map(({ text }) => text);
}

describe('formats that the name does not tell', () => {
  it('are told by the beginning of the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'formats-'));
    const files = {
      'api.yaml': '# our API\nopenapi: "3.0.1"\n',
      'api.json': '{ "info": {}, "swagger": "2.0" }',
      'values.yaml': 'replicas: 3\n# openapi: 3.0\n',
      'data.json': '{ "a": 1 }',
      'gate.8': '.TH GATE 8\n',
      'gate.1.gz': gzipSync('.Dd May 6, 2024\n'),
      'lib.so.1': '\u007fELF',
      'page.html': '<p>x',
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const found = await walkFiles(folder);
    await rm(folder, { recursive: true });
    expect(Object.fromEntries(found.map((file) => [file.path, file.format]))).toEqual({
      'api.yaml': 'openapi',
      'api.json': 'openapi',
      'values.yaml': undefined,
      'data.json': undefined,
      'gate.8': 'man',
      'gate.1.gz': 'man',
      'lib.so.1': undefined,
      'page.html': undefined,
    });
  });
});

describe('AsciiDoc', () => {
  it('gives title, facts, anchors, call-outs, tables, listings and lists', async () => {
    const file = await read(
      [
        '= Gate guide\nJo Doe\nv2.1, 2024-05-06\n:lang: de\n:toc:\n:sectnums:\n:max: 30\n',
        'Wait {max} seconds for {unknown}.\n',
        '[#limits]\n== Limits & more\n',
        'WARNING: Hot _now_.\n',
        '[source,sh]\n----\ngate --ttl=1 # <1>\n----\n<1> One second.\n',
        '|===\n|Name |Unit\n\n|ttl |s\n|===\n',
        'CPU:: The brain.\n',
        '=== Deep\n\nxref:limits[Above].',
      ].join('\n'),
      'asciidoc',
      'gate.adoc',
    );
    expect(file).toMatchObject({
      title: 'Gate guide',
      language: 'de',
      frontMatter: { date: '2024-05-06' },
      warnings: ['1 attributes without a value were left as they stand: unknown'],
    });
    expect(file.sections).toEqual([
      { depth: 1, heading: 'Gate guide', anchor: 'gate-guide', parent: null },
      { depth: 2, heading: 'Limits & more', anchor: 'limits', parent: 0 },
      { depth: 3, heading: 'Deep', anchor: '_deep', parent: 1 },
    ]);
    expect(texts(file)).toEqual([
      'Wait 30 seconds for {unknown}.',
      '> **Warning**\n>\n> Hot *now*.',
      '```sh\ngate --ttl=1 # (1)\n```',
      '1. One second.',
      '| Name | Unit |\n| - | - |\n| ttl | s |',
      '- **CPU**: The brain.',
      '[Above](#limits).',
    ]);
  });

  it('includes files of the source, in parts, and says what is missing', async () => {
    const file = await read(
      '= G\n\ninclude::parts/a.adoc[]\n\ninclude::b.txt[tag=one]\n\ninclude::b.txt[lines=3..4]\n\ninclude::none.adoc[]\n\ninclude::/etc/passwd[]\n\ninclude::more.adoc[opts=optional]',
      'asciidoc',
      'docs/g.adoc',
      {
        'docs/parts/a.adoc': 'From a.\n\ninclude::deep.adoc[]',
        'docs/parts/deep.adoc': 'From deep.\n\ninclude::deep.adoc[]',
        'docs/b.txt': '// tag::one[]\nFirst.\n// end::one[]\n\nSecond.',
      },
    );
    expect(texts(file)).toEqual(['From a.', 'From deep.', 'First.']);
    expect(file.warnings).toEqual([
      'deep.adoc includes itself and was left out there',
      'the file none.adoc that it includes was not found',
      'the file /etc/passwd that it includes was not found',
    ]);
  });

  it('takes tagged regions out of a file, and leaves others out', async () => {
    const code = 'a\n// tag::x[]\nb\n// tag::y[]\nc\n// end::y[]\nd\n// end::x[]\ne';
    const shown = async (tags: string): Promise<string> => {
      const text = `----\ninclude::c.txt[${tags}]\n----`;
      const file = await read(text, 'asciidoc', 'g.adoc', { 'c.txt': code });
      return texts(file)
        .join()
        .replace(/`{3}|\n/g, '');
    };
    expect(await shown('tag=y')).toBe('c');
    expect(await shown('tags=x;!y')).toBe('bd');
    expect(await shown('tags=!y')).toBe('abde');
    expect(await shown('tags=**;!*')).toBe('ae');
    expect(await shown('tags=*')).toBe('bcd');
    expect(await shown('')).toBe('abcde');
  });

  it('reads a page of Antora with its component: attributes, resources of modules, titles of other pages', async () => {
    const file = await read(
      [
        '= Start {product}\n',
        'Runs {release} in {page-module} of {page-component-title} with {nothing} and `{code}`.\n',
        'include::partial$a.adoc[]\n',
        'include::docs:m:{partialsdir}/deep/b.adoc[]\n',
        'include::other:m:partial$c.adoc[]\n',
        'xref:m:next.adoc[], xref:near.adoc#x[], xref:m:next.adoc[words], xref:gone.adoc[].',
      ].join('\n'),
      'asciidoc',
      'docs/modules/ROOT/pages/sub/start.adoc',
      {
        'docs/antora.yml':
          "name: docs\ntitle: Gate Docs\nversion: '2.1'\nasciidoc:\n  attributes:\n    product: Gate@\n    version: '2.1'\n" +
          '    release: "{product} {page-component-version}"\n    none: ~\n',
        'docs/modules/ROOT/partials/a.adoc': 'From a.\n\ninclude::example$a.txt[]',
        'docs/modules/ROOT/examples/a.txt': 'Example.',
        'docs/modules/m/partials/deep/b.adoc': 'From b.\n\ninclude::partial$c.adoc[]',
        'docs/modules/m/partials/c.adoc': 'From m. Click btn:[OK], then menu:File[Save > All], or kbd:[Ctrl+S].',
        'docs/modules/m/pages/next.adoc': ':x: y\n= `{product}` & more\n',
        'docs/modules/ROOT/pages/sub/near.adoc': '= Near\n',
      },
    );
    expect(file).toMatchObject({ title: 'Start Gate', frontMatter: {} });
    expect(texts(file)).toEqual([
      'Runs Gate 2.1 in ROOT of Gate Docs with {nothing} and `{code}`.',
      'From a.',
      'Example.',
      'From b.',
      'From m. Click **OK**, then **File › Save › All**, or `Ctrl+S`.',
      'Gate & more, [Near](near.adoc#x), words, [gone.adoc](gone.adoc).',
    ]);
    expect(file.warnings).toEqual([
      'the file other:m:partial$c.adoc that it includes was not found',
      '1 attributes without a value were left as they stand: nothing',
    ]);
  });

  it('shows tabs one after the other', async () => {
    const file = await read(
      '[tabs]\n====\nShell::\n+\n--\nType:\n\n----\nls\n----\n--\nWeb::\nClick.\n====',
      'asciidoc',
      'x.adoc',
    );
    expect(texts(file)).toEqual(['**Shell**', 'Type:', '```\nls\n```', '**Web**', 'Click.']);
  });

  it('keeps nothing that runs', async () => {
    const file = await read(
      '++++\n<script>alert(1)</script><p>kept\n++++\n\npass:[<img src=x onerror=alert(1)>] link:javascript:alert(1)[go]',
      'asciidoc',
      'x.adoc',
    );
    expect(texts(file).join('\n')).not.toMatch(/<|javascript:/);
    expect(texts(file)[0]).toBe('kept');
  });
});

describe('OpenAPI', () => {
  const SPEC = {
    openapi: '3.1.0',
    info: { title: 'Gate API', version: '2.1', description: 'Opens **gates**.' },
    servers: [{ url: 'https://gate.example/v2' }],
    security: [{ key: [] }],
    tags: [{ name: 'gates', description: 'What opens.' }],
    paths: {
      '/gates/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', format: 'int64' } }],
        get: {
          tags: ['gates'],
          operationId: 'getGate',
          summary: 'Finds a gate',
          deprecated: true,
          responses: {
            '200': {
              description: 'found',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Gate' } } },
            },
          },
        },
        put: {
          security: [],
          requestBody: { content: { 'application/json': { schema: { $ref: 'common.yaml#/Change' } } } },
          responses: { '204': { $ref: '#/components/responses/Nope' } },
        },
      },
    },
    components: {
      schemas: {
        Gate: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', description: 'Its | <b>name' },
            parent: { $ref: '#/components/schemas/Gate' },
            state: { enum: ['open', 'shut'], type: 'string' },
          },
        },
      },
    },
  };

  it('has a section for each operation under its tag, and one for each schema', async () => {
    const file = await read(JSON.stringify(SPEC), 'openapi', 'api/gate.json', {
      'api/common.yaml': 'Change:\n  type: object\n  properties:\n    to: {type: string}\n',
    });
    expect(file).toMatchObject({ title: 'Gate API', kind: 'API_REFERENCE' });
    expect(file.sections.map(({ depth, heading, anchor }) => [depth, heading, anchor])).toEqual([
      [1, 'gates', 'gates'],
      [2, 'GET /gates/{id} — Finds a gate', 'getGate'],
      [1, 'Operations', 'operations'],
      [2, 'PUT /gates/{id}', 'put-gatesid'],
      [1, 'Schemas', 'schemas'],
      [2, 'Gate', 'gate'],
    ]);
    const of = (section: number): string[] =>
      file.blocks.filter((block) => block.section === section).map(({ text }) => text);
    const fields =
      '| Field | Type | Required | Description |\n| - | - | - | - |\n| `name` | string | yes | Its \\| \\<b>name |\n| `parent` | Gate | no |  |\n| `state` | string: open, shut | no |  |';
    expect(of(1)).toEqual([
      '`GET /gates/{id}` · Operation: `getGate`',
      '> **Deprecated**',
      '**Parameters**',
      '| Name | In | Type | Required | Description |\n| - | - | - | - | - |\n| `id` | path | integer (int64) | yes |  |',
      '**Responses**',
      '| Status | Description | Type |\n| - | - | - |\n| 200 | found | Gate |',
      '**Response 200: Gate**',
      fields,
      '**Security** `key`',
    ]);
    expect(of(3)).toContain('| Field | Type | Required | Description |\n| - | - | - | - |\n| `to` | string | no |  |');
    expect(of(3)).not.toContain('**Security** `key`');
    expect(of(5)).toContain(fields);
    expect(file.blocks.find(({ section }) => section === 1)?.identifiers).toEqual(['GET /gates/{id}', 'getGate']);
    expect(file.warnings).toEqual(['refers to #/components/responses/Nope, which is not there']);
  });

  it('reads Swagger 2', async () => {
    const file = await read(
      'swagger: "2.0"\ninfo: {title: Old}\nhost: h\nbasePath: /b\npaths:\n  /x:\n    post:\n      parameters: [{in: body, name: b, schema: {$ref: "#/definitions/D"}}]\n      responses: {200: {description: ok, schema: {type: array, items: {$ref: "#/definitions/D"}}}}\ndefinitions:\n  D: {properties: {a: {type: integer}}}\n',
      'openapi',
      'old.yaml',
    );
    expect(texts(file)).toContain('Server: `https://h/b`');
    expect(texts(file)).toContain('**Request body** D');
    expect(texts(file)).toContain('| Status | Description | Type |\n| - | - | - |\n| 200 | ok | array of D |');
  });

  it('ends at schemas that hold themselves and at files that are none', async () => {
    const loop = { $ref: '#/components/schemas/A' };
    const spec = {
      openapi: '3.0.0',
      paths: { '/': { get: { responses: { '200': { content: { a: { schema: loop } } } } } } },
      components: {
        schemas: {
          A: { allOf: [loop, { $ref: '#/components/schemas/B' }] },
          B: loop,
          C: { $ref: '#/components/schemas/C' },
        },
      },
    };
    expect((await read(JSON.stringify(spec), 'openapi', 'a.json')).sections).toHaveLength(6);
    const broken = await read('openapi: 3.0.0\n  bad: [', 'openapi', 'a.yaml');
    expect(broken.warnings).toEqual(['looks like an OpenAPI document but can not be parsed as one']);
    expect(broken.blocks[0]?.kind).toBe('code');
  });

  it('follows references to operations, responses and texts in other files', async () => {
    const spec = {
      openapi: '3.0.0',
      info: { title: 'Gate API', description: { $ref: 'words.yaml#/about' } },
      tags: [{ name: 'Limits', description: '# Rates\n\n## Per hour\n\nTen.' }, { name: 'Empty' }],
      paths: { '/gates': { get: { $ref: 'gates/list.yaml' } } },
    };
    const file = await read(JSON.stringify(spec), 'openapi', 'api/gate.json', {
      'api/words.yaml': 'about: Opens gates.\n',
      'api/gates/list.yaml':
        'summary: Lists gates\nparameters:\n  - $ref: "../words.yaml"\nresponses:\n  "200": { $ref: "found.yaml" }\n' +
        'x-samples: { $ref: "none.yaml" }\n',
      'api/gates/found.yaml':
        'description: found\ncontent:\n  application/json:\n    schema:\n      type: object\n      properties:\n' +
        '        id: { type: string, description: "Name.<br><br>Once." }\n',
    });
    expect(file.warnings).toEqual([]);
    expect(file.sections.map(({ heading }) => heading)).toEqual(['Limits', 'Operations', 'GET /gates — Lists gates']);
    const shown = texts(file);
    expect(shown.slice(0, 4)).toEqual(['Opens gates.', '**Rates**', '**Per hour**', 'Ten.']);
    expect(shown.join('\n')).toContain('| 200 | found | object |');
    expect(shown.at(-1)).toContain('| `id` | string | no | Name. Once. |');
  });
});

describe('man pages', () => {
  const PAGE = [
    '.\\" comment\n.TH GATE 1 "2024-05-06" "gate 2.1"',
    '.SH NAME\ngate \\- opens & closes\n.SH SYNOPSIS\n.B gate\n[\\fIOPTION\\fR]... \\fIFILE\\fP',
    '.SH OPTIONS\n.TP\n.BR \\-a ", " \\-\\-all\nOpens all.\n.IP\nMore.\n.TP\n\\fB\\-\\-max\\-ttl\\fR=\\fIN\\fR\nSeconds.\n.RS\n.IP \\(bu 2\none\n.IP \\(bu 2\ntwo\n.RE',
    '.PP\nAfter \\(lqall\\(rq.\n.nf\n  $ gate \\-a\n  <ok>\n.fi\n.SS Exit status\n.ie n Shown.\n.el Hidden.\n.de XX\nHidden.\n..\n.TS\nl l.\na\tb\nc\tT{\nlong\ntext\nT}\n.TE',
  ].join('\n');

  it('keep sections, options letter by letter, listings and tables', async () => {
    const file = await read(PAGE, 'man', 'gate.1');
    expect(file).toMatchObject({ title: 'gate(1)', kind: 'CLI_REFERENCE', frontMatter: { date: '2024-05-06' } });
    expect(file.sections.map(({ depth, heading }) => [depth, heading])).toEqual([
      [2, 'NAME'],
      [2, 'SYNOPSIS'],
      [2, 'OPTIONS'],
      [3, 'Exit status'],
    ]);
    expect(texts(file)).toEqual([
      'gate - opens & closes',
      '**gate** [*OPTION*]... *FILE*',
      '- **`-a, --all`**: Opens all.\n\n  More.\n\n- **`--max-ttl=N`**: Seconds.\n\n  - one\n\n  - two',
      'After “all”.',
      '```\n  $ gate -a\n  <ok>\n```',
      'Shown.',
      '| | |\n| - | - |\n| a | b |\n| c | long text |',
    ]);
    expect(await read(gzipSync(PAGE), 'man', 'gate.1.gz')).toEqual(file);
  });

  it('in mdoc', async () => {
    const file = await read(
      '.Dd May 6, 2024\n.Dt GATE 8\n.Os\n.Sh NAME\n.Nm gate\n.Nd opens\n.Sh SYNOPSIS\n.Nm\n.Op Fl a | Fl -all\n.Op Fl t Ar seconds\n.Sh DESCRIPTION\nThe\n.Nm\nutility\n.Pq see Xr door 4 .\n.Bl -tag -width x\n.It Fl t Ar seconds\nWaits.\n.It Fl a\nAll.\n.El\n.Bd -literal\n$ gate\n.Ed\n.In gate.h\n.TS\nl l.\na\tb\n.TE\n',
      'man',
      'gate.8',
    );
    expect(file).toMatchObject({ title: 'gate(8)', kind: 'CLI_REFERENCE' });
    expect(texts(file)).toEqual([
      '**gate** — opens',
      '**gate** [**-a** | **--all**] [**-t** *seconds*]',
      'The **gate** utility (see **door**(4)).',
      '- **`-t seconds`**: Waits.\n- **`-a`**: All.',
      '```\n$ gate\n```',
      '`#include <gate.h>`',
      '| | |\n| - | - |\n| a | b |',
    ]);
  });

  it('in mdoc keep each form of a command, references, options behind a comma, columns and standard sentences', async () => {
    const file = await read(
      [
        '.Dd May 6, 2024\n.Dt GATE 8\n.Os\n.Sh NAME\n.Nm gate\n.Nd opens\n.Sh SYNOPSIS\n.Nm gate\n.Cm up\n.Nm gate\n.Cm down',
        '.Sh DESCRIPTION\nSee\n.Sx States of it\nor\n.Fl j , -json\nor\n.Ar a | b .',
        '.Bl -compact -enum\n.It\none\n.It\ntwo\n.El',
        '.Bl -column "a" "b"\n.It Sy Name Ta Sy Use\n.It a Ta\nthe first\n.El\n.Ex -std\n.Rv -std gate',
      ].join('\n'),
      'man',
      'gate.8',
    );
    expect(texts(file)).toEqual([
      '**gate** — opens',
      '**gate up**\\\n**gate down**',
      'See States of it or **-j**, **--json** or *a* | *b*.',
      '1. one\n\n2. two',
      '| **Name** | **Use** |\n| - | - |\n| a | the first |',
      'The **gate** utility exits 0 on success, and >0 if an error occurs. **gate**() returns 0 if successful; otherwise -1 is returned and `errno` is set to indicate the error.',
    ]);
  });

  it('run the macros that the page defines for itself', async () => {
    const file = await read(
      [
        '.TH GATE 1\n.SH A',
        '.de Vb\n.ft CW\n.nf\n.ne \\\\$1\n..\n.de Ve\n.fi\n..\n.de1 INDENT\n.\\" note:\n. RS \\\\$1\n..\n.de UNINDENT\n. RE\n..',
        '.de Say\n.ie \\\\n(.$>1 .B \\\\$1 and \\\\$2\n.el .I \\\\$1\n.if "\\\\$1"yes" Agreed.\n.if !"\\\\$1"yes" Refused.\n.if t Typeset.\n..',
        '.de Loop\n.Loop\n..\n.de B\nnever\n..',
        '.Vb 2\n\\& ls\n.Ve',
        'List:\n.INDENT 0.0\n.INDENT 3.5\nDeep.\n.UNINDENT\n.UNINDENT',
        '.sp\n.Say yes no\n.Say no\n.Loop\n.sp\n.B bold',
      ].join('\n'),
      'man',
      'gate.1',
    );
    expect(texts(file)).toEqual([
      '```\n ls\n```',
      'List:',
      'Deep.',
      '**yes and no** Agreed. *no* Refused.',
      '**bold**',
    ]);
  });

  it('that only name another page are that page', async () => {
    const file = await read('.so man1/gate.1\n', 'man', 'man1/door.1', { 'man1/gate.1': PAGE });
    expect(texts(file)[0]).toBe('gate - opens & closes');
  });
});

describe('plain text', () => {
  it('has headings where lines are drawn under, numbered or capitals that stand alone', async () => {
    const underlined = await read('Guide\n=====\n\nText.\n\nPart\n----\nMore.\n', 'text', 'a.txt');
    expect(underlined.title).toBe('Guide');
    expect(underlined.sections.map(({ depth, heading }) => [depth, heading])).toEqual([
      [1, 'Guide'],
      [2, 'Part'],
    ]);
    expect(underlined.blocks.map(({ text, section }) => [section, text])).toEqual([
      [0, 'Text.'],
      [1, 'More.'],
    ]);
    const numbered = await read('1.  Scope\n\nText.\n\n1.1  Terms\n\nMore.\n\n2. Buy milk.\n', 'text', 'a.txt');
    expect(numbered.sections.map(({ depth, heading }) => [depth, heading])).toEqual([
      [1, '1. Scope'],
      [2, '1.1 Terms'],
    ]);
    expect((await read('NAME\n\n    gate\n\nOPTIONS\n\n    -a  all\n', 'text', 'a.txt')).sections).toHaveLength(2);
  });

  it('has none where they could be something else', async () => {
    for (const text of [
      '1. Wash\n\n2. Dry\n\n3. Fold\n',
      'NOTE\n\nonce only\n',
      '  Indented\n  --------\n',
      'one\ntwo\n---\n',
    ]) {
      expect((await read(text, 'text', 'a.txt')).sections).toEqual([]);
    }
  });

  it('loses the running lines around the page breaks of RFCs and keeps the pages', async () => {
    const page = (number: number, text: string): string =>
      `${text}\n\n\nDoe            Informational          [Page ${String(number)}]\n`;
    const header = 'RFC 9999          Gates            May 2024\n\n\n';
    const file = await read(
      `${page(1, 'One.')}\f${header}${page(2, 'Two.')}\f${header}${page(3, 'Three.')}`,
      'text',
      'rfc.txt',
    );
    expect(file.pages.map(({ label }) => label)).toEqual(['1', '2', '3']);
    expect(file.blocks).toEqual([
      { kind: 'paragraph', text: 'One.', section: null, firstPage: 1, lastPage: 1 },
      { kind: 'paragraph', text: 'Two.', section: null, firstPage: 2, lastPage: 2 },
      { kind: 'paragraph', text: 'Three.', section: null, firstPage: 3, lastPage: 3 },
    ]);
  });
});

describe('Word documents', () => {
  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const paragraph = (text: string, style = ''): string =>
    `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
  const cell = (text: string): string => `<w:tc>${paragraph(text)}</w:tc>`;
  const PARTS = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/_rels/document.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    'word/styles.xml': `<w:styles ${W}>${['heading 1', 'heading 2', 'toc 1', 'Code'].map((name) => `<w:style w:type="paragraph" w:styleId="${name.replace(' ', '')}"><w:name w:val="${name}"/></w:style>`).join('')}</w:styles>`,
    'docProps/core.xml':
      '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Gate &amp; door</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>',
    'word/document.xml': `<w:document ${W}><w:body>${paragraph('Intro 1', 'toc1')}${paragraph('Intro', 'heading2')}${paragraph('Text.')}${paragraph('a = 1', 'Code')}${paragraph('b = 2', 'Code')}<w:tbl><w:tr>${cell('A')}${cell('B')}</w:tr><w:tr>${cell('1')}${cell('2')}</w:tr></w:tbl></w:body></w:document>`,
  };

  it('give headings by style, listings, tables, title and language', async () => {
    const file = await read(zip(PARTS), 'docx', 'gate.docx');
    expect(file).toMatchObject({ title: 'Gate & door', language: 'en-GB', sections: [{ depth: 2, heading: 'Intro' }] });
    expect(texts(file)).toEqual(['Text.', '```\na = 1\nb = 2\n```', '| | |\n| - | - |\n| A | B |\n| 1 | 2 |']);
  });

  it('that are none, are damaged or unpack without end fail with a reason', async () => {
    await expect(read('no zip', 'docx', 'a.docx')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(read(zip({ 'a.xml': '<a/>' }), 'docx', 'a.docx')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    const bomb = zip({ ...PARTS, 'word/more.xml': Buffer.alloc(101 * 1024 * 1024) });
    await expect(read(bomb, 'docx', 'a.docx')).rejects.toThrow('unpacks to more than a document can hold');
  });
});

/** The sizes that it claims are wrong, as in a bomb. */
function zip(parts: Readonly<Record<string, string | Buffer>>): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const raw = Buffer.from(content);
    const data = deflateRawSync(raw);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(raw.length > 1_000_000 ? 10 : raw.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
