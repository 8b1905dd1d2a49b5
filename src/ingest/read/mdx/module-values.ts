/** What a JavaScript module that only states values exports. */
import { parse, type Program } from 'acorn';
import { declaredIn, valueOf, type Scope } from './static-values.js';

/** The object that `module.exports = …` or `export default …` names; undefined if the module can't be read. */
export function moduleValues(source: string): unknown {
  const program = parsedModule(source);
  if (program === undefined) return undefined;
  const scope = declaredIn(program.body, new Map());
  for (const statement of program.body) {
    const exported =
      statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement.type === 'ExpressionStatement' &&
            statement.expression.type === 'AssignmentExpression' &&
            /^(?:module\.)?exports$/.test(source.slice(statement.expression.left.start, statement.expression.left.end))
          ? statement.expression.right
          : undefined;
    const value = exported && valueOf(exported, scope);
    if (typeof value === 'object' && value !== null) return value;
  }
  const only = [...scope.values()].filter((value) => typeof value === 'object' && value !== null);
  return only[0];
}

/** The constants that a module declares, by name. */
export function moduleConstants(source: string): Scope {
  const program = parsedModule(source);
  return program === undefined ? new Map() : declaredIn(program.body, new Map());
}

function parsedModule(source: string): Program | undefined {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(source, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true });
    } catch {
      continue;
    }
  }
  return undefined;
}
