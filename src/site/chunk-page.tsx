/** The permanent page of a chunk: what it says, and everything needed to cite it. */
import type { JSX } from 'preact';
import { Feedback, type FeedbackState } from './feedback-form.js';
import { Flags } from './flags.js';
import { Layout } from './layout.js';
import type { FullChunk } from './operations/chunk-page.js';
import type { ChunkSummary } from './operations/names.js';
import { chunkAnchor, chunkTitle, inContext, pageName, searchLink } from './page-name.js';
import { RenderedText } from './rendered-text.js';
import { AlsoAt, AlsoIn, CompareWith } from './version-links.js';

interface ChunkPageProps {
  readonly chunk: FullChunk;
  readonly canonical: string;
  readonly feedback: FeedbackState;
}

export function ChunkPage({ chunk, canonical, feedback }: ChunkPageProps): JSX.Element {
  const { document, product, version, vendor } = chunk;
  const title = chunkTitle(chunk);
  const previous = chunk.neighbours.before.at(-1);
  const next = chunk.neighbours.after[0];
  return (
    <Layout
      title={`${title}, ${document.title} (${product.name} ${version.label})`}
      canonical={canonical}
      markdownLink={`${chunk.permalink}.md`}
    >
      <article class="chunk">
        <header>
          <p class="where">
            {vendor.name} <span aria-hidden="true">/</span>{' '}
            <a href={searchLink({ query: '', product: product.slug, version: version.slug })}>
              {product.name} {version.label}
            </a>{' '}
            <span aria-hidden="true">/</span> <a href={document.permalink}>{document.title}</a>
          </p>
          <h1>{title}</h1>
          {chunk.headingPath.length > 0 && <p class="path">{chunk.headingPath.join(' › ')}</p>}
          <p class="actions">
            <a class="button" href={inContext(document.permalink, chunk.key)}>
              View in doc context
            </a>
          </p>
        </header>
        <Record chunk={chunk} />
        <Flags flags={chunk.flags} />
        <RenderedText
          text={chunk.text}
          language={document.language}
          idPrefix={chunkAnchor(chunk.key)}
          headingLevel={1}
        />
        <nav class="turn" aria-label="Neighbouring text">
          <Neighbour chunk={previous} rel="prev" label="Previous" />
          <Neighbour chunk={next} rel="next" label="Next" />
        </nav>
        <Feedback subject={{ chunk: chunk.key }} back={chunk.permalink} {...feedback} />
      </article>
    </Layout>
  );
}

/** Everything needed to cite it. */
function Record({ chunk }: { readonly chunk: FullChunk }): JSX.Element {
  const { document, product, version, vendor } = chunk;
  const page = chunk.pageLabel ?? chunk.page?.toString();
  return (
    <section class="record" aria-label="Where this text stands">
      <dl>
        {page !== undefined && <Field name="page" value={page} />}
        {chunk.pageLabel !== null && chunk.page !== null && String(chunk.page) !== chunk.pageLabel && (
          <Field name="page in file" value={String(chunk.page)} />
        )}
        <Field name="source" value={chunk.source} />
        <Field name="chunk_id" value={chunk.key} />
        <Field name="vendor" value={vendor.name} />
        <Field name="product" value={product.name} />
        <Field name="version" value={`${version.label}${version.isLatest ? ' (latest)' : ''}`} />
        {chunk.alsoAt.nodes.length > 0 && (
          <div>
            <dt>same text at</dt>
            <dd>
              <AlsoAt places={chunk.alsoAt} />
            </dd>
          </div>
        )}
        {chunk.alsoIn.nodes.length > 0 && (
          <div>
            <dt>same text in</dt>
            <dd>
              <AlsoIn occurrences={chunk.alsoIn.nodes} />
            </dd>
          </div>
        )}
        {product.versions.nodes.length > 1 && (
          <div>
            <dt>compare with</dt>
            <dd>
              <CompareWith
                product={product.slug}
                version={version}
                versions={product.versions.nodes}
                document={document.slug}
                section={chunk.key}
              />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Field({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}

interface NeighbourProps {
  readonly chunk: ChunkSummary | undefined;
  readonly rel: 'prev' | 'next';
  readonly label: string;
}

function Neighbour({ chunk, rel, label }: NeighbourProps): JSX.Element {
  if (chunk === undefined) return <span />;
  const heading = chunk.headingPath.at(-1);
  const page = pageName(chunk);
  return (
    <a class={rel} rel={rel} href={chunk.permalink}>
      <small>{label}</small>
      <span>{heading ?? page ?? chunk.key}</span>
      {heading !== undefined && page !== undefined && <small>{page}</small>}
    </a>
  );
}
