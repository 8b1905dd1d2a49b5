/** Aligns two versions of a product, and keeps the last few alignments as long as the versions stay as they are. */
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import { currentAudience, outsideOperations } from '../ongoing-operation.js';
import {
  comparedIdentifiers,
  comparedTexts,
  contentStamps,
  structureOfVersion,
} from '../store/queries/compared-sections.js';
import { alignSections, unchangedSections, type Side } from './align-sections.js';
import { sectionsOf, type ComparedSection } from './compared-section.js';
import { joinedText } from './joined-text.js';
import { nameChanges, type NameChange, type NamedVersion } from './name-changes.js';
import { sectionPairs, type SectionPair } from './section-pairs.js';
import { neutralHeading, neutralText, type VersionLabels } from './version-numbers.js';

/** Alignments that are kept: a few megabytes each for manuals of thousands of sections. */
const mostKept = 6;

export interface VersionPair {
  readonly from: { readonly id: string; readonly label: string };
  readonly to: { readonly id: string; readonly label: string };
}

export interface ComparedVersions {
  readonly from: readonly ComparedSection[];
  readonly to: readonly ComparedSection[];
  /** In the reading order of `to`. */
  readonly pairs: readonly SectionPair[];
  /** Read and compared when they are asked for first. */
  readonly names: () => Promise<readonly NameChange[]>;
}

export type CompareVersions = (versions: VersionPair) => Promise<ComparedVersions>;

export function createCompareVersions(dataSource: DataSource): CompareVersions {
  const kept = new LRUCache<string, { readonly stamp: string; readonly compared: Promise<ComparedVersions> }>({
    max: mostKept,
  });
  return async (versions) => {
    const { from, to } = versions;
    const stamps = await contentStamps(dataSource, [from.id, to.id]);
    const audience = currentAudience();
    const key = `${from.id} ${to.id} ${audience}`;
    const stamp = [from, to].map(({ id, label }) => `${stamps.get(id) ?? ''} ${label}`).join(' ');
    const known = kept.get(key);
    if (known?.stamp === stamp) return known.compared;
    // Others wait for it too, and later ones find it done.
    const compared = outsideOperations(() => compare(dataSource, versions), audience);
    kept.set(key, { stamp, compared });
    compared.catch(() => {
      if (kept.get(key)?.compared === compared) kept.delete(key);
    });
    return compared;
  };
}

async function compare(dataSource: DataSource, versions: VersionPair): Promise<ComparedVersions> {
  const labels: VersionLabels = { from: versions.from.label, to: versions.to.label };
  const from = sectionsOf(await structureOfVersion(dataSource, versions.from.id));
  const to = sectionsOf(await structureOfVersion(dataSource, versions.to.id));
  const unchanged = unchangedSections(from, to);
  const known = [new Set(unchanged.map(([a]) => a.at)), new Set(unchanged.map(([, b]) => b.at))] as const;
  const open = [from.filter(({ at }) => !known[0].has(at)), to.filter(({ at }) => !known[1].has(at))].flat();
  const texts = await comparedTexts(dataSource, passagesOf(open));
  const sides = [sideOf(from, texts), sideOf(to, texts)] as const;
  const neutrals = { text: neutralText(labels), heading: neutralHeading(labels) };
  const alignment = alignSections(...sides, unchanged, neutrals.heading);
  const pairs = sectionPairs(...sides, alignment, neutrals);
  let names: Promise<readonly NameChange[]> | undefined;
  return {
    from,
    to,
    pairs,
    names() {
      names ??= outsideOperations(() => namesOf(dataSource, from, to, pairs)).catch((error: unknown) => {
        names = undefined;
        throw error;
      });
      return names;
    },
  };
}

function passagesOf(sections: readonly ComparedSection[]): number[] {
  return [...new Set(sections.flatMap(({ passageIds }) => passageIds))];
}

function sideOf(sections: readonly ComparedSection[], texts: ReadonlyMap<number, string>): Side {
  const joined = new Map<number, string>();
  return {
    sections,
    textOf(at) {
      const known = joined.get(at);
      if (known !== undefined) return known;
      const text = joinedText(sections[at]?.passageIds.map((id) => texts.get(id) ?? '') ?? []);
      joined.set(at, text);
      return text;
    },
  };
}

async function namesOf(
  dataSource: DataSource,
  from: readonly ComparedSection[],
  to: readonly ComparedSection[],
  pairs: readonly SectionPair[],
): Promise<readonly NameChange[]> {
  const passageIds = passagesOf([...from, ...to]);
  const texts = await comparedTexts(dataSource, passageIds);
  const identifiers = await comparedIdentifiers(dataSource, passageIds);
  const named = (sections: readonly ComparedSection[]): NamedVersion => ({ sections, texts, identifiers });
  return nameChanges(named(from), named(to), pairs);
}
