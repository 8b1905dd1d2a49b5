/**
 * What curators decided about searches, kept in memory, so that a search asks the database nothing for it. Who changes
 * something in this process has it forgotten; what other processes change is seen within a moment.
 */
import { outsideOperations } from '../../ongoing-operation.js';
import { followedPaths } from '../../store/queries/former-paths.js';
import { settingsOf, settingsRevision } from '../../store/queries/search-settings.js';
import type { ScopedStore } from '../scope-members.js';
import { followMoves } from './follow-moves.js';
import { createRuleIndex, type RuleIndex } from './rule-index.js';
import { rowsWithDrafts, type SettingDrafts, type SettingRows } from './setting-drafts.js';
import { createSynonymIndex, type SynonymIndex } from './synonym-index.js';

/** How long a search believes that nobody else changed anything; one process owns an embedded library. Milliseconds. */
const believedForMs = { embedded: Infinity, server: 2_000 } as const;

export interface SearchSettings {
  readonly rules: RuleIndex;
  readonly synonyms: SynonymIndex;
  /** What both were made from. */
  readonly rows: SettingRows;
}

export const noSettings: SearchSettings = {
  rules: [],
  synonyms: new Map(),
  rows: { rules: [], synonyms: [] },
};

function settingsFrom(rows: SettingRows): SearchSettings {
  return { rules: createRuleIndex(rows.rules), synonyms: createSynonymIndex(rows.synonyms), rows };
}

/** As they would be with drafts in force. */
export function withDrafts({ rows }: SearchSettings, drafts: SettingDrafts): SearchSettings {
  return settingsFrom(rowsWithDrafts(rows, drafts));
}

export interface WatchedSettings {
  current(): Promise<SearchSettings>;
  /** After a change in this process. */
  forget(): void;
}

interface Known {
  readonly revision: number;
  readonly settings: SearchSettings;
  readonly askedAt: number;
}

/** @param believedMs for how long nobody asks whether something changed. */
export function createSearchSettings(
  { dataSource, mode }: ScopedStore,
  believedMs: number = believedForMs[mode],
): WatchedSettings {
  let known: Known | undefined;
  let asking: Promise<SearchSettings> | undefined;
  let forgotten = 0;

  async function ask(): Promise<SearchSettings> {
    const before = forgotten;
    const askedAt = performance.now();
    const revision = await settingsRevision(dataSource);
    const settings =
      known?.revision === revision
        ? known.settings
        : settingsFrom(
            followMoves(
              { rules: await settingsOf(dataSource, 'RULE'), synonyms: await settingsOf(dataSource, 'SYNONYM') },
              await followedPaths(dataSource),
            ),
          );
    // What was read before a change is not what is in force after it.
    if (forgotten === before) known = { revision, settings, askedAt };
    return settings;
  }

  return {
    current() {
      if (known !== undefined && performance.now() - known.askedAt < believedMs) return Promise.resolve(known.settings);
      if (asking !== undefined) return asking;
      const mine = outsideOperations(ask).finally(() => {
        if (asking === mine) asking = undefined;
      });
      asking = mine;
      return mine;
    },
    forget() {
      forgotten += 1;
      known = undefined;
      asking = undefined;
    },
  };
}
