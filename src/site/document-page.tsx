/** A document: its contents, and one part of its text with every chunk in place. */
import type { JSX } from 'preact';
import { ContentsList } from './contents-list.js';
import type { DocumentPart } from './document-parts.js';
import { Feedback, type FeedbackState } from './feedback-form.js';
import { Flags } from './flags.js';
import { Layout } from './layout.js';
import type { DocumentChunk } from './operations/document-chunks.js';
import type { DocumentData } from './operations/document-contents.js';
import type { Occurrence } from './operations/names.js';
import { chunkAnchor, counted, inContext, kindName, pageName, searchLink } from './page-name.js';
import { RenderedText } from './rendered-text.js';
import { CompareWith } from './version-links.js';

interface DocumentPageProps {
  readonly document: DocumentData;
  readonly parts: readonly DocumentPart[];
  readonly part: DocumentPart;
  readonly chunks: readonly DocumentChunk[];
  /** Address of the rest of this part, when it does not fit on one page. */
  readonly restLink: string | undefined;
  /** Whether this is not the beginning of the part. */
  readonly isContinued: boolean;
  readonly asked: { readonly key: string; readonly alsoIn: { readonly nodes: readonly Occurrence[] } } | undefined;
  readonly markdownLink: string;
  readonly feedback: FeedbackState;
}

export function partLink(document: DocumentData, part: DocumentPart): string {
  return part.number === 1 ? document.permalink : `${document.permalink}?part=${String(part.number)}`;
}

export function DocumentPage(props: DocumentPageProps): JSX.Element {
  const { document, parts, part, chunks, asked } = props;
  const { version } = document;
  const { product } = version;
  return (
    <Layout
      title={`${document.title} (${product.name} ${version.label})`}
      markdownLink={props.markdownLink}
      noIndex={asked !== undefined}
    >
      <header class="document">
        <p class="where">
          {product.vendor.name} <span aria-hidden="true">/</span>{' '}
          <a href={searchLink({ query: '', product: product.slug, version: version.slug })}>
            {product.name} {version.label}
          </a>
        </p>
        <h1>{document.title}</h1>
        <p class="path">
          {kindName(document.kind)}
          {document.pageCount !== null && ` · ${counted(document.pageCount, 'page')}`}
          {document.licence !== null && ` · ${document.licence}`}
          {document.sourceUrl !== null && /^https?:/i.test(document.sourceUrl) && (
            <>
              {' · '}
              <a href={document.sourceUrl} rel="nofollow noopener noreferrer">
                Original
              </a>
            </>
          )}
        </p>
        <VersionSwitcher document={document} asked={asked} />
      </header>
      <div class="reading">
        {document.sections.length > 0 && (
          <nav class="contents" aria-label="Contents">
            <details open>
              <summary>Contents</summary>
              <ContentsList document={document} parts={parts} part={part} />
            </details>
          </nav>
        )}
        <div class="body">
          {props.isContinued && <p class="notice">Continued from above in this part.</p>}
          {chunks.length === 0 && <p class="notice">This document has no text.</p>}
          {chunks.map((chunk, index) => (
            <ChunkInPlace
              chunk={chunk}
              previous={chunks[index - 1]}
              isAsked={chunk.key === asked?.key}
              language={document.language}
              documentTitle={document.title}
            />
          ))}
          {props.restLink !== undefined && (
            <p class="more">
              <a href={props.restLink}>Read on</a>
            </p>
          )}
          <Turning document={document} parts={parts} part={part} />
          <Feedback subject={{ document: document.id }} back={partLink(document, part)} {...props.feedback} />
        </div>
      </div>
    </Layout>
  );
}

function VersionSwitcher({ document, asked }: Pick<DocumentPageProps, 'document' | 'asked'>): JSX.Element | null {
  const { version } = document;
  const others = version.product.versions.nodes.filter(
    (other) => other.document !== null || other.slug === version.slug,
  );
  if (others.length < 2) return null;
  return (
    <nav class="switch" aria-label="This document in other versions">
      <ul class="versions">
        {others.map((other) => {
          const isHere = other.slug === version.slug;
          const same = asked?.alsoIn.nodes.find((occurrence) => occurrence.version.slug === other.slug);
          const permalink = other.document?.permalink ?? document.permalink;
          return (
            <li>
              {isHere ? (
                <span aria-current="true">{other.label}</span>
              ) : (
                <a href={same === undefined ? permalink : inContext(permalink, same.chunk.key)}>{other.label}</a>
              )}
            </li>
          );
        })}
      </ul>
      <p class="path">
        What changed, compared with{' '}
        <CompareWith product={version.product.slug} version={version} versions={others} document={document.slug} />
      </p>
    </nav>
  );
}

interface ChunkInPlaceProps {
  readonly chunk: DocumentChunk;
  readonly previous: DocumentChunk | undefined;
  readonly isAsked: boolean;
  readonly language: string | null;
  readonly documentTitle: string;
}

function ChunkInPlace({ chunk, previous, isAsked, language, documentTitle }: ChunkInPlaceProps): JSX.Element {
  const anchor = chunkAnchor(chunk.key);
  const page = pageName(chunk);
  const deepest = Math.min(5, 1 + chunk.headingPath.length);
  return (
    <section
      id={anchor}
      class={isAsked ? 'place is-asked' : 'place'}
      aria-label={isAsked ? 'The passage you came for' : undefined}
    >
      <NewHeadings path={chunk.headingPath} previous={previous?.headingPath} documentTitle={documentTitle} />
      <p class="margin">
        <a href={chunk.permalink} title={chunk.key}>
          {page ?? '¶'}
          {page === undefined && <span class="hidden">Permanent page of this passage</span>}
        </a>
      </p>
      <Flags flags={chunk.flags} />
      <RenderedText text={chunk.text} language={language} idPrefix={anchor} headingLevel={deepest} />
    </section>
  );
}

interface NewHeadingsProps {
  readonly path: readonly string[];
  readonly previous: readonly string[] | undefined;
  readonly documentTitle: string;
}

/** The headings that begin with this chunk: those in which its path differs from the chunk before. */
function NewHeadings({ path, previous, documentTitle }: NewHeadingsProps): JSX.Element {
  const differs = path.findIndex((heading, index) => heading !== previous?.[index]);
  if (differs === -1) return <></>;
  return (
    <>
      {path.slice(differs).map((heading, offset) => {
        const depth = differs + offset;
        if (depth === 0 && heading === documentTitle) return null;
        const Heading = headingTags[Math.min(depth, headingTags.length - 1)] ?? 'h6';
        return <Heading>{heading}</Heading>;
      })}
    </>
  );
}

const headingTags = ['h2', 'h3', 'h4', 'h5', 'h6'] as const;

function Turning({
  document,
  parts,
  part,
}: Pick<DocumentPageProps, 'document' | 'parts' | 'part'>): JSX.Element | null {
  if (parts.length < 2) return null;
  const previous = parts[part.number - 2];
  const next = parts[part.number];
  return (
    <nav class="turn" aria-label="Parts of the document">
      {previous === undefined ? (
        <span />
      ) : (
        <a class="prev" rel="prev" href={partLink(document, previous)}>
          <small>Previous part</small>
          <span>{previous.title}</span>
        </a>
      )}
      {next === undefined ? (
        <span />
      ) : (
        <a class="next" rel="next" href={partLink(document, next)}>
          <small>Next part</small>
          <span>{next.title}</span>
        </a>
      )}
    </nav>
  );
}
