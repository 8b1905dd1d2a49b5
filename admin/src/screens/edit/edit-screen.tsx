/** Vendor, product, version and document: their fields, and their history beside. */
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState, type JSX, type ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.js';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { Screen } from '../../ui/screen.js';
import { useWalk } from '../../walk/use-walk.js';
import { useStep, WalkBar } from '../../walk/walk-bar.js';
import { words } from '../../words/en.js';
import { Trail, useAbove } from '../../catalogue/above.js';
import { EditForm } from './edit-form.js';
import { Elsewhere } from './elsewhere.js';
import { HiddenAbove } from './hidden-above.js';
import { History } from './history.js';
import { MoveButton } from './move-button.js';
import { standingQuery, waitingQuery, type Standing } from './operations.js';
import { DocumentsOf, ProductsOf, VersionsOf } from './parts.js';
import './edit.css';

interface EditScreenProps {
  readonly kind: SubjectKind;
  /** Slugs, joined by `/`. */
  readonly path: string;
  readonly trail: ReactNode;
  /** Goes before its own name, which says little alone. */
  readonly prefix?: string | undefined;
  /** What is to be known of it first. */
  readonly notice?: ReactNode;
  /** What is below it. */
  readonly parts?: ReactNode;
  /** Ways to see it, beside its heading. */
  readonly actions?: ReactNode;
}

/** The field that names the thing. */
const nameFields = { VENDOR: 'name', PRODUCT: 'name', VERSION: 'label', DOCUMENT: 'title' };

function nameOf({ kind, path, fields }: Standing): string {
  const name = fields.find(({ field }) => field === nameFields[kind])?.effective;
  return typeof name === 'string' ? name : path;
}

function EditScreen({ kind, path, trail, prefix, notice, parts, actions }: EditScreenProps): JSX.Element {
  const query = useAsk(standingQuery, { kind, path });
  const mayEdit = useMay('CURATION_EDIT');
  const [isUnsaved, setUnsaved] = useState(false);
  const walk = useWalk(kind, path);
  const step = useStep({ kind, walk });
  const next = walk?.neighbours?.next ?? null;
  const titleOf = (standing: Standing): string => [prefix, nameOf(standing)].filter(Boolean).join(' ');
  return (
    <Answer of={query}>
      {({ curationByPath: standing }) =>
        standing === null ? (
          <Elsewhere kind={kind} path={path} trail={trail} />
        ) : (
          <Screen
            title={titleOf(standing)}
            trail={
              <>
                {words.subjects[kind]} {trail}
              </>
            }
            about={<code>{path}</code>}
            actions={
              <>
                {mayEdit && <MoveButton standing={standing} name={titleOf(standing)} isUnsaved={isUnsaved} />}
                {actions}
              </>
            }
          >
            {walk !== null && <WalkBar kind={kind} walk={walk} />}
            <div className="edit">
              <div>
                <Waiting kind={kind} path={path} />
                {notice}
                <EditForm
                  key={standing.subjectId}
                  kind={kind}
                  standing={standing}
                  onUnsaved={setUnsaved}
                  onNext={
                    next === null
                      ? undefined
                      : () => {
                          step(next, true);
                        }
                  }
                />
                {parts}
              </div>
              <History subjectId={standing.subjectId} disabled={!mayEdit} />
            </div>
          </Screen>
        )
      }
    </Answer>
  );
}

/** Leads to what waits for an answer about it. */
function Waiting({ kind, path }: Pick<EditScreenProps, 'kind' | 'path'>): JSX.Element | null {
  const waiting = useAsk(waitingQuery, { kind, path }).data?.proposals.totalCount ?? 0;
  if (waiting === 0) return null;
  return (
    <p className="notice">
      <Link to="/proposals" search={{ subject: kind, of: path }}>
        {words.proposals.waitingOf(waiting)}
      </Link>
    </p>
  );
}

const guarded = (screen: JSX.Element): JSX.Element => <Guard action="CURATION_READ">{screen}</Guard>;

export function VendorScreen(): JSX.Element {
  const { vendor } = useParams({ from: '/vendors/$vendor' });
  return guarded(<EditScreen kind="VENDOR" path={vendor} trail={null} parts={<ProductsOf vendor={vendor} />} />);
}

export function ProductScreen(): JSX.Element {
  const { product } = useParams({ from: '/products/$product' });
  const trail = <Trail above={useAbove(product)} />;
  return guarded(<EditScreen kind="PRODUCT" path={product} trail={trail} parts={<VersionsOf product={product} />} />);
}

export function VersionScreen(): JSX.Element {
  const { product, version } = useParams({ from: '/versions/$product/$version' });
  const above = useAbove(product);
  const trail = <Trail above={above} product={product} />;
  const parts = <DocumentsOf product={product} version={version} />;
  return guarded(
    <EditScreen
      kind="VERSION"
      path={`${product}/${version}`}
      trail={trail}
      prefix={above?.product}
      notice={<HiddenAbove product={product} />}
      parts={parts}
    />,
  );
}

export function DocumentScreen(): JSX.Element {
  const { product, version, document } = useParams({ from: '/documents/$product/$version/$document' });
  const { in: list, at } = useSearch({ from: '/documents/$product/$version/$document' });
  const path = `${product}/${version}/${document}`;
  const trail = <Trail above={useAbove(product, version)} product={product} version={version} />;
  const actions = (
    <>
      <Link
        className="button secondary"
        to="/documents/$product/$version/$document/text"
        params={{ product, version, document }}
        search={{ in: list, at } as never}
      >
        {words.documentText.open}
      </Link>
      <a className="button secondary" href={`/d/${path}`}>
        {words.edit.read}
      </a>
    </>
  );
  const notice = <HiddenAbove product={product} version={version} />;
  return guarded(<EditScreen kind="DOCUMENT" path={path} trail={trail} notice={notice} actions={actions} />);
}
