/** A document as it was read, beside the chunks that came of it; each leads to the other. */
import { Link as ScreenLink, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { ChoiceFilter, FilterBar } from '../../list/filter-bar.js';
import { useListAddress, type ListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { MarkDialog } from '../../marks/mark-dialog.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { useShortcuts } from '../../shortcuts.js';
import { Answer } from '../../ui/answer.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { useWalk } from '../../walk/use-walk.js';
import { WalkBar } from '../../walk/walk-bar.js';
import { words } from '../../words/en.js';
import { Trail, useAbove } from '../../catalogue/above.js';
import { About } from './about.js';
import { nameOf, type Link, type Named } from './chunk-card.js';
import { chunksQuery, documentQuery, pagesQuery, type TextDocument } from './operations.js';
import { RecutDialog } from './recut-dialog.js';
import { ChunkRow, PageRow, type RowProps } from './rows.js';
import './document-text.css';

const { documentText } = words;
const pagesAtOnce = 10;
const chunksAtOnce = 25;
const qualities = ['NO_TEXT_LAYER', 'UNMAPPED', 'PARTIAL', 'RECOGNISED', 'BLANK', 'TEXT'] as const;

interface TextProps extends RowProps {
  readonly path: string;
  readonly address: ListAddress;
}

function Pages({ path, address, ...rest }: TextProps): JSX.Element {
  const { page, filters, goTo } = address;
  const quality = qualities.find((name) => name === filters['quality']) ?? null;
  const query = useAsk(pagesQuery, { path, quality, first: pagesAtOnce, offset: (page - 1) * pagesAtOnce });
  return (
    <>
      <FilterBar address={address}>
        <ChoiceFilter
          address={address}
          name="quality"
          label={documentText.quality}
          choices={qualities.map((name) => [name, documentText.qualities[name]])}
        />
      </FilterBar>
      <Answer of={query}>
        {({ documentByPath }) => {
          const pages = documentByPath?.pages;
          if (pages === undefined || pages.totalCount === 0) return <Empty title={documentText.nonePages} />;
          return (
            <>
              {pages.nodes.map((one) => (
                <PageRow key={one.id} page={one} {...rest} />
              ))}
              <Pager total={pages.totalCount} page={page} size={pagesAtOnce} onGo={goTo} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Chunks({ path, address: { page, goTo }, ...rest }: TextProps): JSX.Element {
  const query = useAsk(chunksQuery, { path, first: chunksAtOnce, offset: (page - 1) * chunksAtOnce });
  return (
    <Answer of={query}>
      {({ documentByPath }) => {
        const chunks = documentByPath?.chunks;
        if (chunks === undefined || chunks.totalCount === 0) return <Empty title={documentText.noChunks} />;
        return (
          <>
            {chunks.nodes.map((chunk) => (
              <ChunkRow key={chunk.key} chunk={chunk} {...rest} />
            ))}
            <Pager total={chunks.totalCount} page={page} size={chunksAtOnce} onGo={goTo} />
          </>
        );
      }}
    </Answer>
  );
}

/** j and k walk the chunks, m marks the one that is looked at. */
function useChunkKeys(list: React.RefObject<HTMLDivElement | null>, onMark: (() => void) | undefined): void {
  const step = (by: number): void => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.chunk > .row > a') ?? [])];
    const now = links.findIndex((link) => link.closest('.chunk')?.contains(document.activeElement));
    const next = links[Math.max(0, Math.min(now + by, links.length - 1))];
    next?.focus();
    next?.scrollIntoView({ block: 'center' });
  };
  useShortcuts({
    j: () => {
      step(1);
    },
    k: () => {
      step(-1);
    },
    m: () => {
      onMark?.();
    },
  });
}

function Text({
  document: { pageCount },
  path,
}: {
  readonly document: TextDocument;
  readonly path: string;
}): JSX.Element {
  const mayMark = useMay('CURATION_EDIT');
  const [active, setActive] = useState<Named | null>(null);
  const [marked, setMarked] = useState<Named | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const address = useListAddress();
  useChunkKeys(
    list,
    mayMark && active !== null
      ? () => {
          setMarked(active);
        }
      : undefined,
  );
  const link: Link = { active: active?.key ?? null, onActive: setActive };
  const rest = { path, address, link, ...(mayMark && { onMark: setMarked }) };
  return (
    <div ref={list} className="document-text">
      <p className="soft">{documentText.keys}</p>
      {pageCount === null ? <Chunks {...rest} /> : <Pages {...rest} />}
      {marked !== null && (
        <MarkDialog
          passage={{ key: marked.key, name: nameOf(marked) }}
          onClose={() => {
            setMarked(null);
          }}
        />
      )}
    </div>
  );
}

function DocumentText(): JSX.Element {
  const { product, version, document } = useParams({ from: '/documents/$product/$version/$document/text' });
  const path = `${product}/${version}/${document}`;
  const [isCutting, setCutting] = useState(false);
  const { in: list, at } = useSearch({ from: '/documents/$product/$version/$document/text' });
  const walk = useWalk('DOCUMENT', path);
  const query = useAsk(documentQuery, { path, product, document });
  const trail = <Trail above={useAbove(product, version)} product={product} version={version} />;
  return (
    <Answer of={query}>
      {({ documentByPath: found, passageMarks }) =>
        found === null ? (
          <Screen title={words.edit.notThere}>
            <p>{words.edit.notThereText}</p>
          </Screen>
        ) : (
          <Screen
            title={found.title}
            trail={
              <>
                {words.subjects.DOCUMENT} {trail}
              </>
            }
            about={documentText.about}
            actions={
              <>
                <ScreenLink
                  className="button secondary"
                  to="/documents/$product/$version/$document"
                  params={{ product, version, document }}
                  search={{ in: list, at } as never}
                >
                  {documentText.fields}
                </ScreenLink>
                <button
                  type="button"
                  className="secondary"
                  onClick={() => {
                    setCutting(true);
                  }}
                >
                  {documentText.recut}
                </button>
                <a className="button secondary" href={found.permalink}>
                  {words.edit.read}
                </a>
              </>
            }
          >
            {walk !== null && <WalkBar kind="DOCUMENT" walk={walk} part="text" />}
            <About document={found} marks={passageMarks.nodes} />
            <Text key={path} document={found} path={path} />
            {isCutting && (
              <RecutDialog
                {...{ product, version, document }}
                onClose={() => {
                  setCutting(false);
                }}
              />
            )}
          </Screen>
        )
      }
    </Answer>
  );
}

export function DocumentTextScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <DocumentText />
    </Guard>
  );
}
