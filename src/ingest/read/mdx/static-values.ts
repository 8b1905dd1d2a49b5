/** Values of the few JavaScript expressions that pages contain; nothing is run, and what is not simple has no value. */
import type {
  Expression,
  Identifier,
  LogicalExpression,
  Node,
  Pattern,
  Property,
  Statement,
  Super,
  TemplateLiteral,
  UnaryExpression,
} from 'acorn';

/** Names that expressions may use. */
export type Scope = ReadonlyMap<string, unknown>;

/** Not known: different from `undefined`, which an absent property has. */
export const UNKNOWN = Symbol('unknown');

const MAX_DEPTH = 60;

/** Gives the value of an expression within the one that is evaluated. */
type Inner = (node: Node | null | undefined) => unknown;

interface Evaluation {
  readonly scope: Scope;
  readonly inner: Inner;
}

type Evaluator<Type> = (expression: Extract<Expression, { type: Type }>, evaluation: Evaluation) => unknown;

const EVALUATORS: { readonly [Type in Expression['type']]?: Evaluator<Type> } = {
  Literal: (literal) => ('regex' in literal || literal.bigint != null ? UNKNOWN : literal.value),
  TemplateLiteral: templateValue,
  Identifier: namedValue,
  MemberExpression: ({ object, property, computed }, { inner }) =>
    memberOf(inner(object), computed ? inner(property) : nameOf(property)),
  ParenthesizedExpression: ({ expression }, { inner }) => inner(expression),
  ChainExpression: ({ expression }, { inner }) => inner(expression),
  UnaryExpression: unaryValue,
  LogicalExpression: logicalValue,
  ConditionalExpression({ test, consequent, alternate }, { inner }) {
    const decision = inner(test);
    return decision === UNKNOWN ? UNKNOWN : inner(decision ? consequent : alternate);
  },
  BinaryExpression: ({ operator, left, right }, { inner }) => combined(operator, inner(left), inner(right)),
  ArrayExpression: ({ elements }, { inner }) => elements.map(inner),
  ObjectExpression: ({ properties }, { inner }) => objectOf(properties, inner),
};

/** Literals, templates, names, members, comparisons, logic, `+`, arrays and objects; UNKNOWN for all else. */
export function valueOf(node: Node | null | undefined, scope: Scope, depth = 0): unknown {
  if (node === null || node === undefined || depth > MAX_DEPTH) return UNKNOWN;
  const expression = node as Expression;
  const evaluate = EVALUATORS[expression.type] as Evaluator<Expression['type']> | undefined;
  return evaluate === undefined
    ? UNKNOWN
    : evaluate(expression, { scope, inner: (other) => valueOf(other, scope, depth + 1) });
}

function templateValue({ expressions, quasis }: TemplateLiteral, { inner }: Evaluation): unknown {
  const values = expressions.map(inner);
  if (!values.every(isText)) return UNKNOWN;
  return quasis
    .map(({ value }, at) => `${value.cooked ?? value.raw}${at < values.length ? String(values[at]) : ''}`)
    .join('');
}

function namedValue({ name }: Identifier, { scope }: Evaluation): unknown {
  if (name === 'undefined') return undefined;
  return scope.has(name) ? scope.get(name) : UNKNOWN;
}

function unaryValue({ operator, argument }: UnaryExpression, { inner }: Evaluation): unknown {
  const value = inner(argument);
  if (value === UNKNOWN) return UNKNOWN;
  if (operator === '!') return !value;
  return operator === '-' && typeof value === 'number' ? -value : UNKNOWN;
}

function logicalValue(expression: LogicalExpression, { inner }: Evaluation): unknown {
  const { operator } = expression;
  const left = inner(expression.left);
  const right = (): unknown => inner(expression.right);
  if (left === UNKNOWN) {
    // A known side may decide alone.
    const other = right();
    if (operator === '&&' && other === false) return false;
    return operator === '||' && other === true ? true : UNKNOWN;
  }
  if (operator === '&&') return left ? right() : left;
  if (operator === '||') return left ? left : right();
  return left ?? right();
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
