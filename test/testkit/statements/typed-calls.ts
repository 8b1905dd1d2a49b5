/** Where the program sends SQL, and the rows that it takes the answer for, as the compiler knows them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { WrongAnswers } from './wrong-answers.js';

export const root = new URL('../../..', import.meta.url).pathname;

export interface TypedCall {
  /** `src/store/queries/jobs.ts:43:13`: the name of the method that is called, counted from 1. */
  readonly site: string;
  /** Path within the project. */
  readonly path: string;
  /** Outermost function around it. */
  readonly within: string;
  /** What the answer is taken for: `Row[]`, `[Row[], number]`, or nothing (`unknown`). */
  readonly answer: ts.Type;
  /** Whether anything looks at the answer. */
  readonly isRead: boolean;
}

export interface StatementSources {
  readonly checker: ts.TypeChecker;
  /** By site. */
  readonly calls: ReadonlyMap<string, TypedCall>;
  wrongAnswer(name: keyof WrongAnswers): ts.Type;
  /** Exported functions of the modules that send SQL, by path and name. */
  readonly functions: ReadonlyMap<string, ReadonlyMap<string, ts.Type>>;
}

function filesThatAsk(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, 'src', name))
    .filter((path) => /\.query[<(]/.test(readFileSync(path, 'utf8')));
}

/** Where methods that send SQL are declared; a client of `pg` itself, which a few modules use, answers otherwise. */
function sendsSql(declaration: ts.Declaration | undefined): boolean {
  const path = declaration?.getSourceFile().fileName ?? '';
  return path.endsWith('src/store/queryable.ts') || path.includes('/node_modules/typeorm/');
}

function outermostName(node: ts.Node): string {
  let name = '';
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionDeclaration(at) && at.name !== undefined) name = at.name.text;
    if (ts.isVariableDeclaration(at) && ts.isIdentifier(at.name) && ts.isSourceFile(at.parent.parent.parent)) {
      name = at.name.text;
    }
  }
  return name;
}

function isRead(call: ts.CallExpression): boolean {
  let whole: ts.Node = call;
  const isCaught = (node: ts.Node): node is ts.PropertyAccessExpression =>
    ts.isPropertyAccessExpression(node) && node.name.text === 'catch';
  while (ts.isAwaitExpression(whole.parent) || isCaught(whole.parent)) {
    whole = isCaught(whole.parent) ? whole.parent.parent : whole.parent;
  }
  return !ts.isExpressionStatement(whole.parent);
}

function callOf(node: ts.Node, checker: ts.TypeChecker): TypedCall | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  if (node.expression.name.text !== 'query') return null;
  const signature = checker.getResolvedSignature(node);
  if (signature === undefined || !sendsSql(signature.declaration)) return null;
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.expression.name.getStart());
  const path = relative(root, source.fileName);
  return {
    site: `${path}:${String(line + 1)}:${String(character + 1)}`,
    path,
    within: outermostName(node),
    answer: checker.getAwaitedType(signature.getReturnType())!,
    isRead: isRead(node),
  };
}

function exportedFunctions(source: ts.SourceFile, checker: ts.TypeChecker): Map<string, ts.Type> {
  const module = checker.getSymbolAtLocation(source)!;
  const found = new Map<string, ts.Type>();
  for (const symbol of checker.getExportsOfModule(module)) {
    if ((symbol.flags & ts.SymbolFlags.Value) === 0) continue;
    const type = checker.getTypeOfSymbol(symbol);
    if (type.getCallSignatures().length > 0) found.set(symbol.name, type);
  }
  return found;
}

export function readStatementSources(): StatementSources {
  const configPath = join(root, 'tsconfig.json');
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const paths = filesThatAsk();
  const wrong = join(root, 'test/testkit/statements/wrong-answers.ts');
  const program = ts.createProgram([...paths, wrong], { ...config.options, noEmit: true, incremental: false });
  const checker = program.getTypeChecker();
  const calls = new Map<string, TypedCall>();
  const functions = new Map<string, ReadonlyMap<string, ts.Type>>();
  for (const path of paths) {
    const source = program.getSourceFile(path)!;
    const before = calls.size;
    const look = (node: ts.Node): void => {
      const call = callOf(node, checker);
      if (call !== null) calls.set(call.site, call);
      ts.forEachChild(node, look);
    };
    look(source);
    if (calls.size > before) functions.set(relative(root, path), exportedFunctions(source, checker));
  }
  const [wrongAnswers] = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(wrong)!)!);
  const wrongAnswer = (name: keyof WrongAnswers): ts.Type =>
    checker.getTypeOfSymbol(checker.getDeclaredTypeOfSymbol(wrongAnswers!).getProperty(name)!);
  return { checker, calls, functions, wrongAnswer };
}
