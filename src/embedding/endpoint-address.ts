/** Where an OpenAI-compatible embeddings endpoint is and how to be let in. */

import { ConfigError } from '../errors.js';

export interface EndpointAddress {
  /** Full URL of the embeddings resource, without credentials: safe to log. */
  readonly url: string;
  /** Host and port. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `url` is the API's base (`http://host/v1`; a bare host means `/v1`) or the whole address ending in `/embeddings`.
 * A name and password inside it become a Basic authorisation unless there is an API key.
 * @throws ConfigError
 */
export function parseEndpointAddress(url: string, apiKey: string | undefined): EndpointAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    const problem = 'EMBEDDING_URL must be an http or https URL such as http://127.0.0.1:11434/v1';
    throw new ConfigError(`${problem}.`, { problems: [problem] });
  }
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  const base = parsed.pathname.replace(/\/+$/, '') || '/v1';
  parsed.pathname = base.endsWith('/embeddings') ? base : `${base}/embeddings`;

  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    apiKey !== undefined && apiKey !== ''
      ? `Bearer ${apiKey}`
      : login === ':'
        ? undefined
        : `Basic ${Buffer.from(login).toString('base64')}`;
  return {
    url: parsed.href,
    host: parsed.host,
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
  };
}
