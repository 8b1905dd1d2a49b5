import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;

const timeout = (seconds: string): string =>
  `# Sessions\n\n## Idle timeout\n\nThe idle timeout of a session is ${seconds} seconds. Set it with \`session.idle_timeout\`.\n`;
const unchanged =
  '# Storage\n\n## Snapshots\n\nSnapshots are taken every night and kept for a week on the second volume.\n';

beforeAll(async () => {
  library = await openTestLibrary();
  const path = await library.write('manuals', {
    'library.yaml': [
      'entries:',
      ...['1.9', '1.10', '2.0'].flatMap((version) => [
        `  - path: gate/${version}`,
        '    vendor: Acme',
        '    product: gate',
        version === '1.10' ? '    version: { label: "1.10", aliases: [lts] }' : `    version: "${version}"`,
      ]),
      '  - path: lock/7',
      '    vendor: Bolt',
      '    product: lock',
      '    version: "7"',
      '',
    ].join('\n'),
    'gate/1.9/admin/sessions.md': timeout('30'),
    'gate/1.10/admin/sessions.md': timeout('60'),
    'gate/2.0/admin/sessions.md': timeout('90'),
    'gate/1.9/admin/storage.md': unchanged,
    'gate/1.10/admin/storage.md': unchanged,
    'gate/2.0/admin/storage.md': unchanged,
    'lock/7/guide/guide.md':
      '# Lock guide\n\n## Idle timeout\n\nThe lock has no idle timeout; error `E_LOCK_17` says so.\n',
  });
  const { counts } = await library.ingest(path);
  expect(counts).toMatchObject({ failed: 0, documents: 4 });
});
afterAll(async () => {
  await library.close();
});

interface SearchData {
  readonly search: {
    readonly hits: {
      readonly nodes: readonly {
        rank: number;
        chunk: { key: string; text: string; version: { label: string }; product: { slug: string } };
        alsoAt: { nodes: readonly { chunk: { key: string; document: { slug: string } } }[] };
        alsoIn: { nodes: readonly { version: { label: string }; chunk: { key: string } }[] };
        changedIn: { nodes: readonly { version: { label: string }; chunk: { key: string } }[] };
        explain: {
          lexical: { rank: number; normalised: number } | null;
          vector: { rank: number; normalised: number } | null;
        };
      }[];
    };
    readonly scope: {
      readonly versions: readonly {
        requested: string;
        match: string;
        served: { label: string } | null;
        nearest: readonly { label: string }[];
      }[];
      readonly unknown: readonly { kind: string; requested: string; nearest: readonly string[] }[];
    };
    readonly degraded: readonly unknown[];
  };
}

async function search(query: string, scope: Readonly<Record<string, unknown>> = {}, mode = 'HYBRID') {
  const source = /* GraphQL */ `
    query Search($query: String!, $scope: ScopeInput, $mode: SearchMode) {
      search(query: $query, scope: $scope, mode: $mode) {
        hits {
          nodes {
            rank
            chunk {
              key
              text
              version {
                label
              }
              product {
                slug
              }
            }
            changedIn {
              nodes {
                version {
                  label
                }
                chunk {
                  key
                }
              }
            }
            alsoAt {
              nodes {
                chunk {
                  key
                  document {
                    slug
                  }
                }
              }
            }
            alsoIn {
              nodes {
                version {
                  label
                }
                chunk {
                  key
                }
              }
            }
            explain {
              lexical {
                rank
                normalised
              }
              vector {
                rank
                normalised
              }
            }
          }
        }
        scope {
          versions {
            requested
            match
            served {
              label
            }
            others {
              nodes {
                label
              }
            }
            nearest {
              label
            }
          }
          unknown {
            kind
            requested
            nearest
          }
        }
        degraded {
          leg
        }
      }
    }
  `;
  return (await library.ask<SearchData>(source, { query, scope, mode })).search;
}

