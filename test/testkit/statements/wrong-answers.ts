/** What a caller might take an answer for, and be wrong: one of each kind, so that row-types.test is seen to notice. */
export interface WrongAnswers {
  missingColumn: { readonly id: number; readonly slug: string }[];
  furtherColumn: { readonly id: number }[];
  numberForBigint: { readonly id: number }[];
  stringForInteger: { readonly id: string }[];
  stringForTime: { readonly at: string }[];
  dateInJson: { readonly row: { readonly deep: readonly { readonly at: Date }[] } }[];
  noNull: { readonly note: string }[];
  noNullBehindJoin: { readonly title: string }[];
  oneForList: { readonly terms: string }[];
  listOfOthers: { readonly terms: number[] }[];
  textForBytes: { readonly hash: string }[];
  rowsForCount: { readonly id: string }[];
  countForRows: [{ readonly id: number }[], number];
  noRows: { readonly id: number };
}
