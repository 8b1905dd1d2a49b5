/**
 * Lets tests import `../src/x.js`, which TypeScript checks against the source, and run what was built from it:
 * `dist/src/x.js`. Worker threads and child processes are then the ones that ship.
 */
const path = require('node:path');
const root = path.resolve(__dirname, '..');
const tests = __dirname + path.sep;
/** The console's own modules run as they are: Vite builds them for browsers only. */
const consoleSource = path.join(root, 'admin', 'src') + path.sep;

module.exports = (request, options) => {
  const from = options.basedir + path.sep;
  if (request.startsWith('.') && (from.startsWith(tests) || from.startsWith(consoleSource))) {
    const target = path.resolve(options.basedir, request);
    const relative = path.relative(root, target);
    if (/^(src|migrations|bench)[\\/]/.test(relative)) return path.join(root, 'dist', relative);
    if ((target.startsWith(tests) || target.startsWith(consoleSource)) && target.endsWith('.js')) {
      return options.defaultResolver(target.replace(/\.js$/, '.ts'), options);
    }
  }
  return options.defaultResolver(request, options);
};
