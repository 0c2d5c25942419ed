import type { SyntaxNode } from '../../../syntax/document';
import type { TypeName } from '../../catalog/schema';
import type { Source } from '../source';
import { remembered } from '../source';
import type { ClassInfo, Value } from '../value';
import { resolutionOrder } from './classes';
import { plainText } from './collections';
import { decoratorNodes } from './decorators';
import type { PythonParts } from './parts';

/**
 * What a library passes to a function of the program's: one that its decorator takes, that it is given by name, or that
 * overrides a method of its class. The catalog says what; null where it does not.
 */
export function handedByLibrary(
  python: PythonParts,
  index: number,
  position: number,
  owner: ClassInfo | null,
): Value | null {
  const type =
    overriding(python, index, owner)?.[position] ??
    decorating(python, index)?.[position] ??
    (owner ? null : entryPoint(python, index))?.[position] ??
    givenByName(python, index)?.[position] ??
    ofServer(python, index, position);
  return type === undefined ? null : python.typed(type, undefined);
}

type Passed = readonly TypeName[] | null;

function nameOf({ source }: PythonParts, index: number): string {
  return source.localName(index).replace(/^.*\./, '');
}

/** What the library passes to the method that one has in the place of its own. */
function overriding(python: PythonParts, index: number, owner: ClassInfo | null): Passed {
  if (!owner) return null;
  for (const ancestor of resolutionOrder(python, owner)) {
    const passed =
      typeof ancestor === 'string'
        ? python.catalog.handed(`${ancestor}.${nameOf(python, index)}`)
        : null;
    if (passed) return passed;
  }
  return null;
}

/**
 * What it passes to functions with a decorator: the same to all, as `@bot.command()` does, or what belongs to a name, as
 * `@bot.event` and `@bot.listen('on_message')` do.
 */
function decorating(python: PythonParts, index: number): Passed {
  for (const decorator of decoratorNodes(python, index)) {
    const isCall = decorator.type === 'call';
    const callee = isCall ? decorator.childForFieldName('function') : decorator;
    const target = callee && python.evaluate(callee, null);
    if (target?.kind !== 'reference') continue;
    const given = isCall ? python.argument({ node: decorator, frame: null }, 0, 'name') : null;
    const name = given?.type === 'string' ? plainText(given) : nameOf(python, index);
    const passed =
      python.catalog.handed(target.name) ??
      python.catalog.handed(target.name.replace(/[^.]+$/, name));
    if (passed) return passed;
  }
  return null;
}

/** What it passes to a function of the module that it looks for by name, as discord.py does for `setup(bot)` of an extension. */
function entryPoint(python: PythonParts, index: number): Passed {
  if (python.source.suspensions.functions[index]?.parent !== null) return null;
  for (const module of importedModules(python.source)) {
    const passed = python.catalog.handed(`${module}.${nameOf(python, index)}`);
    if (passed) return passed;
  }
  return null;
}

const importedModules = remembered((source: Source) =>
  [...source.text.matchAll(/^(?:from|import)[ \t]+([\w.]+)/gm)].map(([, module = '']) => module),
);

/** An ASGI server calls applications with these: the specification names them so, and so do all. */
const asgi: Readonly<Record<string, TypeName>> = {
  receive: 'asgiref.typing.ASGIReceiveCallable',
  send: 'asgiref.typing.ASGISendCallable',
};

function ofServer({ source }: PythonParts, index: number, position: number): TypeName | undefined {
  const signature = source.functionNode(index)?.childForFieldName('parameters')?.text ?? '';
  const names = signature.match(/\w+(?=\s*[:,)=])/g)?.filter((name) => name !== 'self') ?? [];
  return names.slice(0, 3).join() === 'scope,receive,send'
    ? asgi[names[position] ?? '']
    : undefined;
}

/** What it passes to a function that is an argument of a call: `app.router.add_get('/', handle)`. */
function givenByName(python: PythonParts, index: number): Passed {
  const { source } = python;
  const name = nameOf(python, index);
  for (const offset of source.occurrences(name, source.whole)) {
    const after = source.nextSolid(offset + name.length);
    if (after !== ',' && after !== ')') continue;
    const word = source.nodeAt({ start: offset, end: offset + name.length });
    const given = word?.parent?.type === 'attribute' ? word.parent : word;
    const callee = given && calleeOfCall(given);
    if (!given || !callee) continue;
    const target = python.evaluate(callee, null);
    const passed = target.kind === 'reference' ? python.catalog.handed(target.name) : null;
    if (!passed) continue;
    const called = python.evaluate(given, null);
    if (called.kind === 'function' && called.home === python && called.function === index)
      return passed;
  }
  return null;
}

/** What is called with an expression among its arguments. */
function calleeOfCall(argument: SyntaxNode): SyntaxNode | null {
  const { parent } = argument;
  const list = parent?.type === 'keyword_argument' ? parent.parent : parent;
  return list?.type === 'argument_list'
    ? (list.parent?.childForFieldName('function') ?? null)
    : null;
}
