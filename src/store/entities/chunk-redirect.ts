/** A key that no chunk has any more, and the chunk that holds most of its text now, or is nearest to where it was. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Chunk } from './chunk.js';

@Entity('chunk_redirect')
@Index('chunk_redirect_chunk', ['chunkId'])
export class ChunkRedirect {
  @PrimaryColumn('text', { name: 'old_key', primaryKeyConstraintName: 'chunk_redirect_pkey' })
  oldKey!: string;

  @Column('integer', { name: 'chunk_id' })
  chunkId!: number;

  /** False where the text is gone. */
  @Column('boolean', { name: 'is_text_kept', default: true })
  isTextKept!: boolean;

  @ManyToOne(() => Chunk, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'chunk_id', foreignKeyConstraintName: 'chunk_redirect_chunk_id_fkey' })
  chunk!: Chunk;
}
