/** What reads the library: search, compare, coverage, demand, and eval, which measures the search. */
import { Option, type Command as Program } from 'commander';
import { modes, repeated, scoped, wholeNumber } from './arguments.js';
import type { CompareArguments } from '../../commands/compare.js';
import type { CoverageCommandArguments } from '../../commands/coverage.js';
import type { DemandCommandArguments } from '../../commands/demand.js';
import type { EvalArguments } from '../../commands/eval.js';
import type { EvalJudgementsArguments } from '../../commands/eval-judgements.js';
import type { SearchArguments } from '../../commands/search.js';
import { load, type RunCommand } from './load-commands.js';

type EvalOptions = Omit<EvalArguments, 'collections'> & EvalJudgementsArguments & { readonly judgements: boolean };

export function addSearchCommands(program: Program, run: RunCommand): void {
  addSearch(program, run);
  addCompare(program, run);
  addCoverage(program, run);
  addDemand(program, run);
  addEval(program, run);
}

function addSearch(program: Program, run: RunCommand): void {
  scoped(program.command('search'))
    .description('find passages')
    .argument('<words...>', 'what to look for; "a phrase" and -without work')
    .addOption(new Option('--mode <mode>', 'which legs take part').choices(modes).default('hybrid'))
    .option('--first <n>', 'hits to show, 200 at most', wholeNumber, 5)
    .option('--json', 'print the answer as JSON on stdout', false)
    .action((words: string[], options: Omit<SearchArguments, 'words'>) =>
      run(load.search, { ...options, words: words.join(' ') }, true),
    );
}

function addCompare(program: Program, run: RunCommand): void {
  program
    .command('compare')
    .description('tell what changed between two versions of a product')
    .argument('<product>', 'slug, name or alias')
    .argument('<from>', 'the older version: its label or an alias')
    .argument('[to]', 'the newer version: its label, an alias or "latest"', 'latest')
    .option('--document <slug>', 'only this document')
    .option('--section <name>', 'only this section and those below it: key of a chunk in it, anchor or heading')
    .option('--topic <words>', 'only what a search for these words finds in either version')
    .option('--names', 'only commands, options and settings that came, went or have another default', false)
    .option('--all', 'sections that did not change, too', false)
    .option('--first <n>', 'sections and names to show', wholeNumber, 100)
    .option('--json', 'print the comparison as JSON on stdout', false)
    .option('--markdown', 'print it as Markdown', false)
    .action((product: string, from: string, to: string, options: Omit<CompareArguments, 'product'>) =>
      run(load.compare, { ...options, product, from, to }, true),
    );
}

function addCoverage(program: Program, run: RunCommand): void {
  const dimensions = ['vendor', 'product', 'version', 'kind', 'language'];
  program
    .command('coverage')
    .description('tell what the library holds and what it lacks, with reasons')
    .argument('[product]', 'slug, name or alias: its versions; all products if left out')
    .addOption(new Option('--vendor <slug>', 'only this vendor (repeatable)').argParser(repeated))
    .addOption(
      new Option('--kind <kind>', 'only documents of this kind, such as release-notes (repeatable)').argParser(
        repeated,
      ),
    )
    .addOption(new Option('--language <tag>', 'only documents in this language (repeatable)').argParser(repeated))
    .addOption(
      new Option('--rows <dimension>', 'what rows are; default: versions of a product, else products').choices(
        dimensions,
      ),
    )
    .addOption(new Option('--columns <dimension>', 'what columns are').choices(dimensions).default('kind'))
    .option('--gaps', 'only what has gaps', false)
    .option('--json', 'print the matrix as JSON on stdout', false)
    .option('--csv', 'print a line for each cell, safe to open in a spreadsheet', false)
    .option('--markdown', 'print it as a Markdown table', false)
    .action((product: string | undefined, options: Omit<CoverageCommandArguments, 'product'>) =>
      run(load.coverage, { ...options, ...(product !== undefined && { product }) }, true),
    );
}

function addDemand(program: Program, run: RunCommand): void {
  program
    .command('demand')
    .description('tell what is searched for and what finds nothing')
    .option('--days <n>', 'days back from now', wholeNumber, 30)
    .option('--product <slug>', 'only searches that asked for this product')
    .option('--in <version>', 'only searches that asked for this version')
    .option('--client <name>', 'only searches of the program that calls itself so')
    .option('--gaps', 'only questions that are not answered', false)
    .option('--open', 'only questions that are neither mended nor said to be not ours', false)
    .option('--missing', 'show what is asked for and not there: parts of the library, versions, products, names', false)
    .option('--first <n>', 'groups of questions to show', wholeNumber, 50)
    .option('--json', 'print it as JSON on stdout', false)
    .option('--csv', 'print a line for each question, safe to open in a spreadsheet', false)
    .option('--markdown', 'print it as Markdown', false)
    .option('--erase <text>', 'erase every logged search whose words contain this text, and show nothing')
    .action((options: DemandCommandArguments) => run(load.demand, options, true));
}

function addEval(program: Program, run: RunCommand): void {
  program
    .command('eval')
    .description("measure the search on judged collections (BEIR layout), or on the library's own judgements")
    .argument('[collections...]', 'folders with corpus.jsonl, queries.jsonl and qrels.tsv')
    .addOption(
      new Option('--mode <mode>', 'which legs take part; default: all three, one after the other').choices(modes),
    )
    .option('--scoped', 'restrict each query to its own metadata.product', false)
    .addOption(
      new Option('--fusion <fusion>', 'how the legs are merged').choices(['weighted', 'rrf']).default('weighted'),
    )
    .option('--compare <file>', 'compare with what an earlier run printed with --json, question by question')
    .option('--scratch <folder>', 'keep the embedded scratch libraries there, for the next run')
    .option(
      '--calibrate',
      "measure which questions get relevant hits, and store the threshold with the library's embedding model",
      false,
    )
    .option('--judgements', "ask the library's own judged questions, and keep the figures for the trend", false)
    .option('--trend', 'show the figures that were kept, and measure nothing', false)
    .option('--first <n>', 'runs of the trend to show', wholeNumber, 20)
    .option('--export <folder>', "write the library's judgements there, as a collection")
    .option('--json', 'print the figures as JSON on stdout', false)
    .action((collections: string[], options: EvalOptions, command: Program) => {
      const isOwn = options.judgements || options.trend === true || options.export !== undefined;
      if (isOwn === collections.length > 0) {
        command.error('error: name collections, or one of --judgements, --trend and --export');
      }
      return isOwn
        ? run(load.evaluateJudgements, options, true)
        : run(load.evaluate, { ...options, collections }, true);
    });
}
