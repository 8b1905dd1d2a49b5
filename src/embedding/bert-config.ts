/** The part of a Hugging Face `config.json` that shapes a BERT encoder. */

import { z } from 'zod';

export const BERT_CONFIG = z.object({
  model_type: z.literal('bert'),
  hidden_act: z.literal('gelu'),
  position_embedding_type: z.literal('absolute').default('absolute'),
  hidden_size: z.int().positive(),
  intermediate_size: z.int().positive(),
  num_attention_heads: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  max_position_embeddings: z.int().min(3),
  type_vocab_size: z.int().positive(),
  vocab_size: z.int().positive(),
  layer_norm_eps: z.number().positive(),
});

export type BertConfig = z.infer<typeof BERT_CONFIG>;

/** How token vectors become one vector: their mean, or the first one. */
export type Pooling = 'mean' | 'cls';
