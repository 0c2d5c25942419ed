import * as l10n from '@vscode/l10n';
import type { TypeText } from '../typeText';
import { readType } from '../typeText';
import type { Value } from '../value';
import { isKnown, plain, unknown } from '../value';
import { oneOf } from './alternatives';
import { argumentsOf } from './arguments';
import { isTask } from './awaiting';
import { classOf } from './classes';
import { valueOfName } from './names';
import type { PythonParts } from './parts';

/** Types that stand for a collection of their first argument. */
const collections =
  /^(?:typing\.)?(?:[Ll]ist|[Tt]uple|[Ss]et|[Ff]rozen[Ss]et|Sequence|Iterable|Iterator|Collection|[Dd]eque|MutableSequence)$/;
const mappings = /^(?:typing\.)?(?:[Dd]ict|Mapping|MutableMapping|[Dd]efault[Dd]ict)$/;
const awaitableTypes =
  /^(?:typing\.|types\.|collections\.abc\.|asyncio\.)?(?:Awaitable|Coroutine|CoroutineType)$/;

const contextManager = 'contextlib.AbstractAsyncContextManager';

/** What an annotation says its name is. */
export function valueOfAnnotation(python: PythonParts, text: string, offset: number): Value {
  const types = readType(text.replace(/^->\s*/, ''));
  return types.length > 0
    ? oneOf(types.map((type) => valueOfType(python, type, offset)))
    : unknown(l10n.t('its annotation names no type that is known here'));
}

function valueOfType(python: PythonParts, type: TypeText, offset: number): Value {
  const inner = type.arguments.map((argument) => valueOfType(python, argument, offset));
  return valueOfNamedType(python, type.name, inner, offset);
}

function valueOfNamedType(
  python: PythonParts,
  name: string,
  inner: readonly Value[],
  offset = 0,
): Value {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (name === 'None') return { kind: 'plain', node: null, absent: true };
  if (/^(?:int|str|float|bool|bytes|complex)$/.test(name)) return plain;
  if (last === 'Self') {
    const around = python.bindings.classAround(offset);
    if (around) return { kind: 'object', class: around };
  }
  if (last === 'Union') return inner.length > 0 ? oneOf(inner) : plain;
  if (/^(?:Optional|Annotated|Final|ClassVar|Required|NotRequired)$/.test(last)) {
    return inner[0] ?? plain;
  }
  if (collections.test(last)) {
    return { kind: 'list', elements: null, element: inner[0] ?? unknownElement(), count: null };
  }
  if (mappings.test(last)) {
    return { kind: 'list', elements: null, element: inner[1] ?? unknownElement(), count: null };
  }
  if (last === 'Callable') {
    return {
      kind: 'callable',
      returns: inner.at(-1) ?? unknown(l10n.t('what it returns is not written')),
    };
  }
  if (/^(?:Abstract)?AsyncContextManager$/.test(last))
    return { kind: 'instance', type: contextManager, ...(inner[0] && { of: inner[0] }) };
  if (last === 'Any') return unknown(l10n.t('its type is Any, which may be anything'));
  if (awaitableTypes.test(last)) return { kind: 'promise', of: inner.at(-1) ?? unknownElement() };
  if (last === 'Type' || last === 'type') {
    const of = inner[0];
    if (of?.kind === 'object') return classOf(of);
    if (of?.kind === 'instance') return { kind: 'reference', name: of.type };
  }
  const dot = name.indexOf('.');
  let root = valueOfName(python, dot < 0 ? name : name.slice(0, dot), offset, null);
  if (root.kind === 'module' || root.kind === 'class') {
    for (const step of name.split('.').slice(1)) root = python.property(root, step);
  } else if (root.kind === 'reference' && dot >= 0) {
    root = { ...root, name: root.name + name.slice(dot) };
  }
  const bound = root.kind === 'unknown' && dot < 0 ? boundOfParameter(python, name, offset) : null;
  return bound ?? valueOfTypeObject(python, root, name, inner, offset);
}

/** What the bound, or each constraint, of a type parameter (PEP 695) says: `class Box[T: Worker]`; null where it has none. */
function boundOfParameter(python: PythonParts, name: string, offset: number): Value | null {
  const bounded = new RegExp(`^${name}\\s*:\\s*([^=]+)`);
  let node = python.source.nodeAt({ start: offset, end: offset });
  for (; node; node = node.parent) {
    const list = node.childForFieldName('type_parameters');
    for (const parameter of list?.namedChildren ?? []) {
      const bound = bounded.exec(parameter.text)?.[1];
      if (bound === undefined) continue;
      const either = bound
        .trim()
        .replace(/^\(|\)$/g, '')
        .replaceAll(',', ' |');
      return python.annotated(either, node.startIndex);
    }
  }
  return null;
}

/** What a type is, by what its name, as `root` has it, stands for. */
function valueOfTypeObject(
  python: PythonParts,
  root: Value,
  name: string,
  inner: readonly Value[],
  offset: number,
): Value {
  // Defined once for type checkers and once for the run, or as a stand-in for what cannot be imported.
  if (root.kind === 'either') {
    const all = root.of.map((one) => valueOfTypeObject(python, one, name, inner, offset));
    const known = all.filter(isKnown);
    return oneOf(known.length > 0 ? known : all);
  }
  if (root.kind === 'class') return { kind: 'object', class: root.class };
  if (root.kind === 'type') {
    const here = python.at(root.node);
    return here.annotated(root.node.text, root.node.startIndex);
  }
  // `T = TypeVar('T', bound=Worker)` stands for a Worker; `Handler = Union[A, B]` for one of these.
  if (root.kind === 'call' && /^typing(?:_extensions)?\.(?:TypeVar|NewType)$/.test(root.name)) {
    const bound =
      python.argument(root.site, null, 'bound') ??
      (root.name.endsWith('NewType') ? python.argument(root.site, 1) : null);
    if (bound) return python.at(bound).annotated(bound.text, bound.startIndex);
    // `T = TypeVar('T', Worker, Server)` stands for one of them.
    const constraints = argumentsOf(python, root.site.node).positional.slice(1);
    if (constraints.length > 0)
      return oneOf(constraints.map((one) => python.at(one).annotated(one.text, one.startIndex)));
  }
  if (root.kind !== 'reference') return unknown(l10n.t('the type {0} is not known here', name));
  const full = python.catalog.canonical(root.name);
  const of = inner[0] && isTask(full) ? promiseOf(inner[0]) : inner[0];
  if (/^(?:typing|collections\.abc|types)\./.test(full)) {
    const alias = full.slice(full.lastIndexOf('.') + 1);
    if (/^Async(?:Iterator|Iterable|Generator)$/.test(alias)) {
      return { kind: 'instance', type: 'collections.abc.AsyncGenerator', ...(of && { of }) };
    }
    if (alias !== name) return valueOfNamedType(python, alias, inner, offset);
  }
  // What a context variable holds is what its get() gives, as that of a collection of one.
  if (full === 'contextvars.ContextVar' && of) {
    return { kind: 'list', elements: null, element: of, count: 1 };
  }
  return python.catalog.isClass(full)
    ? { kind: 'instance', type: full, ...(of && { of }) }
    : unknown(l10n.t('the type {0} is not known here', full));
}

function promiseOf(of: Value): Value {
  return { kind: 'promise', of };
}

function unknownElement(): Value {
  return unknown(l10n.t('the type of its elements is not written'));
}
