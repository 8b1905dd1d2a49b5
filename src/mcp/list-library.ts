/** The tool that says what the library holds: vendors, a vendor's products, a product's versions. */
import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { failure, failureOf } from './failure.js';
import { describeListing, formatListing, listingSchema } from './library-listing.js';
import { listLibraryOperation } from './listing-operation.js';
import { nearestNamesOperation } from './operations.js';
import { readOnlyAnnotations, type ToolContext } from './tool-context.js';
import { nameInput } from './tool-input.js';

const description = `List what the library holds, level by level: without arguments its vendors; with vendor that vendor's products; with product that product's versions, newest first, with counts of documents and chunks.
Use it to learn the names that search_docs takes as vendor, product and version, to answer which versions are covered, or after search_docs reported an unknown name or match NONE. It does not search text.`;

const inputSchema = z.strictObject({
  vendor: nameInput('Slug of a vendor: list its products'),
  product: nameInput('Slug or alias of a product: list its versions (vendor is then not needed)'),
  limit: z.int().min(1).max(100).default(20).describe('Entries per page'),
  cursor: nameInput('nextCursor of the previous answer, with the same other arguments, for the next page'),
});

export function registerListLibrary(server: McpServer, { execute, logger }: ToolContext): void {
  server.registerTool(
    'list_library',
    {
      title: 'List the library',
      description,
      inputSchema,
      outputSchema: listingSchema,
      annotations: readOnlyAnnotations,
    },
    async (input, { mcpReq }): Promise<CallToolResult> => {
      const { vendor, product, limit, cursor } = input;
      const level = product !== undefined ? 'versions' : vendor !== undefined ? 'products' : 'vendors';
      const variables = {
        vendor: vendor ?? '',
        product: product ?? '',
        listVendors: level === 'vendors',
        listProducts: level === 'products',
        listVersions: level === 'versions',
        first: limit,
        after: cursor ?? null,
      };
      try {
        const options = { signal: mcpReq.signal };
        const data = await execute(listLibraryOperation, variables, options);
        const output = describeListing(data, level);
        if (output !== undefined) {
          return { structuredContent: output, content: [{ type: 'text', text: formatListing(output) }] };
        }
        const name = product ?? vendor ?? '';
        const scope = product === undefined ? { vendors: [name] } : { products: [name] };
        const { search } = await execute(nearestNamesOperation, { query: name, scope }, options);
        const kind = product === undefined ? 'vendor' : 'product';
        return failure(
          'NOT_FOUND',
          `The library holds no ${kind} "${name}".`,
          search.scope.unknown.flatMap(({ nearest }) => nearest),
        );
      } catch (error) {
        return failureOf(error, 'list_library', logger);
      }
    },
  );
}
