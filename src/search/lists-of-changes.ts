/** Lists of changes, such as release notes, and questions about changes. In English; elsewhere the kind of the document tells. */
import { unmarked } from './definitions/defined-names.js';

const titles = [
  String.raw`(?:\S.*\s)?(?:release[\s-]notes?|change[\s-]?logs?)(?:\s.*)?`,
  String.raw`what(?:['’]?s| is) new\??(?:\s.*)?`,
  String.raw`(?:(?:document|revision|version|release|change|update)\s)?history(?:\s(?:for|of)\s.*)?`,
  String.raw`(?:(?:notable|breaking|incompatible|major|feature|other|api)\s)?changes(?:\s(?:in|since|from|between|of)\s.*\d.*)?`,
  String.raw`news|releases`,
];
/** A heading of a list of changes. */
const title = new RegExp(`^(?:${titles.join('|')})$`, 'iu');

/** What the heading of each list of changes holds, as a pattern that Postgres knows too. */
export const changeWords = 'release.notes?|change.?logs?|what.{0,3}s new|history|changes|news|releases';

/** Whether the place is one of a list of changes. */
export function isListOfChanges(place: { readonly kind: string; readonly headingPath: readonly string[] }): boolean {
  return place.kind === 'RELEASE_NOTES' || place.headingPath.some((heading) => title.test(unmarked(heading)));
}

const asked = [
  String.raw`release[\s-]notes?|change[\s-]?logs?|what(?:['’]?s| is| are the)? new|new (?:in|since|features?|functions?|options?)`,
  'changes|changed|added|removed|removal|dropped|introduced|renamed|replaced|deprecat\\w+|obsolete|discontinued',
  'fixes|fixed|bugs?|resolved|regressions?|breaking|improvements?|enhancements?|history|known issues?|vulnerabilit\\w+',
  'since|no longer|any ?more|used to|upgrad\\w+',
];
/** Words of who asks what a version changed; and numbers of advisories and tickets, which nothing else names. */
const question = new RegExp(
  String.raw`(?<![\p{L}\p{N}_-])(?:${asked.join('|')}|CVE-\d.*)(?![\p{L}\p{N}_-])|(?<!\S)#\d{2,}`,
  'iu',
);

/** Whether the words ask what changed, so that a list of changes is the answer. */
export function asksForChanges(words: string): boolean {
  return question.test(words);
}
