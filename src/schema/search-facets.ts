/** API types of facets: what a search could be narrowed to. */
import { Field, Int, ObjectType } from 'type-graphql';
import { DocumentType } from './document.js';
import { DocumentKind, SearchLeg } from './enums.js';
import { ProductType } from './product.js';
import { VendorType } from './vendor.js';
import { VersionType } from './version.js';

@ObjectType({ simpleResolvers: true })
abstract class FacetType {
  @Field(() => Int, { description: 'Passages that it shows.' })
  count!: number;

  @Field(() => Boolean, {
    description:
      'The search is limited to it, by the scope or by a filter in the query; it is told even without passages.',
  })
  isSelected!: boolean;
}

@ObjectType('VendorFacet', { description: 'Passages of one vendor.', simpleResolvers: true })
export class VendorFacetType extends FacetType {
  @Field(() => VendorType, { description: 'The vendor.' })
  vendor!: object;
}

@ObjectType('ProductFacet', { description: 'Passages of one product.', simpleResolvers: true })
export class ProductFacetType extends FacetType {
  @Field(() => ProductType, { description: 'The product.' })
  product!: object;
}

@ObjectType('VersionFacet', { description: 'Passages of one version.', simpleResolvers: true })
export class VersionFacetType extends FacetType {
  @Field(() => VersionType, { description: 'The version.' })
  version!: object;
}

@ObjectType('KindFacet', { description: 'Passages of one kind of document.', simpleResolvers: true })
export class KindFacetType extends FacetType {
  @Field(() => DocumentKind, { description: 'The kind.' })
  kind!: keyof typeof DocumentKind;
}

@ObjectType('LanguageFacet', { description: 'Passages in one language.', simpleResolvers: true })
export class LanguageFacetType extends FacetType {
  @Field(() => String, { description: 'BCP 47, as for a filter `language:`.' })
  language!: string;
}

@ObjectType('DocumentFacet', {
  description: 'Passages of one document, in all versions that are searched.',
  simpleResolvers: true,
})
export class DocumentFacetType extends FacetType {
  @Field(() => DocumentType, {
    description:
      'The document, in the newest of these versions that was counted. Its slug is what a filter `document:` takes.',
  })
  document!: object;
}

@ObjectType('SearchFacets', {
  description:
    'What the search could be narrowed to, most passages first; at most 100 of each, those that are selected first; what is selected and has no passage comes besides. Counted are all passages that match the words, not only the hits, and the nearest by meaning (100, or 200 where the words name a product or version); once for each value that shows them. Values of one list are counted as if that list limited nothing while all other limits hold, so that others can be chosen: hits stay within the scope.',
  simpleResolvers: true,
})
export class SearchFacetsType {
  @Field(() => [SearchLeg], {
    description:
      'What was counted: of LEXICAL, all passages that match; of VECTOR, the nearest. A leg that was not asked or does not answer is missing.',
  })
  countedLegs!: (keyof typeof SearchLeg)[];

  @Field(() => Boolean, {
    description:
      'False when more than 10,000 passages match: as many were counted, and there may be more of each value.',
  })
  isExact!: boolean;
}
