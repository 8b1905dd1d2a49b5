/** Who may come in: accounts and keys. */
import { Option, type Command as Program } from 'commander';
import { repeated, wholeNumber } from './arguments.js';
import type { AccountsArguments } from '../../commands/accounts.js';
import type { KeysArguments } from '../../commands/keys.js';
import { load, type RunCommand } from './load-commands.js';

export function addAccessCommands(program: Program, run: RunCommand): void {
  const roles = ['reader', 'curator', 'administrator'];
  const accountsCommand = program.command('accounts').description('who can sign in');
  const accountsAction = (action: AccountsArguments['action'], description: string): Program =>
    accountsCommand
      .command(action, action === 'list' ? { isDefault: true } : {})
      .description(description)
      .option('--json', 'print it as JSON on stdout', false);
  accountsAction('list', 'show every account').action((options: { json: boolean }) =>
    run(load.accounts, { action: 'list', ...options }, true),
  );
  accountsAction('link', 'print a link with which somebody becomes the first administrator').action(
    (options: { json: boolean }) => run(load.accounts, { action: 'link', ...options }, true),
  );
  accountsAction('invite', 'print a link with which somebody makes an account')
    .argument('<email>', 'e-mail address of the new account')
    .addOption(new Option('--role <role>', 'what it is trusted with').choices(roles).default('reader'))
    .action((email: string, options: { role: string; json: boolean }) =>
      run(load.accounts, { action: 'invite', email, ...options }, true),
    );
  accountsAction('reset', 'print a link with which somebody sets a new password')
    .argument('<email>', 'e-mail address of the account')
    .action((email: string, options: { json: boolean }) =>
      run(load.accounts, { action: 'reset', email, ...options }, true),
    );
  accountsAction('set', 'change what an account is trusted with')
    .argument('<email>', 'e-mail address of the account')
    .addOption(new Option('--role <role>', 'what it is trusted with').choices(roles))
    .option('--disable', 'sign it out everywhere and let it sign in no more')
    .option('--enable', 'let it sign in again')
    .action((email: string, options: Omit<AccountsArguments, 'action' | 'email'>) =>
      run(load.accounts, { action: 'set', email, ...options }, true),
    );

  const keysCommand = program.command('keys').description('secrets that let programs in');
  keysCommand
    .command('list', { isDefault: true })
    .description('show every key that was not revoked')
    .option('--json', 'print it as JSON on stdout', false)
    .action((options: { json: boolean }) => run(load.keys, { action: 'list', ...options }, true));
  keysCommand
    .command('create')
    .description('make a key and print it, once')
    .argument('<name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it is trusted with').choices(roles).default('reader'))
    .addOption(
      new Option('--scope <scope>', 'read, propose, curate, ingest, operate or administer (repeatable)').argParser(
        repeated,
      ),
    )
    .option('--days <n>', 'how long it works; for ever when left out', wholeNumber)
    .option('--json', 'print it as JSON on stdout', false)
    .action((name: string, options: Omit<KeysArguments, 'action' | 'name'>) =>
      run(load.keys, { action: 'create', name, ...options }, true),
    );
  keysCommand
    .command('revoke')
    .description('make a key stop working, at once')
    .argument('<key>', 'its id, its name, or its first characters')
    .option('--json', 'print it as JSON on stdout', false)
    .action((name: string, options: { json: boolean }) => run(load.keys, { action: 'revoke', name, ...options }, true));
}
