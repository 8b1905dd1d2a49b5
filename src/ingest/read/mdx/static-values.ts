/** Values of the few JavaScript expressions that pages contain; nothing is run, and what is not simple has no value. */
import type { Expression, Node, Pattern, Property, Statement, Super } from 'acorn';

/** Names that expressions may use. */
export type Scope = ReadonlyMap<string, unknown>;

/** Not known: different from `undefined`, which an absent property has. */
export const UNKNOWN = Symbol('unknown');

const MAX_DEPTH = 60;

/** Literals, templates, names, members, comparisons, logic, `+`, arrays and objects; UNKNOWN for all else. */
export function valueOf(node: Node | null | undefined, scope: Scope, depth = 0): unknown {
  if (node === null || node === undefined || depth > MAX_DEPTH) return UNKNOWN;
  const inner = (other: Node | null | undefined): unknown => valueOf(other, scope, depth + 1);
  const expression = node as Expression;
  switch (expression.type) {
    case 'Literal':
      return 'regex' in expression || expression.bigint != null ? UNKNOWN : expression.value;
    case 'TemplateLiteral': {
      const values = expression.expressions.map(inner);
      if (!values.every(isText)) return UNKNOWN;
      return expression.quasis
        .map(({ value }, at) => `${value.cooked ?? value.raw}${at < values.length ? String(values[at]) : ''}`)
        .join('');
    }
    case 'Identifier':
      return expression.name === 'undefined'
        ? undefined
        : scope.has(expression.name)
          ? scope.get(expression.name)
          : UNKNOWN;
    case 'MemberExpression':
      return memberOf(
        inner(expression.object),
        expression.computed ? inner(expression.property) : nameOf(expression.property),
      );
    case 'ParenthesizedExpression':
      return inner(expression.expression);
    case 'ChainExpression':
      return inner(expression.expression);
    case 'UnaryExpression': {
      const value = inner(expression.argument);
      if (value === UNKNOWN) return UNKNOWN;
      if (expression.operator === '!') return !value;
      return expression.operator === '-' && typeof value === 'number' ? -value : UNKNOWN;
    }
    case 'LogicalExpression': {
      const left = inner(expression.left);
      const right = (): unknown => inner(expression.right);
      if (left === UNKNOWN) {
        // A known side may decide alone.
        const other = right();
        if (expression.operator === '&&' && other === false) return false;
        return expression.operator === '||' && other === true ? true : UNKNOWN;
      }
      if (expression.operator === '&&') return left ? right() : left;
      if (expression.operator === '||') return left ? left : right();
      return left ?? right();
    }
    case 'ConditionalExpression': {
      const test = inner(expression.test);
      return test === UNKNOWN ? UNKNOWN : inner(test ? expression.consequent : expression.alternate);
    }
    case 'BinaryExpression':
      return combined(expression.operator, inner(expression.left), inner(expression.right));
    case 'ArrayExpression':
      return expression.elements.map(inner);
    case 'ObjectExpression':
      return objectOf(expression.properties, inner);
    default:
      return UNKNOWN;
  }
}

function memberOf(object: unknown, key: unknown): unknown {
  if (object === UNKNOWN || key === UNKNOWN) return UNKNOWN;
  if (typeof object !== 'object' || object === null || (typeof key !== 'string' && typeof key !== 'number'))
    return UNKNOWN;
  return Object.hasOwn(object, key) ? (object as Record<string | number, unknown>)[key] : undefined;
}

function combined(operator: string, left: unknown, right: unknown): unknown {
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  switch (operator) {
    case '===':
    case '==':
      return left === right;
    case '!==':
    case '!=':
      return left !== right;
    case '+':
      if (typeof left === 'number' && typeof right === 'number') return left + right;
      return isText(left) && isText(right) ? `${String(left)}${String(right)}` : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function objectOf(
  properties: readonly (Property | { readonly type: 'SpreadElement' })[],
  inner: (node: Node) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const name = nameOf(property.key);
    if (typeof name === 'string') result[name] = inner(property.value);
  }
  return result;
}

function nameOf(key: Expression | Pattern | Super | { readonly type: 'PrivateIdentifier' }): unknown {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : UNKNOWN;
}

/** Adds the constants that the statements declare, also exported ones, to a copy of the scope. */
export function declaredIn(body: readonly (Statement | Node)[], scope: Scope): Map<string, unknown> {
  const result = new Map(scope);
  for (const statement of body as readonly Statement[]) {
    const node = statement as unknown as { type: string; declaration?: Statement | null };
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier') result.set(id.name, valueOf(init, result));
    }
  }
  return result;
}
