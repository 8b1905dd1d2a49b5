/** Settings and mapping of an index of passages. What is changed here takes effect with `mcdewey reindex`. */
import { createHash } from 'node:crypto';
import type { estypes } from '@elastic/elasticsearch';
import { stopWords } from '../../stop-words.js';

/** Nobody searches for longer words, and Lucene refuses a term of 32,766 bytes. */
const longestWord = 255;

/**
 * `words`: English, for ranking. `parts`: runs of letters or digits as they are written, so that an identifier is found
 * whole (as the phrase of its parts) and by any of its parts. Both split at every sign.
 */
function analysis(synonymsSet: string): estypes.IndicesIndexSettingsAnalysis {
  const stems = ['stop_words', 'stems'];
  return {
    tokenizer: {
      letters_and_digits: {
        type: 'char_group',
        tokenize_on_chars: ['whitespace', 'punctuation', 'symbol'],
        max_token_length: longestWord,
      },
    },
    filter: {
      stop_words: { type: 'stop', stopwords: [...stopWords] },
      stems: { type: 'stemmer', language: 'porter2' },
      case_and_digits: { type: 'word_delimiter_graph', stem_english_possessive: false },
      synonyms: { type: 'synonym_graph', synonyms_set: synonymsSet, updateable: true, lenient: true },
    },
    analyzer: {
      words: { type: 'custom', tokenizer: 'letters_and_digits', filter: ['lowercase', ...stems] },
      words_and_synonyms: {
        type: 'custom',
        tokenizer: 'letters_and_digits',
        filter: ['lowercase', 'synonyms', ...stems],
      },
      parts: { type: 'custom', tokenizer: 'letters_and_digits', filter: ['case_and_digits', 'lowercase'] },
    },
  };
}

const mappings: estypes.MappingTypeMapping = {
  dynamic: 'strict',
  properties: {
    passage_id: { type: 'integer' },
    revision: { type: 'integer' },
    vendor_id: { type: 'keyword' },
    product_id: { type: 'keyword' },
    version_ids: { type: 'keyword' },
    kinds: { type: 'keyword' },
    /**
     * `version|kind` of every chunk that shows the passage: a scope by both must mean the same chunk; and `document|id`.
     * What is not for everybody is marked, see `place-terms.ts`.
     */
    shown_as: { type: 'keyword' },
    /** Lower case, whole. */
    identifiers: { type: 'keyword' },
    /** The passage's own heading and the titles of its documents: what is suggested while somebody types. */
    names: {
      type: 'keyword',
      ignore_above: longestWord,
      fields: { typed: { type: 'search_as_you_type', analyzer: 'parts' } },
    },
    content: {
      type: 'text',
      analyzer: 'words',
      search_analyzer: 'words_and_synonyms',
      fields: { parts: { type: 'text', analyzer: 'parts' } },
    },
  },
};

export interface IndexDefinition {
  readonly settings: estypes.IndicesIndexSettings;
  readonly mappings: estypes.MappingTypeMapping;
}

/**
 * BM25 with k1 1.2 and b 0.75, as in Postgres. Deleted passages are remembered for an hour, so that a late write of an
 * older revision can't bring one back.
 */
export function indexDefinition(synonymsSet: string): IndexDefinition {
  return {
    settings: {
      number_of_shards: 1,
      auto_expand_replicas: '0-1',
      refresh_interval: '1s',
      gc_deletes: '1h',
      similarity: { default: { type: 'BM25', k1: 1.2, b: 0.75 } },
      analysis: analysis(synonymsSet),
    },
    mappings,
  };
}

/** Changes whenever an index would have to be built anew. */
export function definitionHash(synonymsSet: string): string {
  return createHash('sha256')
    .update(JSON.stringify(indexDefinition(synonymsSet)))
    .digest('hex')
    .slice(0, 16);
}
