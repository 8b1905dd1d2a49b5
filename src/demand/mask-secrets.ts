/** Takes out of a question what should not be kept: addresses of people, passwords and keys, long numbers. */

/** In this order: what is narrow stands before what is wide. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, '[e-mail]'],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, '[secret]'],
  [/\b(?:sk|pk|rk|gh[opsur]|glpat|xox[abprs]|mcdewey)[-_][\w-]{8,}/gi, '[secret]'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{12,}/g, '[secret]'],
  [/(\/\/[^\s/:@]{1,80}:)[^\s/@]{1,200}@/g, '$1[secret]@'],
  [
    /\b(pass(?:word|wd|phrase)?|secret|token|api[-_ ]?key|authorization|bearer)(\s*[:=]\s*|\s+is\s+)("[^"]{1,200}"|\S{1,200})/gi,
    '$1$2[secret]',
  ],
  [/\bbearer\s+[\w.~+/-]{12,}=*/gi, 'bearer [secret]'],
  // Long runs of letters and digits mixed, as keys and hashes are.
  [/(?<![\w-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[A-Za-z0-9+/_-]{32,}={0,2}/g, '[secret]'],
  [/(?<![\w.])\+?\d(?:[ -]?\d){8,}(?![\w.])/g, '[number]'],
];

export function maskSecrets(text: string): string {
  return masks.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text);
}
