/** How docutils makes ids from titles; Sphinx has its anchors from it. */

/** What normal forms do not take apart. */
const ASCII: Readonly<Record<string, string>> = { ø: 'o', đ: 'd', ð: 'd', ł: 'l', ħ: 'h', ı: 'i', ŧ: 't', ß: 'sz' };

/** Lower case ASCII letters and digits joined by hyphens, beginning with a letter, as docutils' `make_id`. */
export function docutilsId(name: string): string {
  return name
    .toLowerCase()
    .replace(/[øđðłħıŧß]/g, (letter) => ASCII[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^\p{ASCII}]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
}
