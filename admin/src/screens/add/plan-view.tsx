/** What an ingest would do, before it does it: most of all what it would archive. */
import type { JSX } from 'react';
import { count } from '../../words/common.js';
import { words } from '../../words/en.js';
import type { Plan } from './operations.js';

const mostShown = 200;
const outcomes = ['ARCHIVED', 'FAILED', 'NEW', 'CHANGED', 'SKIPPED', 'UNCHANGED'] as const;

export interface PlanViewProps {
  readonly plan: Plan;
  readonly isAllowed: boolean;
  readonly onAllow: (isAllowed: boolean) => void;
}

export function PlanView({ plan, isAllowed, onAllow }: PlanViewProps): JSX.Element {
  const archived = plan.ARCHIVED.totalCount;
  const total = outcomes.reduce((sum, outcome) => sum + plan[outcome].totalCount, 0);
  const shown = outcomes.flatMap((outcome) => plan[outcome].nodes).slice(0, mostShown);
  return (
    <section aria-labelledby="plan-title">
      <h3 id="plan-title">{words.add.plan}</h3>
      {total === 0 && <p>{words.add.planEmpty}</p>}
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
      {total > shown.length && <p className="soft">{words.add.planMore(total - shown.length)}</p>}
    </section>
  );
}
