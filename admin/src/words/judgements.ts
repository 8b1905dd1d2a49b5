/** Judgements and their evaluations. */

export const judgementWords = {
  judgements: {
    title: 'Judgements',
    about: 'How well hits answer questions, as curators say. Evaluations measure the search by them.',
    empty: 'Nothing is judged',
    emptyText: 'Ask a question on the workbench, walk its hits with j and k, and judge each with the keys 0 to 3.',
    columns: { query: 'Question', scope: 'Where', target: 'What was judged', grade: 'Grade', changed: 'Judged' },
    onlyDead: 'Targets',
    withDead: 'only dead ones',
    dead: 'nothing published is there',
    grades: { 0: 'no answer', 1: 'has to do with it', 2: 'a good answer', 3: 'the answer' },
    gradeOf: (name: string) => `Grade of ${name}`,
    judged: (grade: number) => `Judged ${String(grade)}.`,
    withdrawn: 'The judgement is withdrawn.',
    keys: 'j and k walk the hits, 0 to 3 judge one, the same key again takes it back.',
    preview: 'Judged questions',
    noPreview: 'Of the judged questions, none would become better or worse.',
    becomes: (isWorse: boolean, before: string, after: string) =>
      `${isWorse ? 'worse' : 'better'}, ${before} → ${after}`,
    evaluation: {
      title: 'Evaluations',
      run: 'Evaluate now',
      none: 'Nothing was evaluated yet.',
      progress: (done: number, total: number) => `${String(done)} of ${String(total)} questions`,
      done: (ndcg: string, dead: number) =>
        `Evaluated: nDCG ${ndcg}.${dead === 0 ? '' : ` ${String(dead)} judgements have dead targets and do not count.`}`,
      trend: (count: number, first: string, last: string) =>
        `nDCG of ${String(count)} evaluations, from ${first} to ${last}`,
      worse: 'Questions that got worse',
      when: 'When',
      mode: 'Legs',
      modes: { HYBRID: 'both', LEXICAL: 'words', SEMANTIC: 'meaning' },
      questions: 'Questions',
      ndcg: 'nDCG@10',
      mrr: 'MRR@10',
      recall: 'Recall@10',
      hit1: 'Hit@1',
      who: 'By',
    },
  },
};
