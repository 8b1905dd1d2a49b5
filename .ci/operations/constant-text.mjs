/**
 * The text that an expression has whenever it runs, as pieces: strings, and null for what is only known then. Follows constants of the
 * file and of the files that it imports.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const parsed = new Map();

/** A file's syntax and the constants at any depth of it, by name; a name that has two meanings has none. */
export function syntaxOf(path) {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map();
  const imports = new Map();
  const look = (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      constants.set(node.name.text, constants.has(node.name.text) ? null : node.initializer);
    }
    if (ts.isParameter(node) && ts.isIdentifier(node.name)) constants.set(node.name.text, null);
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name)) constants.set(node.name.text, null);
    if (ts.isImportSpecifier(node)) {
      const from = node.parent.parent.parent.moduleSpecifier.text;
      imports.set(node.name.text, { from, name: (node.propertyName ?? node.name).text });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  const syntax = { path, source, constants, imports };
  parsed.set(path, syntax);
  return syntax;
}

function importedFile(path, from) {
  if (!from.startsWith('.')) return null;
  const stem = join(dirname(path), from).replace(/\.js$/, '');
  return (
    [`${stem}.ts`, `${stem}.tsx`, stem, `${stem}.mjs`].find((each) => existsSync(each) && /\.\w+$/.test(each)) ?? null
  );
}

/** What a name stands for, with the file where that is written; null if it is not a constant. */
function meaningOf(syntax, name) {
  const here = syntax.constants.get(name);
  if (here !== undefined) return here === null ? null : { node: here, syntax };
  const imported = syntax.imports.get(name);
  const file = imported === undefined ? null : importedFile(syntax.path, imported.from);
  return file === null ? null : meaningOf(syntaxOf(file), imported.name);
}

/** `graphql(text, [fragments])`: the documents that are named behind its text are part of it, each once. */
function piecesOfCall(node, syntax, context) {
  const [text, fragments] = node.arguments;
  if (!ts.isIdentifier(node.expression) || node.expression.text !== 'graphql' || text === undefined) return [null];
  if (context.calls.has(node)) return [];
  context.calls.add(node);
  const named = fragments !== undefined && ts.isArrayLiteralExpression(fragments) ? fragments.elements : [];
  return [text, ...named].flatMap((each) => ['\n', ...piecesOf(each, syntax, context)]);
}

export function piecesOf(node, syntax, context = { calls: new Set(), depth: 0 }) {
  if (context.depth > 12) return [null];
  const inner = { ...context, depth: context.depth + 1 };
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.flatMap((span) => [...piecesOf(span.expression, syntax, inner), span.literal.text]),
    ];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return [...piecesOf(node.left, syntax, inner), ...piecesOf(node.right, syntax, inner)];
  }
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return piecesOf(node.expression, syntax, inner);
  if (ts.isIdentifier(node)) {
    const meaning = meaningOf(syntax, node.text);
    return meaning === null ? [null] : piecesOf(meaning.node, meaning.syntax, inner);
  }
  if (ts.isCallExpression(node)) return piecesOfCall(node, syntax, inner);
  return [null];
}