describe('the version contract', () => {
  it.each([
    ['1.9', 'EXACT', '1.9', '30'],
    ['v1.9', 'ALIAS', '1.9', '30'],
    ['lts', 'ALIAS', '1.10', '60'],
    ['latest', 'LATEST', '2.0', '90'],
  ])('serves %s as %s %s', async (requested, match, label, seconds) => {
    const {
      hits: { nodes: hits },
      scope,
    } = await search('idle timeout of a session', { products: ['gate'], versions: [requested] });
    expect(scope.versions).toEqual([{ requested, match, served: { label }, others: { nodes: [] }, nearest: [] }]);
    expect(hits.length).toBeGreaterThan(0);
    expect(new Set(hits.map(({ chunk }) => chunk.version.label))).toEqual(new Set([label]));
    expect(hits[0]?.chunk.text).toContain(`${seconds} seconds`);
  });

  it('never substitutes: an unknown version has no hits and names the nearest', async () => {
    const {
      hits: { nodes: hits },
      scope,
    } = await search('idle timeout', { products: ['gate'], versions: ['1.1'] });
    expect(hits).toEqual([]);
    expect(scope.versions[0]).toMatchObject({ requested: '1.1', match: 'NONE', served: null });
    expect(scope.versions[0]?.nearest.map(({ label }) => label)).toEqual(['1.9', '1.10', '2.0']);
  });

  it('serves the newest of a series, says so and names the others', async () => {
    const {
      hits: { nodes: hits },
      scope,
    } = await search('idle timeout of a session', { products: ['gate'], versions: ['1'] });
    expect(new Set(hits.map(({ chunk }) => chunk.version.label))).toEqual(new Set(['1.10']));
    expect(scope.versions).toEqual([
      {
        requested: '1',
        match: 'SERIES',
        served: { label: '1.10' },
        others: { nodes: [{ label: '1.9' }] },
        nearest: [],
      },
    ]);
  });

  it.each([
    [{ products: ['acme/gate'], versions: ['1.9'] }, '1.9', 'EXACT', '1.9'],
    [{ products: ['Gate 1.9'] }, '1.9', 'EXACT', '1.9'],
    [{ products: ['acme/gate v2'] }, 'v2', 'SERIES', '2.0'],
    [{ versions: ['gate 1.10'] }, 'gate 1.10', 'EXACT', '1.10'],
    [{ products: ['gate 1.9'], versions: ['2.0'] }, '2.0', 'EXACT', '2.0'],
    [{ products: ['gate', 'acme/gate', 'Gate'], versions: ['1.9'] }, '1.9', 'EXACT', '1.9'],
  ])('reads %j where only one thing can be meant', async (asked, requested, match, label) => {
    const {
      hits: { nodes: hits },
      scope,
    } = await search('idle timeout of a session', asked);
    expect(scope).toMatchObject({ unknown: [], versions: [{ requested, match, served: { label } }] });
    expect(new Set(hits.map(({ chunk }) => `${chunk.product.slug} ${chunk.version.label}`))).toEqual(
      new Set([`gate ${label}`]),
    );
  });

  it('says nothing of the versions of a product that is not there', async () => {
    const { scope } = await search('idle timeout', { products: ['door'], versions: ['1.9'] });
    expect(scope.versions).toEqual([]);
    expect(scope.unknown).toMatchObject([{ kind: 'PRODUCT', requested: 'door' }]);
  });

  it('names products that look like an unknown one, and finds nothing', async () => {
    const {
      hits: { nodes: hits },
      scope,
    } = await search('idle timeout', { products: ['gates'] });
    expect(hits).toEqual([]);
    expect(scope.unknown).toEqual([{ kind: 'PRODUCT', requested: 'gates', nearest: ['gate'] }]);
  });
});

it('a release is the latest, whatever branches, dates and previews lie beside it', async () => {
  const path = await library.write('winches', {
    ...Object.fromEntries(
      ['v4.2', 'v4.9', 'v4.10', '5.0-rc1', 'master', 'latest', '2024-03'].map((label) => [
        `winch/${label}/guide/a.md`,
        `# Winch guide\n\nThe winch text of ${label} is here.\n`,
      ]),
    ),
  });
  await library.ingest(path);
  const source = `query Latest { product(slug: "winch") { latestVersion { label } versions { nodes { label preview } } } }`;
  const { product } = await library.ask<{
    product: { latestVersion: { label: string }; versions: { nodes: { label: string; preview: boolean }[] } };
  }>(source);
  expect(product.latestVersion.label).toBe('v4.10');
  expect(product.versions.nodes.filter(({ preview }) => preview)).toEqual([{ label: '5.0-rc1', preview: true }]);
});

