/** Takes away overrides that say what their sources say by now. */
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import { groupBy } from '../group-by.js';
import { needlessOverrides } from '../store/queries/curation-review.js';
import { lockSubjects } from '../store/queries/curation.js';
import { closeBulk, openBulk, writeOverrides } from '../store/writes/curation.js';

/** @returns how many there were; they can be brought back as one bulk. */
export async function dropNeedless(dataSource: DataSource, caller: Caller): Promise<number> {
  return dataSource.transaction(async (manager) => {
    for (const [kind, rows] of groupBy(await needlessOverrides(manager), (row) => row.kind)) {
      await lockSubjects(manager, kind, [...new Set(rows.map(({ id }) => id))]);
    }
    // What was found before the locks may have changed; now nobody changes it.
    const needless = await needlessOverrides(manager);
    if (needless.length === 0) return 0;
    const authorship = { caller, note: 'The source says the same by now.' };
    const bulkId = await openBulk(manager, 'EDIT', { ...authorship, bulkId: null });
    let dropped = 0;
    for (const [kind, rows] of groupBy(needless, (row) => row.kind)) {
      const writes = rows.map(({ id, field }) => ({ id, field, set: false, value: null }));
      dropped += (await writeOverrides(manager, kind, writes, { ...authorship, bulkId })).length;
    }
    await closeBulk(manager, bulkId, dropped);
    return dropped;
  });
}
