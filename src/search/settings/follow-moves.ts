/** Scopes of rules and synonyms that name what was moved or merged since are about where it is now. */
import type { FollowedPath } from '../../store/queries/former-paths.js';
import type { SettingRows } from './setting-drafts.js';

interface NamedScope {
  readonly vendor: string | null;
  readonly product: string | null;
  readonly version?: string | null;
}

type Follow = (kind: FollowedPath['kind'], path: string | null) => string | null;

/** Slugs as they are now. */
function scopeNow<Setting extends NamedScope>(setting: Setting, follow: Follow): Setting {
  const { vendor, product, version = null } = setting;
  const now = { vendor: follow('VENDOR', vendor), product: follow('PRODUCT', product) };
  if (version === null) return { ...setting, ...now };
  const asWritten = `${product ?? ''}/${version}`;
  const moved = follow('VERSION', asWritten);
  const [inProduct = '', inVersion = ''] = (
    moved === asWritten ? `${now.product ?? ''}/${version}` : (moved ?? '')
  ).split('/');
  return { ...setting, ...now, product: inProduct, version: inVersion };
}

export function followMoves({ rules, synonyms }: SettingRows, paths: readonly FollowedPath[]): SettingRows {
  if (paths.length === 0) return { rules, synonyms };
  const known = new Map(paths.map(({ kind, path, now }) => [`${kind} ${path}`, now]));
  const follow: Follow = (kind, path) => (path === null ? null : (known.get(`${kind} ${path}`) ?? path));
  return {
    rules: rules.map((rule) => ({
      ...scopeNow(rule, follow),
      boosts: rule.boosts.map((boost) => ({ ...boost, product: follow('PRODUCT', boost.product) })),
    })),
    synonyms: synonyms.map((synonym) => scopeNow(synonym, follow)),
  };
}
