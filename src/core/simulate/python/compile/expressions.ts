import * as l10n from '@vscode/l10n';
import { PyBytes, PyDict, PyList, PySlice, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { Code } from '../objects/functions';
import { Float } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { binary, unary } from '../operations/arithmetic';
import { callMethod, getAttribute } from '../operations/attributes';
import { awaitAt } from '../operations/awaiting';
import { compareEqual, compareOrder, identical, notEqual } from '../operations/compare';
import { dictSet, makeSet } from '../operations/hash';
import { contains, getItem } from '../operations/items';
import { items } from '../operations/iterate';
import { ellipsis } from '../operations/repr';
import { truth, truthAt } from '../operations/truth';
import type { Constant, Expression } from '../syntax/ast';
import { compileCall } from './calls';
import { combine, combine1, combine2, plain, step, suspending } from './code';
import { compileComprehension, compileGeneratorExpression } from './comprehensions';
import { Complex } from '../builtins/complex';
import type { Context } from './context';
import { compileLambda } from './functions';
import { loadName, storeName } from './names';
import { compileFormatted } from './strings';
import { compileYield, compileYieldFrom } from './generators';

export function compileExpression(context: Context, node: Expression): Code {
  switch (node.type) {
    case 'Constant': {
      const value = constant(node.value);
      return plain(() => value);
    }
    case 'Name':
      return plain(loadName(node.id, context.scope.access(node.id)));
    case 'Attribute': {
      const { attr } = node;
      return combine1(context.expression(node.value), (object) => getAttribute(object, attr));
    }
    case 'Subscript':
      return combine2(context.expression(node.value), context.expression(node.slice), getItem);
    case 'Slice':
      return combine(
        [node.lower, node.upper, node.step].map((bound) =>
          bound ? context.expression(bound) : plain(() => null),
        ),
        ([lower = null, upper = null, by = null]) => new PySlice(lower, upper, by),
      );
    case 'Call':
      return compileCall(context, node);
    case 'BinOp':
      return operator(node.op, context.expression(node.left), context.expression(node.right));
    case 'UnaryOp': {
      const { op } = node;
      const operand = context.expression(node.operand);
      if (op === 'not') return combine1(operand, (value) => negate(value));
      return combine1(operand, (value) => unary(op, value));
    }
    case 'BoolOp':
      return boolean(context, node);
    case 'Compare':
      return comparison(context, node);
    case 'IfExp':
      return conditional(context, node);
    case 'Lambda':
      return compileLambda(context, node);
    case 'Tuple':
      return elements(context, node.elts, (values) => new PyTuple(values));
    case 'List':
      return elements(context, node.elts, (values) => new PyList(values));
    case 'Set':
      return elements(context, node.elts, setMaker(node.elts));
    case 'Dict':
      return dictionary(context, node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return compileComprehension(context, node);
    case 'GeneratorExp':
      return compileGeneratorExpression(context, node);
    case 'Await': {
      const point = context.point('await', node.site, node.value, node.into);
      const operand = context.expression(node.value);
      return suspending(function* (frame) {
        const value = operand.suspends ? yield* operand.steps(frame) : operand.run(frame);
        return yield* awaitAt(frame, value, point);
      });
    }
    case 'Yield':
      return compileYield(context, node);
    case 'YieldFrom':
      return compileYieldFrom(context, node);
    case 'NamedExpr': {
      let { scope } = context;
      while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
      const store = storeName(node.target, scope.access(node.target));
      return combine1(context.expression(node.value), (value, frame) => {
        store(frame, value);
        return value;
      });
    }
    case 'Starred':
      return combine1(context.expression(node.value), (value) => new PyTuple([...items(value)]));
    case 'JoinedStr':
      return compileFormatted(context, node.parts);
    case 'Unsupported':
      return unsupported(node);
  }
}

/** Syntax that is not understood gives an unknown, and the walkthrough says so. */
function unsupported(node: Expression & { type: 'Unsupported' }): Code {
  const name = node.text.split('\n')[0]?.slice(0, 40) ?? '';
  return plain(() => {
    machine.at = node.site;
    machine.assume('unsupported', l10n.t('{0} cannot be evaluated.', name));
    return new Unknown(name);
  });
}

function constant(value: Constant): Value {
  switch (value.kind) {
    case 'none':
      return null;
    case 'ellipsis':
      return ellipsis;
    case 'float':
      return new Float(value.value);
    case 'imaginary':
      return new Complex(0, value.value);
    case 'bytes':
      return new PyBytes(Uint8Array.from(value.value, (char) => char.charCodeAt(0)));
    default:
      return value.value;
  }
}

function operator(op: string, left: Code, right: Code): Code {
  switch (op) {
    case '+':
      return combine2(left, right, add);
    case '-':
      return combine2(left, right, (a, b) => {
        if (typeof a === 'number' && typeof b === 'number') {
          const result = a - b;
          if (Number.isSafeInteger(result)) return result;
        }
        return binary('-', a, b);
      });
    default:
      return combine2(left, right, (a, b) => binary(op, a, b));
  }
}

function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = a + b;
    if (Number.isSafeInteger(result)) return result;
  } else if (typeof a === 'string' && typeof b === 'string') {
    return a + b;
  }
  return binary('+', a, b);
}

