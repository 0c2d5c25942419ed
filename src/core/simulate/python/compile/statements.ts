import * as l10n from '@vscode/l10n';
import { PyDict } from '../objects/containers';
import { PyException, Raised, baseException, makeException, raise } from '../objects/exceptions';
import { Completion, PyGenerator } from '../objects/functions';
import type { Code, Frame } from '../objects/functions';
import { PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { released } from '../operations/lifetime';
import { augmented } from '../operations/arithmetic';
import { getAttribute, setAttribute } from '../operations/attributes';
import { call, close } from '../operations/call';
import { getItem, setItem } from '../operations/items';
import { iterate } from '../operations/iterate';
import { truthAt } from '../operations/truth';
import { asyncIterator, asyncNext } from '../operations/awaiting';
import type { Expression, Statement } from '../syntax/ast';
import { compileClassDef } from './classes';
import { combine2, plain, runOf, step, suspending } from './code';
import type { Context } from './context';
import { compileFunctionDef } from './functions';
import { compileImport, compileImportFrom } from './imports';
import { compileMatch } from './match';
import { clearName } from './names';
import { compileDelete, compileStore } from './targets';
import { compileTypeAlias } from './type_alias';
import { compileTry } from './try';
import { branchDecision, compileWhile } from './while';
import { compileWith } from './with';

type Statements = Code<Completion>;

/** A block: the statements one after the other, until one does not end normally. */
export function compileBlock(context: Context, statements: readonly Statement[]): Statements {
  const codes = statements.map((statement) => compileStatement(context, statement));
  const [only] = codes;
  if (only && codes.length === 1) return only;
  if (!codes.some((code) => code.suspends)) {
    const runs = codes.map((code) => (code.suspends ? () => Completion.Normal : code.run));
    return plain((frame) => {
      for (const run of runs) {
        const completion = run(frame);
        if (completion !== Completion.Normal) return completion;
      }
      return Completion.Normal;
    });
  }
  return suspending(function* (frame) {
    for (const code of codes) {
      const completion = code.suspends ? yield* code.steps(frame) : code.run(frame);
      if (completion !== Completion.Normal) return completion;
    }
    return Completion.Normal;
  });
}

const normal: Statements = plain(() => Completion.Normal);

function compileStatement(context: Context, node: Statement): Statements {
  switch (node.type) {
    case 'Expr':
      return effect(context.expression(node.value), () => undefined);
    case 'Assign': {
      const stores = node.targets.map((target) => compileStore(context, target));
      const [store] = stores;
      const value = context.expression(node.value);
      const [target] = node.targets;
      if (
        target?.type === 'Name' &&
        node.value.type === 'Constant' &&
        node.value.value.kind === 'none'
      ) {
        return plain(clearName(target.id, context.scope.access(target.id)));
      }
      const item =
        target?.type === 'Subscript' && stores.length === 1
          ? assignedItem(context, target, value)
          : null;
      if (item) return item;
      if (store && stores.length === 1) return effect(value, store);
      return effect(value, (frame, result) => {
        for (const each of stores) each(frame, result);
      });
    }
    case 'AugAssign':
      return augmentedAssignment(context, node);
    case 'AnnAssign':
      return annotatedAssignment(context, node);
    case 'Return': {
      const { site } = node;
      if (!node.value) {
        return plain((frame) => {
          machine.at = site;
          frame.returned = null;
          return Completion.Return;
        });
      }
      return effect(
        context.expression(node.value),
        (frame, value) => {
          machine.at = site;
          frame.returned = value;
        },
        Completion.Return,
      );
    }
    case 'If':
      return compileIf(context, node);
    case 'While':
      return compileWhile(context, node);
    case 'For':
      return compileFor(context, node);
    case 'With':
      return compileWith(context, node);
    case 'Try':
      return compileTry(context, node);
    case 'Raise':
      return compileRaise(context, node);
    case 'Assert':
      return compileAssert(context, node);
    case 'Delete': {
      const deletes = node.targets.map((target) => compileDelete(context, target));
      return plain((frame) => {
        for (const code of deletes) if (!code.suspends) code.run(frame);
        return Completion.Normal;
      });
    }
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
      return normal;
    case 'Break':
      return plain(() => Completion.Break);
    case 'Continue':
      return plain(() => Completion.Continue);
    case 'FunctionDef':
      return compileFunctionDef(context, node);
    case 'TypeAlias':
      return compileTypeAlias(context, node);
    case 'ClassDef':
      return compileClassDef(context, node);
    case 'Import':
      return compileImport(context, node);
    case 'ImportFrom':
      return compileImportFrom(context, node);
    case 'Match':
      return compileMatch(context, node);
    case 'Unsupported': {
      const text = l10n.t('{0} cannot be evaluated.', node.text.split('\n')[0]?.slice(0, 40) ?? '');
      return plain(() => {
        machine.at = node.site;
        machine.assume('unsupported', text);
        return Completion.Normal;
      });
    }
  }
}

/** Evaluates an expression, does something with its value, and ends as told. */
export function effect(
  code: Code,
  apply: (frame: Frame, value: Value) => void,
  completion = Completion.Normal,
): Statements {
  if (code.suspends) {
    return suspending(function* (frame) {
      apply(frame, yield* code.steps(frame));
      return completion;
    });
  }
  const { run } = code;
  return plain((frame) => {
    apply(frame, run(frame));
    return completion;
  });
}

function augmentedAssignment(
  context: Context,
  node: Statement & { type: 'AugAssign' },
): Statements {
  const { op, target } = node;
  const value = context.expression(node.value);
  switch (target.type) {
    case 'Subscript': {
      const parts = [target.value, target.slice].map((part) => context.expression(part));
      return augmentedPlace(parts, value, {
        load: ([object = null, key = null]) => getItem(object, key),
        store: ([object = null, key = null], result) => {
          setItem(object, key, result);
        },
        op,
      });
    }
    case 'Attribute': {
      const { attr } = target;
      return augmentedPlace([context.expression(target.value)], value, {
        load: ([object = null]) => getAttribute(object, attr),
        store: ([object = null], result) => {
          setAttribute(object, attr, result);
        },
        op,
      });
    }
    default:
      return effect(
        combine2(context.expression(target), value, (a, b) => augmented(op, a, b)),
        compileStore(context, target),
      );
  }
}

interface Place {
  readonly load: (operands: readonly Value[]) => Value;
  readonly store: (operands: readonly Value[], result: Value) => void;
  readonly op: string;
}

/** `object[key] += value`: the operands of the target are evaluated once, and it is read before the value is evaluated. */
function augmentedPlace(
  parts: readonly Code[],
  value: Code,
  { load, store, op }: Place,
): Statements {
  const codes = [...parts, value];
  if (codes.some(({ suspends }) => suspends)) {
    return suspending(function* (frame) {
      const operands: Value[] = [];
      for (const part of parts) operands.push(yield* step(part, frame));
      const before = load(operands);
      store(operands, augmented(op, before, yield* step(value, frame)));
      return Completion.Normal;
    });
  }
  const runs = parts.map(runOf);
  const run = runOf(value);
  return plain((frame) => {
    const operands = runs.map((part) => part(frame));
    const before = load(operands);
    store(operands, augmented(op, before, run(frame)));
    return Completion.Normal;
  });
}

/** `object[key] = value` where the target gives up control: after the value, as all targets are evaluated. */
function assignedItem(
  context: Context,
  target: Expression & { type: 'Subscript' },
  value: Code,
): Statements | null {
  const object = context.expression(target.value);
  const key = context.expression(target.slice);
  if (!object.suspends && !key.suspends) return null;
  return suspending(function* (frame) {
    const result = yield* step(value, frame);
    const collection = yield* step(object, frame);
    setItem(collection, yield* step(key, frame), result);
    return Completion.Normal;
  });
}

function annotatedAssignment(
  context: Context,
  node: Statement & { type: 'AnnAssign' },
): Statements {
  const { annotation, target } = node;
  const note = (frame: Frame): void => {
    if (target.type !== 'Name' || !frame.names) return;
    if (annotation.type !== 'Constant' || annotation.value.kind !== 'str') return;
    const known = frame.names.get('__annotations__');
    const annotations = known instanceof PyDict ? known : new PyDict();
    frame.names.set('__annotations__', annotations);
    annotations.set(target.id, target.id, annotation.value.value);
  };
  if (!node.value) {
    return plain((frame) => {
      note(frame);
      return Completion.Normal;
    });
  }
  const store = compileStore(context, target);
  return effect(context.expression(node.value), (frame, value) => {
    note(frame);
    store(frame, value);
  });
}

/** Whether a block is an error path: it ends by raising, so an unknown condition is taken not to lead there. */
function isErrorPath(body: readonly Statement[]): boolean {
  return body.at(-1)?.type === 'Raise';
}

function compileIf(context: Context, node: Statement & { type: 'If' }): Statements {
  const test = context.expression(node.test);
  const body = context.block(node.body);
  const orelse = node.orelse.length > 0 ? context.block(node.orelse) : normal;
  const decide = branchDecision(context.whileLoop, node, !isErrorPath(node.body));
  if (!test.suspends && !body.suspends && !orelse.suspends) {
    return plain((frame) => (decide(test.run(frame), frame) ? body.run(frame) : orelse.run(frame)));
  }
  return suspending(function* (frame) {
    const value = test.suspends ? yield* test.steps(frame) : test.run(frame);
    const branch = decide(value, frame) ? body : orelse;
    return branch.suspends ? yield* branch.steps(frame) : branch.run(frame);
  });
}

function compileFor(context: Context, node: Statement & { type: 'For' }): Statements {
  const iterable = context.expression(node.iter);
  const store = compileStore(context, node.target);
  const { whileLoop } = context;
  const body = context.loopBody(node.body, whileLoop && { ...whileLoop, breaks: false });
  const orelse = node.orelse.length > 0 ? context.block(node.orelse) : normal;
  // Nobody else can hold what a call gives straight to the loop: it is dropped when the loop is left.
  if (node.isAsync) return asyncFor(context, node, { iterable, store, body, orelse });
  const temporary = node.iter.type === 'Call' || node.iter.type === 'GeneratorExp';
  const { site } = node.iter;
  const drop = (value: Value): void => {
    if (temporary && value instanceof PyGenerator) close(value);
  };
  if (!iterable.suspends && !body.suspends && !orelse.suspends) {
    return plain((frame) => {
      const value = iterable.run(frame);
      if (value instanceof Unknown) machine.at = site;
      const iterator = iterate(value);
      for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
        machine.step();
        store(frame, item);
        let completion: Completion;
        try {
          completion = body.run(frame);
        } catch (thrown) {
          if (thrown instanceof Raised) drop(value);
          throw thrown;
        }
        if (completion === Completion.Break || completion === Completion.Return) {
          drop(value);
          return completion === Completion.Break ? Completion.Normal : completion;
        }
      }
      return orelse.run(frame);
    });
  }
  return suspending(function* (frame) {
    const value = yield* step(iterable, frame);
    if (value instanceof Unknown) machine.at = site;
    const iterator = iterate(value);
    for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
      machine.step();
      store(frame, item);
      let completion: Completion;
      try {
        completion = body.suspends ? yield* body.steps(frame) : body.run(frame);
      } catch (thrown) {
        if (thrown instanceof Raised) drop(value);
        throw thrown;
      }
      if (completion === Completion.Break || completion === Completion.Return) {
        drop(value);
        return completion === Completion.Break ? Completion.Normal : completion;
      }
    }
    return yield* step(orelse, frame);
  });
}

