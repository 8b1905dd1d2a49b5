/** Roles: what `:name:` in front of a text makes of it. */
import { unescaped, type Form } from './inline-forms.js';

/** Roles whose text is shown as code. */
const CODE_ROLES =
  /(?:^|:)(?:code|literal|file|samp|kbd|command|option|envvar|makevar|program|regexp|mimetype|cfgcmd|opcmd|clicmd|frrfmt|frrfmtout|func|function|struct|macro|member|type|enum|enumerator|class|meth|method|attr|data|mod|module|exc|obj|const|var|expr|math|t)$/;
/** Roles that name a place: `text <target>`, or the target alone. */
const REFERENCE_ROLES = /(?:^|:)(?:ref|doc|term|any|numref|download|keyword|token|eq|cite|link)$/;

/** Addresses by the name of the role and a number. */
const STANDARDS: ReadonlyMap<string, (number: string) => string> = new Map([
  ['rfc', (number) => `https://datatracker.ietf.org/doc/html/rfc${number}`],
  ['pep', (number) => `https://peps.python.org/pep-${number.padStart(4, '0')}/`],
]);

interface RoleContext {
  readonly form: Form;
  /** Title of the section with this label, in the form. */
  readonly titleOf: (label: string) => string | undefined;
}

interface RoleText {
  readonly text: string;
  /** Of `title <target>`. */
  readonly title: string | undefined;
  readonly target: string | undefined;
}

/** @param given the text between the backquotes. */
export function roleText(role: string, given: string, { form, titleOf }: RoleContext): string {
  const name = role.toLowerCase();
  const text = unescaped(given);
  const [, title, target] = /^([\s\S]*?)\s*<([^<>]+)>$/.exec(text) ?? [];
  const parts: RoleText = { text, title, target };
  const addressOf = STANDARDS.get(name);
  if (addressOf !== undefined) return standard(name, parts, { form, addressOf });
  if (REFERENCE_ROLES.test(name)) return reference(parts, { form, titleOf });
  if (CODE_ROLES.test(name)) return form.code(codeText(name, parts));
  if (name === 'strong' || name === 'guilabel' || name === 'menuselection')
    return form.strong(text.replaceAll('-->', '→'));
  return form.text(text);
}

function standard(
  name: string,
  { text, title, target }: RoleText,
  { form, addressOf }: { readonly form: Form; readonly addressOf: (number: string) => string },
): string {
  const [number = '', anchor] = (target ?? text).split('#');
  const address = addressOf(number);
  const shown = title ?? `${name.toUpperCase()} ${number}`;
  return form.link(shown, anchor === undefined ? address : `${address}#${anchor}`);
}

function reference({ text, title, target }: RoleText, { form, titleOf }: RoleContext): string {
  if (title) return form.text(title);
  const label = (target ?? text).replace(/^[!~]/, '');
  return titleOf(label) ?? form.text(label);
}

/** Commands keep what stands between `<` and `>`: it is a placeholder. */
function codeText(name: string, { text, title }: RoleText): string {
  const isCommand = /(?:cmd|code|literal|samp|kbd|file|option)$/.test(name);
  return (title && !isCommand ? title : text).replace(/^!/, '').replace(/^~(?:.*[.:])?/, '');
}
