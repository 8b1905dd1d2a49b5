/** Preloaded (`--import`): one sync of the log fails, the `FAIL_LOG_SYNC`th; those after it succeed, as they do on Linux. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fdatasyncSync } = fs;
let left = Number(process.env['FAIL_LOG_SYNC']);

fs.fdatasyncSync = (fd) => {
  left -= 1;
  if (left === 0) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO', errno: -5 });
  fdatasyncSync(fd);
};
syncBuiltinESMExports();
