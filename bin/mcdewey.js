#!/usr/bin/env node
import { existsSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

const program = new URL('../dist/src/main.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write(
    'McDewey is not built yet. Run `npm run build` in its folder, or `npm start`, which builds and serves.\n',
  );
  process.exitCode = 1;
}