interface Loop {
  readonly iterable: Code;
  readonly store: (frame: Frame, value: Value) => void;
  readonly body: Statements;
  readonly orelse: Statements;
}

function asyncFor(
  context: Context,
  node: Statement & { type: 'For' },
  { iterable, store, body, orelse }: Loop,
): Statements {
  const into = context.text(node.target.site);
  const point = context.point('async for', node.site, node.iter, into);
  return suspending(function* (frame) {
    const iterator = asyncIterator(yield* step(iterable, frame));
    frame.iterating.push(iterator);
    const drop = (): void => {
      frame.iterating.pop();
      released([iterator], frame);
    };
    for (;;) {
      machine.step();
      const item = yield* asyncNext(frame, iterator, point);
      if (item === undefined) break;
      store(frame, item);
      let completion: Completion;
      try {
        completion = body.suspends ? yield* body.steps(frame) : body.run(frame);
      } catch (thrown) {
        if (thrown instanceof Raised) drop();
        throw thrown;
      }
      if (completion === Completion.Break || completion === Completion.Return) {
        drop();
        return completion === Completion.Break ? Completion.Normal : completion;
      }
    }
    return yield* step(orelse, frame);
  });
}

function compileRaise(context: Context, node: Statement & { type: 'Raise' }): Statements {
  const { site } = node;
  if (!node.exc) {
    return plain(() => {
      machine.at = site;
      if (!machine.handling) raise('RuntimeError', 'No active exception to reraise');
      throw new Raised(machine.handling);
    });
  }
  const cause = node.cause ? context.expression(node.cause) : null;
  return effect(
    combine2(context.expression(node.exc), cause ?? plain(() => null), (exc, from) => {
      machine.at = site;
      const exception = exceptionOf(exc);
      exception.line ??= site.line;
      if (cause) {
        exception.cause = from === null ? null : exceptionOf(from);
        exception.suppressContext = true;
      }
      if (machine.handling && machine.handling !== exception) exception.context = machine.handling;
      throw new Raised(exception);
    }),
    () => undefined,
  );
}

/** What `raise value` raises: an exception, an instance of its class, or a TypeError. */
function exceptionOf(value: Value): PyException {
  if (value instanceof PyException) return value;
  if (value instanceof PyClass && value.isSubclassOf(baseException)) {
    const made = call(value, []);
    if (made instanceof PyException) return made;
  }
  if (value instanceof Unknown) return makeException('Exception', String(value));
  return makeException('TypeError', 'exceptions must derive from BaseException');
}

function compileAssert(context: Context, node: Statement & { type: 'Assert' }): Statements {
  const message = node.msg ? context.expression(node.msg) : null;
  const { site } = node;
  const test = context.expression(node.test);
  if (message?.suspends) {
    return suspending(function* (frame) {
      const value = yield* step(test, frame);
      machine.at = site;
      if (truthAt(node.test.site, value)) return Completion.Normal;
      return raise('AssertionError', yield* step(message, frame));
    });
  }
  return effect(test, (frame, value) => {
    machine.at = site;
    if (truthAt(node.test.site, value)) return;
    if (!message) raise('AssertionError');
    raise('AssertionError', message.run(frame));
  });
}