describe('hits', () => {
  it.each(['HYBRID', 'LEXICAL', 'SEMANTIC'])(
    'shows a passage of several versions once, in the newest (%s)',
    async (mode) => {
      const {
        hits: { nodes: hits },
      } = await search('snapshots taken every night', {}, mode);
      const snapshots = hits.filter(({ chunk }) => chunk.text.includes('Snapshots are taken'));
      expect(snapshots).toHaveLength(1);
      expect(snapshots[0]?.chunk.version.label).toBe('2.0');
      expect(snapshots[0]?.alsoIn.nodes.map(({ version }) => version.label)).toEqual(['1.10', '1.9']);
      expect(snapshots[0]?.alsoIn.nodes[0]?.chunk.key).toBe('gate::1.10::admin::storage::0');
    },
  );

  it.each(['HYBRID', 'LEXICAL', 'SEMANTIC'])(
    'shows a text that several documents of a version hold once, and names its other places (%s)',
    async (mode) => {
      const shared = '# Winding the capstan\n\nThe capstan is wound by hand, eleven turns clockwise.\n';
      await library.ingest(
        await library.write('capstan', {
          'capstan/1.0/deck/deck.md': shared,
          'capstan/1.0/hold/hold.md': shared,
          'capstan/0.9/hold/hold.md': shared,
        }),
      );
      const { hits } = await search('capstan wound by hand', { products: ['capstan'] }, mode);
      const [hit, ...others] = hits.nodes.filter(({ chunk }) => chunk.text.includes('eleven turns'));
      expect(others).toEqual([]);
      expect(hit?.chunk.key).toContain('capstan::1.0::deck');
      expect(hit?.alsoAt.nodes.map(({ chunk }) => chunk.document.slug)).toEqual(['hold']);
      expect(hit?.alsoIn.nodes.map(({ version }) => version.label)).toEqual(['0.9']);
      const { chunk } = await library.ask<{
        chunk: { alsoAt: { nodes: { chunk: { document: { slug: string } } }[] } };
      }>('query Other($key: String!) { chunk(key: $key) { alsoAt { nodes { chunk { document { slug } } } } } }', {
        key: hit?.alsoAt.nodes[0]?.chunk.key,
      });
      expect(chunk.alsoAt.nodes).toEqual([{ chunk: { document: { slug: 'deck' } } }]);
    },
  );

  it('shows a place whose words changed once, in the newest version, and names the others', async () => {
    const {
      hits: { nodes: hits },
    } = await search('idle timeout of a session in seconds');
    const timeouts = hits.filter(({ chunk }) => chunk.text.includes('idle timeout of a session'));
    expect(timeouts.map(({ chunk }) => chunk.version.label)).toEqual(['2.0']);
    expect(timeouts[0]?.changedIn.nodes).toEqual([
      { version: { label: '1.10' }, chunk: { key: 'gate::1.10::admin::sessions::0' } },
      { version: { label: '1.9' }, chunk: { key: 'gate::1.9::admin::sessions::0' } },
    ]);
  });

  it('stays inside a scope by vendor', async () => {
    const {
      hits: { nodes: hits },
    } = await search('idle timeout', { vendors: ['Bolt'] });
    expect(hits.map(({ chunk }) => chunk.product.slug)).toEqual(['lock']);
  });

  it('finds an exact identifier first', async () => {
    const {
      hits: { nodes: hits },
    } = await search('E_LOCK_17');
    expect(hits[0]?.chunk.key).toBe('lock::7::guide::guide::0');
  });

  it('explains what each leg said', async () => {
    const {
      hits: { nodes: hits },
    } = await search('idle timeout of a session');
    expect(hits[0]?.explain.lexical).toMatchObject({ rank: expect.any(Number) });
    expect(hits[0]?.explain.vector?.normalised).toBeGreaterThan(0);
    const lexical = await search('idle timeout of a session', {}, 'LEXICAL');
    expect(lexical.hits.nodes[0]?.explain.vector).toBeNull();
  });
});

describe('facets', () => {
  const facets = async (query: string, scope: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const source = /* GraphQL */ `
      query Facets($query: String!, $scope: ScopeInput) {
        search(query: $query, scope: $scope, mode: LEXICAL) {
          facets {
            vendors {
              vendor {
                name
              }
              count
            }
            products {
              product {
                slug
              }
              count
            }
            versions {
              version {
                label
              }
              count
            }
            kinds {
              count
            }
          }
        }
      }
    `;
    return (await library.ask<{ search: { facets: unknown } }>(source, { query, scope })).search.facets;
  };

  it('count a passage once, and in each version that holds it', async () => {
    expect(await facets('snapshots', {})).toEqual({
      vendors: [{ vendor: { name: 'Acme' }, count: 1 }],
      products: [{ product: { slug: 'gate' }, count: 1 }],
      versions: expect.arrayContaining(
        ['1.9', '1.10', '2.0'].map((label) => ({ version: { label }, count: 1 })),
      ) as unknown,
      kinds: [{ count: 1 }],
    });
  });

  it('stay inside the scope', async () => {
    expect(await facets('snapshots', { products: ['gate'], versions: ['1.9'] })).toMatchObject({
      versions: expect.arrayContaining([{ version: { label: '1.9' }, count: 1 }]) as unknown,
    });
    // The version behind a name limits the others no more than one that stands by itself.
    expect(await facets('idle timeout', { products: ['gate 1.9'] })).toMatchObject({
      versions: expect.arrayContaining(
        ['1.9', '1.10', '2.0'].map((label) => ({ version: { label }, count: 1 })),
      ) as unknown,
    });
    expect(await facets('snapshots', { vendors: ['Bolt'] })).toEqual({
      vendors: [
        { vendor: { name: 'Acme' }, count: 1 },
        { vendor: { name: 'Bolt' }, count: 0 },
      ],
      products: [],
      versions: [],
      kinds: [],
    });
  });
});

describe('bad questions', () => {
  it.each([
    ['an empty query', '   ', 'BAD_INPUT'],
    ['a query over the limit', 'word '.repeat(300), 'BAD_INPUT'],
  ])('refuses %s with a code', async (_name, query, code) => {
    await expect(search(query)).rejects.toMatchObject({ code });
  });

  it('takes any signs as words', async () => {
    for (const query of ['foo AND (', '"unclosed', ')))', '-', "'; DROP TABLE chunk; --", '\\', '%_%', '<@>']) {
      await expect(search(query)).resolves.toMatchObject({ degraded: [] });
    }
  });
});
