import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { eachOf } from '../either';
import type { Frame, Site, Value } from '../value';
import { isKnown, isPending, never, tooDeep, unknown } from '../value';
import { argumentsOf } from './arguments';
import { builtinCall } from './builtins';
import { hasOwnBehaviour, isAwaitable, libraryBase } from './classes';
import { collectionMethod } from './collections';
import { keptByCall } from './kept';
import type { PythonParts } from './parts';

/** Functions that run a coroutine to its end and give its result. */
const runners = /^asyncio\.(?:run|Runner\.run|\w*EventLoop\.run_until_complete)$/;

/** What `typing.cast`, `functools.update_wrapper`, the `result()` of a task, an iterator’s `__aiter__()` and `asyncio.run()` hand on; null for other calls. */
function passedOn(
  python: PythonParts,
  { name, on }: Extract<Value, { kind: 'reference' }>,
  site: Site,
): Value | null {
  if (name === 'typing.cast') {
    const type = python.argument(site, 0);
    const typed = type && python.annotated(type.text, type.startIndex);
    const node = python.argument(site, 1);
    const value = node && python.evaluate(node, site.frame);
    // What a function does says more than its type.
    return typed && isKnown(typed) && value?.kind !== 'function' ? typed : value;
  }
  if (name === 'functools.update_wrapper') {
    const wrapper = python.argument(site, 0);
    return wrapper && python.evaluate(wrapper, site.frame);
  }
  if (runners.test(name)) {
    const run = python.argument(site, 0);
    return run && python.awaited(python.evaluate(run, site.frame));
  }
  if (name === 'collections.abc.AsyncGenerator.__aiter__' && on) return on;
  const isResult = name === 'asyncio.Task.result' || name === 'asyncio.Future.result';
  return isResult && on?.kind === 'instance' && on.of ? python.awaited(on) : null;
}

/** What a call gives, when it is not awaited. */
export function valueOfCall(python: PythonParts, node: SyntaxNode, frame: Frame | null): Value {
  const callee = node.childForFieldName('function');
  if (!callee) return unknown(l10n.t('the code is incomplete'));
  const site: Site = { node, frame };
  return eachOf(python.evaluateCallee(callee, frame), (target) => called(python, target, site));
}

/** The call of a `functools.partial`, which has arguments already. */
function filledIn(python: PythonParts, partial: Site, site: Site): Site {
  const { positional, named } = argumentsOf(python, partial.node);
  return {
    ...site,
    bound: {
      positional: [...positional.slice(1), ...(site.bound?.positional ?? [])],
      named: new Map([...named, ...(site.bound?.named ?? [])]),
    },
  };
}

const asgiApplication = 'asgiref.typing.ASGI3Application.__call__';

/** What calling something gives as an ASGI application is called, with a scope, and what receives its events; else it is unknown. */
function calledAsAsgi(python: PythonParts, site: Site, because: string): Value {
  const receive = python.argument(site, 1, 'receive');
  const isTold = receive?.text === 'receive' && python.argument(site, 2, 'send') !== null;
  const value = isTold ? python.evaluate(receive, site.frame) : null;
  return value?.kind === 'instance' && value.type === 'asgiref.typing.ASGIReceiveCallable'
    ? python.libraryCall(asgiApplication, site, undefined)
    : unknown(because);
}

/** What calling a value gives. */
export function called(python: PythonParts, target: Value, site: Site): Value {
  switch (target.kind) {
    case 'reference':
      if (target.on?.kind === 'list') return collectionMethod(python, target.name, target.on);
      if (target.on && isPending(target.on)) return target.on;
      return (
        builtinCall(python, target.name, site) ??
        passedOn(python, target, site) ??
        keptByCall(python, target, site) ??
        python.libraryCall(target.name, site, target.on)
      );
    case 'function': {
      const inner = python.frame(target, site, target.on ?? null);
      return inner ? inner.home.invoked(inner) : unknown(tooDeep());
    }
    case 'class': {
      const library = libraryBase(python, target.class);
      return library !== null && !hasOwnBehaviour(python, target.class)
        ? { kind: 'instance', type: library }
        : {
            kind: 'object',
            class: target.class,
            ...(!target.orBelow && { exact: true }),
            ...(isAwaitable(python, target.class) && { made: site }),
          };
    }
    case 'instance': {
      const method = `${target.type}.__call__`;
      return python.catalog.find(method)
        ? python.libraryCall(method, site, target)
        : calledAsAsgi(python, site, l10n.t('what calling a {0} gives is not known', target.type));
    }
    case 'object': {
      const method = python.classMember(target.class, '__call__', target);
      if (method.kind === 'reference') return called(python, method, site);
      const inner = method.kind === 'function' ? python.frame(method, site, target) : null;
      return inner
        ? inner.home.invoked(inner)
        : unknown(
            l10n.t('what calling an object of class {0} gives is not known', target.class.name),
          );
    }
    case 'call': {
      const isPartial = /^functools\.partial(?:method)?$/.test(target.name);
      const of = isPartial ? python.argument(target.site, 0) : null;
      if (of) {
        const function_ = python.evaluate(of, target.site.frame);
        const { on } = target;
        const method = on && function_.kind === 'function' ? { ...function_, on } : function_;
        return called(python, method, filledIn(python, target.site, site));
      }
      // What `wraps(function)` gives decorates the function that stands in for that one.
      const wrapper = target.name === 'functools.wraps' ? python.argument(site, 0) : null;
      if (wrapper) return python.evaluate(wrapper, site.frame);
      // SQLAlchemy's sessionmaker(engine, class_=AsyncSession) makes objects of the class that it is given.
      const made =
        target.name === 'sqlalchemy.orm.sessionmaker'
          ? python.argument(target.site, null, 'class_')
          : null;
      return made
        ? called(python, python.evaluate(made, target.site.frame), site)
        : calledAsAsgi(python, site, l10n.t('what the call returns is not known'));
    }
    case 'callable':
      return target.returns;
    case 'unknown':
      return calledAsAsgi(python, site, target.because);
    case 'plain':
      return (target.absent ? never : unknown)(l10n.t('what the call returns is not known'));
    default:
      return unknown(l10n.t('what the call returns is not known'));
  }
}
