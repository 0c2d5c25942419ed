import { parse } from '@babel/parser';
import type { ParserOptions } from '@babel/parser';

/*
 * The syntax tree of a program without what the recorder inserts, for that of an instrumented text to be compared with
 * that of the text as it was written. Braces that change nothing are left out of both.
 */

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const positions = new Set(['start', 'end', 'loc', 'extra', 'errors', 'comments', 'tokens']);

/** Where the program's own expression stands among the arguments of a call of the recorder. */
const places: Readonly<Record<string, number>> = {
  resume: 1,
  unpack: 1,
  suspend: 2,
  produce: 2,
  delegate: 2,
  iterate: 3,
  schedule: 1,
  combine: 1,
  give: 1,
};

/** Errors: the text does not parse. */
export function plainTree(text: string, options: ParserOptions): unknown {
  const { program } = parse(text, { ...options, attachComment: false });
  return plain(program);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap(items);
  if (!isNode(value)) return value;
  const called = recorderCall(value);
  if (called !== null) return plain((value.arguments as Node[])[places[called] ?? -1] ?? null);
  const entries = Object.entries(withoutCaught(value))
    .filter(([name]) => !positions.has(name))
    .map(([name, field]) => [name, plain(field)] as const);
  return withoutBraces(Object.fromEntries(entries) as unknown as Node);
}

/** What an item of a list stands for: nothing for a statement of the recorder, several for a block. */
function items(item: unknown): unknown[] {
  if (!isNode(item)) return [plain(item)];
  if (item.type === 'EmptyStatement' || isRecorders(item)) return [];
  // What declares several resources is the same as several declarations.
  if (item.kind === 'await using')
    return (item.declarations as Node[]).map((each) => plain({ ...item, declarations: [each] }));
  if (item.type === 'BlockStatement') return plain(item.body) as unknown[];
  const last = recorderCall(statementsOf(item.finalizer)[0]?.expression);
  if (last === 'leave' || last === 'end') return plain(statementsOf(item.block)) as unknown[];
  return [plain(item)];
}

/** `catch ($alError) {…; let PATTERN = ($alError); {BODY}}` was `catch (PATTERN) {BODY}`. */
function withoutCaught(node: Node): Node {
  const param = node.type === 'CatchClause' ? (node.param as Node | null) : null;
  if (param?.name !== '$alError') return node;
  const [declaration, body] = statementsOf(node.body).filter(
    (statement) => statement.type !== 'EmptyStatement' && !isRecorders(statement),
  );
  const [declarator] = declaration?.declarations as [{ id: Node }];
  return { ...node, param: declarator.id, body };
}

function withoutBraces(node: Node): Node {
  const body = node.body as Node | undefined;
  if (body?.type === 'EmptyStatement')
    return { ...node, body: { type: 'BlockStatement', body: [], directives: [] } };
  if (body?.type !== 'BlockStatement') return node;
  const [only, ...more] = statementsOf(body);
  if (!only || more.length > 0) return node;
  if (/^(For|While|DoWhile|Labeled)/.test(node.type)) return { ...node, body: only };
  if (node.type !== 'ArrowFunctionExpression' || only.type !== 'ReturnStatement') return node;
  return only.argument ? { ...node, body: only.argument } : node;
}

function isRecorders(statement: Node | undefined): boolean {
  if (statement?.type === 'VariableDeclaration') {
    const [declarator] = statement.declarations as [{ id: Node }];
    return String(declarator.id.name).startsWith('$al');
  }
  const called = recorderCall(statement?.expression);
  return called !== null && !(called in places);
}

/** The method of the recorder that a node calls; null if it calls none. */
function recorderCall(node: unknown): string | null {
  if (!isNode(node) || node.type !== 'CallExpression') return null;
  const { object, property } = node.callee as Partial<Record<'object' | 'property', Node>>;
  return object?.name === '$awaitLens' ? String(property?.name) : null;
}

function statementsOf(block: unknown): Node[] {
  return isNode(block) ? (block.body as Node[]) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
