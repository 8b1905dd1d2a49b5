/** Judges a hit: one judgement of each target for each question, made or changed. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { ConflictError } from '../errors.js';
import { settingsOf, type JudgementRow } from '../store/queries/search-settings.js';
import { insertSetting, lockSettings, updateSetting, type SettingValues } from '../store/writes/search-settings.js';
import { there } from './edit-setting.js';
import { isSameJudgement, withQuote } from './judgement-values.js';

/**
 * @param expectedRevision of the judgement that the curator saw; 0 for none.
 * @throws ConflictError when somebody else judged it since; BadInputError when the target is no passage.
 */
export function judge(
  dataSource: DataSource,
  wish: { readonly values: SettingValues; readonly expectedRevision: number },
  caller: Caller,
): Promise<JudgementRow> {
  return dataSource.transaction(async (manager) => {
    await lockSettings(manager);
    const values = await withQuote(manager, wish.values);
    const known = (await settingsOf(manager, 'JUDGEMENT')).find((one) => isSameJudgement({ ...one }, values));
    if ((known?.revision ?? 0) !== wish.expectedRevision) throw otherwise(known ?? null);
    const id =
      known === undefined
        ? await insertSetting(manager, 'JUDGEMENT', values, { caller, id: null })
        : await updateSetting(manager, 'JUDGEMENT', values, { caller, id: known.id });
    return there(manager, 'JUDGEMENT', id);
  });
}

function otherwise(known: JudgementRow | null): ConflictError {
  if (known === null) {
    return new ConflictError('The judgement was withdrawn since you saw it. Send it again with revision 0.', {
      revision: 0,
    });
  }
  const { id, revision, callerName, changedAt, grade } = known;
  return new ConflictError(
    `${callerName} judged it ${String(grade)} since you saw it. Send yours again with revision ${String(revision)} to change that.`,
    { id, revision, grade, changedBy: callerName, changedAt: changedAt.toISOString(), current: { ...known } },
  );
}
