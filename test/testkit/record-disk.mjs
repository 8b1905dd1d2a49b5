/**
 * Preloaded (`--import`) into a process that writes below a folder: records each change of a file or a name there, each
 * sync, and what is sent to the clients of the embedded Postgres, in the order in which they happen.
 * `RECORD_FOLDER` is the folder, `RECORD_TO` the file of the record: JSON lines, with the bytes in `RECORD_TO.bytes`.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { isMainThread } from 'node:worker_threads';

const { RECORD_FOLDER: folder, RECORD_TO: target } = process.env;

// Postgres and its server run in a thread of their own; the main thread would only mix in files of its own.
if (folder !== undefined && target !== undefined && !isMainThread) record();

function record() {
  const real = { ...fs };
  const log = real.openSync(target, 'a');
  const bytesFile = real.openSync(`${target}.bytes`, 'a');
  const paths = new Map();
  let stored = 0;

  const say = (entry) => real.writeSync(log, `${JSON.stringify(entry)}\n`);
  const within = (path) => typeof path === 'string' && path.startsWith(`${folder}/`);
  const keep = (bytes) => {
    const at = stored;
    stored += real.writeSync(bytesFile, bytes);
    return { at, length: bytes.length };
  };
  const replace = (name, make) => {
    fs[name] = make(real[name]);
  };

  replace('openSync', (open) => (path, flags, mode) => {
    const fd = open(path, flags, mode);
    if (String(path) === folder || within(path)) paths.set(fd, String(path));
    return fd;
  });
  replace('closeSync', (close) => (fd) => {
    paths.delete(fd);
    close(fd);
  });
  replace('writeSync', (write) => (fd, buffer, offset, length, position) => {
    const written = write(fd, buffer, offset, length, position);
    const path = paths.get(fd);
    if (path !== undefined) {
      const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, written);
      say({ type: 'write', path, position, bytes: keep(bytes) });
    }
    return written;
  });
  replace('writeFileSync', (write) => (path, content, options) => {
    write(path, content, options);
    if (within(path)) say({ type: 'create', path, bytes: keep(Buffer.from(content)) });
  });
  replace('mkdirSync', (make) => (path, options) => {
    const isNew = !real.existsSync(path);
    make(path, options);
    if (within(path) && isNew) say({ type: 'mkdir', path });
  });
  replace('renameSync', (rename) => (from, to) => {
    rename(from, to);
    if (within(from)) say({ type: 'rename', from, to });
  });
  for (const name of ['unlinkSync', 'rmdirSync', 'rmSync']) {
    replace(name, (remove) => (path, options) => {
      remove(path, options);
      if (within(path)) say({ type: 'remove', path });
    });
  }
  for (const name of ['ftruncateSync', 'truncateSync']) {
    replace(name, (truncate) => (file, size) => {
      truncate(file, size);
      const path = typeof file === 'string' ? file : paths.get(file);
      if (within(path)) say({ type: 'truncate', path, size });
    });
  }
  for (const name of ['fsyncSync', 'fdatasyncSync']) {
    replace(name, (sync) => (fd) => {
      sync(fd);
      const path = paths.get(fd);
      if (path !== undefined) say({ type: 'sync', path });
    });
  }
  const send = net.Socket.prototype.write;
  net.Socket.prototype.write = function (bytes, ...rest) {
    say({ type: 'sent', bytes: keep(bytes) });
    return send.call(this, bytes, ...rest);
  };
  syncBuiltinESMExports();
}
