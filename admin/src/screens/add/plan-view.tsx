/** What an ingest would do, before it does it: most of all what it would archive. */
import { useId, type JSX } from 'react';
import { count, number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { takesNone, type Plan } from './operations.js';

const mostShown = 200;
const outcomes = ['ARCHIVED', 'FAILED', 'NEW', 'CHANGED', 'SKIPPED', 'UNCHANGED'] as const;

/** What its folders are understood as: who sees a version called like a product knows that something is amiss. */
function PlannedVersions({ versions: { nodes, totalCount } }: Pick<Plan, 'versions'>): JSX.Element | null {
  const id = useId();
  if (nodes.length === 0) return null;
  const { columns } = words.library;
  return (
    <>
      <h4 id={id}>{words.add.becomes(totalCount)}</h4>
      <div className="scroll plan" role="region" aria-labelledby={id} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.vendor}</th>
              <th scope="col">{columns.product}</th>
              <th scope="col">{columns.version}</th>
              <th scope="col" className="number">
                {columns.documents}
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.map(({ path, vendor, product, version, documents, isNew }) => (
              <tr key={path}>
                <td dir="auto">{vendor}</td>
                <td dir="auto">{product}</td>
                <th scope="row">
                  {version} {isNew && <span className="chip">{words.add.newVersion}</span>}
                </th>
                <td className="number">{number(documents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {totalCount > nodes.length && <p className="soft">{words.add.becomesMore(totalCount - nodes.length)}</p>}
    </>
  );
}

export interface PlanViewProps {
  readonly plan: Plan;
  readonly isAllowed: boolean;
  readonly onAllow: (isAllowed: boolean) => void;
  /** Plans again, with that vendor named; absent where it can't be. */
  readonly onVendor?: (vendor: string) => void;
}

const mostVendors = 5;

/** Said once, before all the files that are refused for it. */
function TakenProducts({
  plan: { takenProducts },
  onVendor,
}: Pick<PlanViewProps, 'plan' | 'onVendor'>): JSX.Element | null {
  if (takenProducts.length === 0) return null;
  const vendors = new Map(takenProducts.map(({ vendor, vendorName }) => [vendor, vendorName]));
  return (
    <div className="notice is-warn" role="alert">
      <p>{words.add.taken(takenProducts.length)}</p>
      <ul>
        {takenProducts.map(({ product, vendorName, files }) => (
          <li key={product}>{words.add.takenOne(product, vendorName, files)}</li>
        ))}
      </ul>
      <p>{words.add.takenHow}</p>
      {onVendor !== undefined && (
        <div className="row">
          {[...vendors].slice(0, mostVendors).map(([vendor, name]) => (
            <button
              key={vendor}
              type="button"
              className="secondary small"
              onClick={() => {
                onVendor(vendor);
              }}
            >
              {words.add.planAs(name)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

export function PlanView({ plan, isAllowed, onAllow, onVendor }: PlanViewProps): JSX.Element {
  const id = useId();
  const archived = plan.ARCHIVED.totalCount;
  const total = outcomes.reduce((sum, outcome) => sum + plan[outcome].totalCount, 0);
  const told = plan.takenProducts.reduce((sum, { files }) => sum + files, 0);
  const shown = outcomes
    .flatMap((outcome) => plan[outcome].nodes.filter(({ reasonCode }) => reasonCode !== 'SLUG_TAKEN'))
    .slice(0, mostShown);
  return (
    <section className="planned" aria-labelledby={id}>
      <h3 id={id}>{words.add.plan}</h3>
      {total === 0 && <p>{words.add.planEmpty}</p>}
      {takesNone(plan) && <p className="notice is-warn">{words.add.takesNone}</p>}
      <p className="row">
        {outcomes
          .map((outcome) => [outcome, plan[outcome].totalCount] as const)
          .filter(([, amount]) => amount > 0)
          .map(([outcome, amount]) => (
            <span key={outcome} className={`chip ${outcome === 'ARCHIVED' || outcome === 'FAILED' ? 'is-warn' : ''}`}>
              {words.jobs.outcomes[outcome]}: {count(amount, 'file')}
            </span>
          ))}
      </p>
      <TakenProducts plan={plan} {...(onVendor !== undefined && { onVendor })} />
      {archived > 0 && (
        <div className="notice is-warn">
          <p>{words.add.archives(archived)}</p>
          {plan.needsAllowArchive && (
            <label className="check">
              <input
                type="checkbox"
                checked={isAllowed}
                onChange={({ target }) => {
                  onAllow(target.checked);
                }}
              />
              {words.add.allow}
            </label>
          )}
        </div>
      )}
      {plan.warnings.map((warning) => (
        <p key={warning} className="notice is-warn">
          {warning}
        </p>
      ))}
      <PlannedVersions versions={plan.versions} />
      {shown.length > 0 && (
        <div className="scroll plan" role="region" aria-label={words.add.plan} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.jobs.filesColumns.path}</th>
                <th scope="col">{words.jobs.filesColumns.outcome}</th>
                <th scope="col">{words.jobs.filesColumns.reason}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ path, outcome, reason }) => (
                <tr key={path}>
                  <th scope="row">
                    <code>{path}</code>
                  </th>
                  <td>{words.jobs.outcomes[outcome]}</td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total - told > shown.length && <p className="soft">{words.add.planMore(total - told - shown.length)}</p>}
    </section>
  );
}
