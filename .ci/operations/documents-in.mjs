/** Texts of a file that are GraphQL documents, with the line where each begins. */
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { piecesOf, syntaxOf } from './constant-text.mjs';

const operation = /^\s*(?:#.*\n\s*)*(?:query|mutation|subscription)\b\s*\w*\s*(?:\(\s*\$|\{|@)/;
const fragment = /^\s*fragment \w+ on [A-Z]\w*\s*[{@]/;
/** `{ field { … } }`, `{ field(…) … }`, `{ ...Part }`, `{ alias: field`. */
const shorthand = /^\s*\{\s*(?:\.\.\.|#|\w+\s*(?::\s*\w+\s*)?[({]|__typename)/;

/** The beginning of a document, such as a test of the parser may have, is none. */
const isWhole = (text) => text.split('{').length === text.split('}').length;

const looksLikeOne = (pieces) => {
  const text = pieces.map((piece) => piece ?? 'x').join('');
  if (!isWhole(text)) return false;
  return operation.test(text) || fragment.test(text) || shorthand.test(text);
};

/** Strings, templates, sums of strings and calls of `graphql`, outermost first: what stands inside one is part of it. */
function textsOf(syntax) {
  const texts = [];
  const look = (node) => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateExpression(node) ||
      (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) ||
      (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'graphql');
    if (isText) {
      const pieces = piecesOf(node, syntax);
      if (looksLikeOne(pieces)) {
        texts.push({ pieces, line: syntax.source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
        return;
      }
    }
    ts.forEachChild(node, look);
  };
  look(syntax.source);
  return texts;
}

const fence = /^```graphql\n([\s\S]*?)^```/gm;

/** A piece is a string, or null for what is only known when the code runs. */
export async function documentsIn(path) {
  if (path.endsWith('.graphql')) return [{ pieces: [await readFile(path, 'utf8')], line: 1 }];
  if (path.endsWith('.md')) {
    const text = await readFile(path, 'utf8');
    return [...text.matchAll(fence)].map(({ 1: body, index }) => ({
      pieces: [body],
      line: text.slice(0, index).split('\n').length + 1,
    }));
  }
  return textsOf(syntaxOf(path));
}
