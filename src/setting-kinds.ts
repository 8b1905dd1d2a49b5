/** Kinds of settings: how the text of a variable is read, and what is said when it can't be. */
import { delimiter, resolve } from 'node:path';
import { z } from 'zod';

export const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

export const urlOf = (protocols: readonly string[], example: string) =>
  optionalText.refine(
    (value) => {
      if (value === undefined) return true;
      return URL.canParse(value) && protocols.includes(new URL(value).protocol);
    },
    { error: `must be a URL such as ${example}` },
  );

/** Paths, separated as in `PATH`. */
export const pathsOf = optionalText.transform((value) =>
  value
    ?.split(delimiter)
    .filter((path) => path !== '')
    .map((path) => resolve(path)),
);

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

/** As browsers send them: scheme, name and port, nothing behind. */
export const originsOf = optionalText
  .transform((value) => value?.split(/[\s,]+/).filter((origin) => origin !== ''))
  .refine(
    (origins) =>
      origins?.every((origin) => origin === '*' || (/^https?:[^*]+$/.test(origin) && isOrigin(origin))) ?? true,
    { error: 'must be origins such as https://docs.example.com, separated by commas, or *' },
  );

export const wholeNumber = (min: number, max: number, of: string) =>
  optionalText
    .refine(
      (value) => value === undefined || (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max),
      {
        error: `must be a whole number of ${of} from ${String(min)} to ${String(max)}`,
      },
    )
    .transform((value) => (value === undefined ? undefined : Number(value)));

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export const duration = optionalText
  .refine((value) => value === undefined || /^[1-9]\d{0,3}[mhd]$/.test(value), {
    error: 'must be a number of minutes, hours or days such as 30m, 12h or 1d',
  })
  .transform((value) =>
    value === undefined ? undefined : Number(value.slice(0, -1)) * unitMs[value.slice(-1) as keyof typeof unitMs],
  );

/** @param standard what holds when it is not set. */
export const flagOf = (standard: boolean) =>
  optionalText
    .refine((value) => value === undefined || ['true', 'false'].includes(value), { error: 'must be true or false' })
    .transform((value) => (value === undefined ? standard : value === 'true'));

export const flag = flagOf(false);

/** Names separated by commas; none when it is not set. */
export const namesOf = optionalText.transform((value) =>
  (value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);
