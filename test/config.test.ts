import { isAbsolute } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../src/config.js';
import { ConfigError } from '../src/errors.js';

describe('loadConfig', () => {
  it('needs nothing', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4000, embedding: {} });
    expect(isAbsolute(config.dataDir)).toBe(true);
    expect(config.databaseUrl).toBeUndefined();
  });

  it('reports every problem at once', () => {
    const wrong = { PORT: 'eighty', DATABASE_URL: 'mysql://x', EMBEDDING_API_KEY: 'k', LOG_LEVEL: 'loud' };
    expect(() => loadConfig(wrong)).toThrow(ConfigError);
    try {
      loadConfig(wrong);
    } catch (error) {
      const { message } = error as ConfigError;
      for (const name of ['PORT', 'DATABASE_URL', 'LOG_LEVEL']) expect(message).toContain(name);
      expect(message).not.toContain('mysql://x');
    }
  });

  it.each([
    [{ EMBEDDING_URL: 'http://localhost/v1' }, 'EMBEDDING_MODEL'],
    [{ EMBEDDING_API_KEY: 'k' }, 'EMBEDDING_URL'],
    [{ EMBEDDING_TOKENIZER: '/models/x' }, 'EMBEDDING_URL'],
    [{ ELASTICSEARCH_URL: 'http://localhost:9200' }, 'DATABASE_URL'],
  ])('names the setting that is missing beside %j', (environment, name) => {
    expect(() => loadConfig(environment)).toThrow(name);
  });
});
