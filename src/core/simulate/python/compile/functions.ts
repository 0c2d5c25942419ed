import { PyTuple } from '../objects/containers';
import { AsyncYield, Cell, Completion, PyFunction } from '../objects/functions';
import type { Code, Frame, FunctionCode } from '../objects/functions';
import type { Kwargs, Value } from '../objects/object';
import { machine } from '../machine';
import { setAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { makeDict } from '../operations/hash';
import type { Arguments, Expression, FunctionDef, Statement } from '../syntax/ast';
import { combine, plain, suspending } from './code';
import type { Context } from './context';
import type { Definition } from './scope';
import { storeName } from './names';
import { compileTypeParameters } from './type_parameters';

type FunctionNode = FunctionDef | (Expression & { type: 'Lambda' | 'GeneratorExp' });

/** Makes the function object where the definition is executed: its closure comes from the frame. */
export type Make = (
  frame: Frame,
  defaults: readonly Value[],
  keywordDefaults: Kwargs | null,
) => PyFunction;

export function makeFunction(context: Context, node: FunctionNode): Make {
  const scope = context.scopes.of.get(node);
  if (!scope) throw new Error('A scope is missing');
  const sources = [...scope.free.keys()].map((name) => context.scope.cellOf(name));
  let code: FunctionCode | null = null;
  if (node.type === 'FunctionDef') {
    const definition: Definition = {
      code: () => (code ??= context.compilers.functionCode(context, node)),
      free: [...scope.free.keys()],
    };
    const { functions } = context.scopes;
    const qualname = context.prefix + node.name;
    if (!functions.has(qualname)) functions.set(qualname, definition);
  }
  return (frame, defaults, keywordDefaults) => {
    // Functions are compiled when they are first defined, so that a file's start costs only what runs.
    code ??= context.compilers.functionCode(context, node);
    const closure = sources.map((slot) => {
      const cell = slot === undefined ? undefined : frame.slots[slot];
      return cell instanceof Cell ? cell : new Cell(undefined);
    });
    const module = frame.globals.get('__name__') ?? null;
    const made = new PyFunction(code, frame.globals, closure, defaults, keywordDefaults, module);
    machine.defined(made);
    return made;
  };
}

/** The defaults of a signature, evaluated where the function is defined. */
function compileDefaults(context: Context, args: Arguments): Code {
  const nodes = args.parameters.flatMap(({ default: value }) => (value ? [value] : []));
  return combine(
    nodes.map((node) => context.expression(node)),
    (values) => new PyTuple(values),
  );
}

function splitDefaults(
  args: Arguments,
  values: Value,
): { defaults: Value[]; keywords: Kwargs | null } {
  const all = values instanceof PyTuple ? [...values.items] : [];
  const defaults: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const { name, kind, default: node } of args.parameters) {
    if (!node) continue;
    const value = all.shift() ?? null;
    if (kind === 'keyword') keywords.set(name, value);
    else defaults.push(value);
  }
  return { defaults, keywords: keywords.size > 0 ? keywords : null };
}

export function compileLambda(context: Context, node: Expression & { type: 'Lambda' }): Code {
  const make = makeFunction(context, node);
  const defaults = compileDefaults(context, node.args);
  return combine([defaults], ([values = null], frame) => {
    const split = splitDefaults(node.args, values);
    return make(frame, split.defaults, split.keywords);
  });
}

