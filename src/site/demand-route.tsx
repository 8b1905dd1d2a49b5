/** `/demand`: what is searched for, for who may see it. */
import type { Request, Response } from 'express';
import { DemandPage, gapVerdicts } from './demand-page.js';
import { demandPageOperation } from './operations/demand-page.js';
import { numberParameter, textParameter } from './query-text.js';
import { sendHtml } from './respond.js';
import type { SiteContext } from './site-context.js';

export function createDemandRoute({ executeFor }: SiteContext) {
  return async (request: Request, response: Response): Promise<void> => {
    const state = {
      days: numberParameter(request, 'days', 1, 3_650) ?? 30,
      product: textParameter(request, 'product'),
      version: textParameter(request, 'version'),
      client: textParameter(request, 'client'),
      gaps: textParameter(request, 'show') === 'gaps',
      after: textParameter(request, 'after'),
    };
    const { days, product, version, client, gaps, after } = state;
    const variables = { days, product, version, client, verdicts: gaps ? gapVerdicts : null, first: 50, after };
    const { demand } = await executeFor(request, response)(demandPageOperation, variables);
    response.set('Cache-Control', 'no-store');
    sendHtml(response, <DemandPage demand={demand} state={state} />);
  };
}
