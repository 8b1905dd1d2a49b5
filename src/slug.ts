/** Names as they stand in keys, paths and addresses. */

/**
 * Lower case letters, digits, dots, underscores and hyphens, in any script: `12.5(1)SU4` → `12.5-1-su4`,
 * `@apollo/server` → `apollo-server`. Never empty, never `.` or `..`, never with a `/` or `::`.
 */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return slug === '' ? 'unnamed' : slug;
}

/** Words for people out of a file or folder name: `external_connectivity-guide` → `External connectivity guide`. */
export function humanised(name: string): string {
  const words = name.replace(/[-_\s]+/g, ' ').trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
