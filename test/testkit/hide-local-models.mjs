/** For `node --import`: the program runs as in an installation that left out the workspace `local-models`. */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';

const { dependencies } = JSON.parse(readFileSync(new URL('../../local-models/package.json', import.meta.url), 'utf8'));
const hooks = `
  const hidden = ${JSON.stringify(Object.keys(dependencies))};
  export async function resolve(specifier, context, next) {
    if (!hidden.some((name) => specifier === name || specifier.startsWith(name + '/'))) return next(specifier, context);
    throw Object.assign(new Error('Cannot find package ' + specifier), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
