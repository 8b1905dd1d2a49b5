/** What the service tells of itself to those who operate it. */
import type { BackupSettings } from '../config.js';
import type { Finding } from '../doctor/finding.js';
import type { SettingInForce } from '../settings-in-force.js';
import type { StoreMode } from '../store/open-store.js';
import type { Dependency } from './part-health.js';

export interface ServiceView {
  readonly mode: StoreMode;
  /** What `/readyz` asks, by name. */
  readonly parts: Readonly<Record<string, Dependency>>;
  readonly settings: readonly SettingInForce[];
  /** Null when the service writes none by itself. */
  readonly backups: BackupSettings | null;
  /** What `mcdewey doctor` says; changes nothing. */
  readonly examine: () => Promise<readonly Finding[]>;
}
