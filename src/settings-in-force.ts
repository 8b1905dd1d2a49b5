/** Settings as they are in force, fit to be shown: secrets are masked. */

export interface SettingInForce {
  readonly name: string;
  /** Null when it is not set and has no usual value of its own. Lists are joined by commas. */
  readonly value: string | null;
  /** The environment sets it. */
  readonly isSet: boolean;
  /** Its value is a secret, or holds one that is masked. */
  readonly isMasked: boolean;
}

const mask = '••••••';

/** Settings that are nothing but a secret. */
const isSecret = (name: string): boolean => /(?:_SECRET|_API_KEY|_PASSWORD|_TOKEN)$/.test(name);
/** Addresses whose path may be a secret, as those of hooks are. */
const isHook = (name: string): boolean => name.includes('WEBHOOK');

/** An address without what lets one in. */
function shownAddress(name: string, text: string): string {
  const { protocol, host, pathname, search, username, password } = new URL(text);
  const user = username === '' && password === '' ? '' : `${mask}@`;
  const path = isHook(name) && pathname.length > 1 ? `/${mask}` : pathname;
  return `${protocol}//${user}${host}${path}${search === '' ? '' : `?${mask}`}`;
}

function shown(name: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (isSecret(name)) return mask;
  return /^[a-z][a-z+]*:\/\//i.test(text) && URL.canParse(text) ? shownAddress(name, text) : text;
}

/**
 * @param names of all settings.
 * @param parsed their values, as they are in force.
 * @param environment what was set.
 */
export function settingsInForce(
  names: readonly string[],
  parsed: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): SettingInForce[] {
  return names.toSorted().map((name) => {
    const value = shown(name, parsed[name]);
    return { name, value, isSet: (environment[name] ?? '').trim() !== '', isMasked: value?.includes(mask) === true };
  });
}
