/** A chunk that a mark is in force for; made anew whenever the mark or the document is written. */
import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Chunk } from './chunk.js';
import { PassageMark } from './passage-mark.js';

@Entity('passage_mark_place')
@Index('passage_mark_place_chunk', ['chunkId'])
export class PassageMarkPlace {
  @PrimaryColumn('uuid', { name: 'mark_id', primaryKeyConstraintName: 'passage_mark_place_pkey' })
  markId!: string;

  @ManyToOne(() => PassageMark, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'mark_id', foreignKeyConstraintName: 'passage_mark_place_mark_id_fkey' })
  mark!: PassageMark;

  @PrimaryColumn('integer', { name: 'chunk_id', primaryKeyConstraintName: 'passage_mark_place_pkey' })
  chunkId!: number;

  @ManyToOne(() => Chunk, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'chunk_id', foreignKeyConstraintName: 'passage_mark_place_chunk_id_fkey' })
  chunk!: Chunk;
}