export function compileFunctionDef(context: Context, node: FunctionDef): Code<Completion> {
  const types = compileTypeParameters(context, node.typeParameters);
  const make = makeFunction(types.context, node);
  const decorators = node.decorators.map((decorator) => context.expression(decorator));
  const store = storeName(node.name, context.scope.access(node.name));
  const annotations = makeAnnotations(node);
  const definition = combine(
    [compileDefaults(context, node.args), plain<Value>(types.enter), ...decorators],
    ([values = null, typeParameters = null, ...wrappers], frame) => {
      const { defaults, keywords } = splitDefaults(node.args, values);
      const made = make(frame, defaults, keywords);
      if (typeParameters instanceof PyTuple) made.typeParameters = typeParameters.items;
      if (annotations) setAttribute(made, '__annotations__', annotations());
      let result: Value = made;
      for (const [index, wrapper] of [...wrappers.entries()].reverse()) {
        machine.at = node.decorators[index]?.site ?? node.site;
        result = call(wrapper, [result]);
      }
      store(frame, result);
      return null;
    },
  );
  if (!definition.suspends) {
    const { run } = definition;
    return plain((frame) => {
      run(frame);
      return Completion.Normal;
    });
  }
  return suspending(function* (frame) {
    yield* definition.steps(frame);
    return Completion.Normal;
  });
}

function makeAnnotations({ args, returns }: FunctionDef): (() => Value) | null {
  const written = [...args.parameters, { name: 'return', annotation: returns }];
  const annotated = written.flatMap(({ name, annotation }): [Value, Value][] =>
    annotation?.type === 'Constant' && annotation.value.kind === 'str'
      ? [[name, annotation.value.value]]
      : [],
  );
  return annotated.length > 0 ? () => makeDict(annotated) : null;
}

/** Compiles the body of a function; called by the module's compiler once per definition. */
export function compileFunctionCode(
  context: Context,
  node: FunctionNode,
  generatorBody: (
    inner: Context,
    node: Expression & { type: 'GeneratorExp' },
    give: (value: Value) => Value,
  ) => { code: Code; isAsync: boolean },
): FunctionCode {
  const name =
    node.type === 'FunctionDef' ? node.name : node.type === 'Lambda' ? '<lambda>' : '<genexpr>';
  const qualname = context.prefix + name;
  const isAsync = node.type === 'FunctionDef' && node.isAsync;
  const inner = context.inside(node, `${qualname}.<locals>.`, isAsync);
  const { body, kind } = compileBody(inner, node, generatorBody);
  const { scope } = inner;
  const parameters =
    node.type === 'GeneratorExp'
      ? [{ name: '.0', kind: 'positional' as const, hasDefault: false }]
      : node.args.parameters.map((parameter) => ({
          name: parameter.name,
          kind: parameter.kind,
          hasDefault: parameter.default !== null,
        }));
  return {
    name,
    qualname,
    kind,
    parameters,
    body,
    site: node.site,
    doc: node.type === 'FunctionDef' ? docstring(node.body) : null,
    slots: scope.slots,
    cellSlots: [...scope.bound.values()].flatMap((variable) =>
      variable?.captured ? [variable.slot] : [],
    ),
    freeSlots: [...scope.free.values()],
  };
}

function compileBody(
  inner: Context,
  node: FunctionNode,
  generatorBody: Parameters<typeof compileFunctionCode>[2],
): Pick<FunctionCode, 'body' | 'kind'> {
  switch (node.type) {
    case 'FunctionDef': {
      const body = inner.block(node.body);
      if (node.isAsync) return { body, kind: node.isGenerator ? 'asyncGenerator' : 'coroutine' };
      return { body, kind: node.isGenerator ? 'generator' : 'function' };
    }
    case 'Lambda':
      return { body: returning(inner.expression(node.body)), kind: 'function' };
    case 'GeneratorExp': {
      const { code, isAsync } = generatorBody(inner, node, (value) => new AsyncYield(value));
      return { body: returning(code), kind: isAsync ? 'asyncGenerator' : 'generator' };
    }
  }
}

function returning(code: Code): Code<Completion> {
  if (code.suspends) {
    return suspending(function* (frame) {
      frame.returned = yield* code.steps(frame);
      return Completion.Return;
    });
  }
  return plain((frame) => {
    frame.returned = code.run(frame);
    return Completion.Return;
  });
}

/** The text of a leading string statement. */
export function docstring(body: readonly Statement[]): string | null {
  const [first] = body;
  if (first?.type !== 'Expr' || first.value.type !== 'Constant') return null;
  const { value } = first.value;
  return value.kind === 'str' ? value.value : null;
}
