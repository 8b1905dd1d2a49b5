/** The environment of Node, in a process that keeps the compiled code of the embedded Postgres from file to file. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';

/**
 * V8 shares the code of a WebAssembly module among all threads of a process for as long as one of them holds it, and
 * each file opens a Postgres in a thread of its own: without this, each would compile it anew.
 */
let compiled;

async function compileOnce() {
  const path = fileURLToPath(new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite')));
  return WebAssembly.compile(await readFile(path));
}

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    compiled ??= compileOnce();
    await compiled;
  }
}
