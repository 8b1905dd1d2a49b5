/** Arguments and options that several commands take. */
import { InvalidArgumentError, Option, type Command as Program } from 'commander';

export function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function repeated(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function scoped(program: Program): Program {
  return program
    .addOption(new Option('--vendor <name>', 'only this vendor (repeatable)').argParser(repeated))
    .addOption(new Option('--product <name>', 'only this product (repeatable)').argParser(repeated))
    .addOption(
      new Option('--in <version>', 'only this version: its label, an alias, or "latest" (repeatable)').argParser(
        repeated,
      ),
    );
}

export const modes = ['hybrid', 'lexical', 'semantic'];
