/** API type of the library as a whole. */
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('LibraryStatistics', { description: 'How much is published.', simpleResolvers: true })
export class LibraryStatisticsType {
  @Field(() => Int, { description: 'Vendors.' })
  vendors!: number;

  @Field(() => Int, { description: 'Products.' })
  products!: number;

  @Field(() => Int, { description: 'Published versions.' })
  versions!: number;

  @Field(() => Int, { description: 'Published documents of published versions.' })
  documents!: number;

  @Field(() => Int, { description: 'Files of these documents.' })
  files!: number;

  @Field(() => Int, { description: 'Chunks of these documents.' })
  chunks!: number;

  @Field(() => Int, { description: 'Passages that these chunks show; shared ones count once.' })
  passages!: number;

  @Field(() => String, { nullable: true, description: 'Model whose vectors are searched; null while there is none.' })
  embeddingModel!: string | null;
}