function negate(value: Value): Value {
  // The opposite of an unknown stays unknown until somebody branches on it.
  return value instanceof Unknown
    ? new Unknown(`not ${value.name}`, null, !value.plausible)
    : !truth(value);
}

function boolean(context: Context, node: Expression & { type: 'BoolOp' }): Code {
  const stopsAt = node.op === 'or';
  const { site } = node.left;
  const left = context.expression(node.left);
  const right = context.expression(node.right);
  if (!left.suspends && !right.suspends) {
    return plain((frame) => {
      const value = left.run(frame);
      return truthAt(site, value) === stopsAt ? value : right.run(frame);
    });
  }
  return suspending(function* (frame) {
    const value = yield* step(left, frame);
    return truthAt(site, value) === stopsAt ? value : yield* step(right, frame);
  });
}

/** The operator of one link of a comparison. */
function compare(op: string, a: Value, b: Value): Value {
  switch (op) {
    case '==':
      return compareEqual(a, b);
    case '!=':
    case '<>':
      return notEqual(a, b);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareOrder(op, a, b);
    case 'is':
      return identical(a, b);
    case 'is not':
      return negate(identical(a, b));
    case 'in':
      return contains(b, a);
    case 'not in': {
      const found = contains(b, a);
      return found instanceof Unknown ? new Unknown(`not (${found.name})`) : !truth(found);
    }
    default:
      return raise('SyntaxError', `unknown comparison ${op}`);
  }
}

function comparison(context: Context, node: Expression & { type: 'Compare' }): Code {
  const left = context.expression(node.left);
  const rest = node.comparators.map((comparator) => context.expression(comparator));
  const { ops } = node;
  const [op = '=='] = ops;
  const [right] = rest;
  if (right && rest.length === 1) return combine2(left, right, comparator(op));
  if (!left.suspends && !rest.some((code) => code.suspends)) {
    return plain((frame) => {
      let previous = left.run(frame);
      let result: Value = true;
      for (const [index, code] of rest.entries()) {
        if (code.suspends) break;
        const next = code.run(frame);
        result = compare(ops[index] ?? '==', previous, next);
        if (!truth(result)) return result;
        previous = next;
      }
      return result;
    });
  }
  return suspending(function* (frame) {
    let previous = yield* step(left, frame);
    let result: Value = true;
    for (const [index, code] of rest.entries()) {
      const next = yield* step(code, frame);
      result = compare(ops[index] ?? '==', previous, next);
      if (!truth(result)) return result;
      previous = next;
    }
    return result;
  });
}

/** The operator by itself, chosen when the program is compiled. */
function comparator(op: string): (a: Value, b: Value) => Value {
  switch (op) {
    case '==':
      return compareEqual;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (a, b) => compareOrder(op, a, b);
    default:
      return (a, b) => compare(op, a, b);
  }
}

function conditional(context: Context, node: Expression & { type: 'IfExp' }): Code {
  const test = context.expression(node.test);
  const body = context.expression(node.body);
  const orelse = context.expression(node.orelse);
  if (!test.suspends && !body.suspends && !orelse.suspends) {
    return plain((frame) => {
      const value = test.run(frame);
      return truthAt(node.test.site, value) ? body.run(frame) : orelse.run(frame);
    });
  }
  return suspending(function* (frame) {
    const value = yield* step(test, frame);
    return yield* step(truthAt(node.test.site, value) ? body : orelse, frame);
  });
}

/** The elements of a display, `*iterables` spread. */
function elements(
  context: Context,
  nodes: readonly Expression[],
  build: (values: Value[]) => Value,
): Code {
  const parts = nodes.map((node) => context.expression(node));
  if (!nodes.some(({ type }) => type === 'Starred')) return combine(parts, build);
  const starred = nodes.map(({ type }) => type === 'Starred');
  return combine(parts, (values) =>
    build(values.flatMap((value, index) => (starred[index] ? [...items(value)] : [value]))),
  );
}

/** Three or more constants are one constant frozenset in CPython, merged into the new set. */
function setMaker(nodes: readonly Expression[]): (values: Value[]) => Value {
  if (nodes.length < 3 || nodes.some(({ type }) => type !== 'Constant')) return makeSet;
  return (values) => {
    const set = makeSet(values);
    set.merged = true;
    return set;
  };
}

function dictionary(context: Context, node: Expression & { type: 'Dict' }): Code {
  const parts = node.items.flatMap(({ key, value }) => [
    key ? context.expression(key) : plain<Value>(() => null),
    context.expression(value),
  ]);
  const spread = node.items.map(({ key }) => key === null);
  return combine(parts, (values) => {
    const dict = new PyDict();
    for (let index = 0; index < spread.length; index++) {
      const value = values[2 * index + 1] ?? null;
      if (spread[index]) update(dict, value);
      else dictSet(dict, values[2 * index] ?? null, value);
    }
    return dict;
  });
}

/** `{**mapping}`. */
function update(dict: PyDict, mapping: Value): void {
  if (mapping instanceof PyDict) {
    for (const [hash, { key, value }] of mapping.entries) dict.set(hash, key, value);
  } else if (!(mapping instanceof Unknown)) {
    for (const key of items(callMethod(mapping, 'keys'))) dictSet(dict, key, getItem(mapping, key));
  }
}
