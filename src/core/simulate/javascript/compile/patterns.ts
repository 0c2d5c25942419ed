import type { Expression, Pattern, PatternElement } from '../ast';
import { getElement, getProperty, setElement, setProperty } from '../values/access';
import { toKey } from '../values/convert';
import { describe } from '../values/describe';
import { closeQuietly, iterate } from '../values/iterate';
import type { PropertyKey, Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Scope, Steps } from './code';
import { GeneratorReturn } from './code';
import type { Compiler, Writer } from './context';
import { compileKey } from './keys';
import { privateSlot } from './members';
import { copyProperties } from './properties';
import { destructuredText, iterableText } from './source_text';
import { compileWrite } from './variables';

function plainWriter(run: (scope: Scope, value: Value) => void): Writer {
  return {
    run,

    *steps(scope, value) {
      run(scope, value);
    },
  };
}

/** Written once, as steps; plain if none of its parts suspends. */
function flowWriter(
  parts: readonly { readonly run: unknown }[],
  steps: (scope: Scope, value: Value) => Steps<void>,
): Writer {
  if (parts.some((part) => part.run === null)) return { run: null, steps };
  return {
    steps,
    run: (scope, value) => {
      steps(scope, value).next();
    },
  };
}

export function* write(writer: Writer, scope: Scope, value: Value): Steps<void> {
  if (writer.run) writer.run(scope, value);
  else yield* writer.steps(scope, value);
}

/** `source`: where the value comes from, and `nested`: whether from a pattern around it, for the errors of what cannot be taken apart. */
export function compileWriter(
  compiler: Compiler,
  pattern: Pattern,
  declaring: boolean,
  source: Expression | null = null,
  nested = false,
): Writer {
  switch (pattern.type) {
    case 'identifier':
      return plainWriter(compileWrite(compiler, pattern.name, declaring));
    case 'arrayPattern':
      return arrayWriter(compiler, pattern, declaring, source);
    case 'objectPattern':
      return objectWriter(compiler, pattern, declaring, { source, nested });
    case 'member':
      return memberWriter(compiler, pattern);
    default:
      return plainWriter(() => undefined);
  }
}

function memberWriter(compiler: Compiler, pattern: Extract<Pattern, { type: 'member' }>): Writer {
  const { realm, strict } = compiler;
  const object = compiler.expression(pattern.object);
  const { key } = pattern;
  if (key.type === 'private') {
    const slot = privateSlot(compiler, key.name);
    return flowWriter([object], function* (scope, value) {
      slot.set(scope, object.run ? object.run(scope) : yield* object.steps(scope), value);
    });
  }
  if (key.type === 'name') {
    return flowWriter([object], function* (scope, value) {
      setProperty(
        realm,
        object.run ? object.run(scope) : yield* object.steps(scope),
        key.name,
        value,
        strict,
      );
    });
  }
  const index = compiler.expression(key.expression);
  return flowWriter([object, index], function* (scope, value) {
    const target = object.run ? object.run(scope) : yield* object.steps(scope);
    setElement(
      realm,
      target,
      index.run ? index.run(scope) : yield* index.steps(scope),
      value,
      strict,
    );
  });
}

/** An element with its default, which stands in for undefined. */
function elementWriter(compiler: Compiler, element: PatternElement, declaring: boolean): Writer {
  const target = compileWriter(compiler, element.target, declaring, null, true);
  if (!element.initial) return target;
  const initial = compiler.expression(element.initial);
  return flowWriter([target, initial], function* (scope, value) {
    const given =
      value !== undefined ? value : initial.run ? initial.run(scope) : yield* initial.steps(scope);
    yield* write(target, scope, given);
  });
}

function arrayWriter(
  compiler: Compiler,
  pattern: Extract<Pattern, { type: 'arrayPattern' }>,
  declaring: boolean,
  source: Expression | null,
): Writer {
  const { realm } = compiler;
  const elements = pattern.elements.map(
    (element) => element && elementWriter(compiler, element, declaring),
  );
  const isLiteral = source?.type === 'literal';
  const what =
    source && ['identifier', 'object', 'await'].includes(source.type)
      ? iterableText(source)
      : undefined;
  const rest = pattern.rest && compileWriter(compiler, pattern.rest, declaring);
  const parts = [...elements, rest].filter((part) => part !== null);
  return flowWriter(parts, function* (scope, value) {
    if (value instanceof Unknown) {
      for (const [n, element] of elements.entries())
        if (element) yield* write(element, scope, value.member(String(n)));
      if (rest) yield* write(rest, scope, new Unknown(`...${value.name}`));
      return;
    }
    const iteration = iterate(realm, value, what ?? (isLiteral ? describe(value) : undefined));
    let open = true;
    try {
      for (const element of elements) {
        open &&= iteration.next();
        if (element) yield* write(element, scope, open ? iteration.value : undefined);
      }
      if (rest) {
        const items: Value[] = [];
        while (open && (open = iteration.next())) items.push(iteration.value);
        yield* write(rest, scope, realm.array(items));
      }
    } catch (error) {
      if (open && error instanceof GeneratorReturn) iteration.close();
      else if (open) closeQuietly(realm, iteration, error);
      throw error;
    }
    if (open) iteration.close();
  });
}

function objectWriter(
  compiler: Compiler,
  pattern: Extract<Pattern, { type: 'objectPattern' }>,
  declaring: boolean,
  { source, nested }: { readonly source: Expression | null; readonly nested: boolean },
): Writer {
  const { realm } = compiler;
  const what = source && source.type !== 'literal' ? destructuredText(source) : undefined;
  const properties = pattern.properties.map(({ key, element }) => ({
    name: key.type === 'computed' ? null : key.name,
    key: compileKey(compiler, key),
    element: elementWriter(compiler, element, declaring),
  }));
  const rest = pattern.rest && compileWriter(compiler, pattern.rest, declaring);
  const parts = [
    ...properties.flatMap(({ key, element }) => [key, element]),
    ...(rest ? [rest] : []),
  ];
  return flowWriter(parts, function* (scope, value) {
    if (value === undefined || value === null) {
      const [first] = properties;
      if (nested && typeof first?.name === 'string')
        throw typeError(`Cannot read properties of ${String(value)} (reading '${first.name}')`);
      throw typeError(
        typeof first?.name === 'string'
          ? `Cannot destructure property '${first.name}' of '${what ?? String(value)}' as it is ${String(value)}.`
          : `Cannot destructure '${what ?? String(value)}' as it is ${String(value)}.`,
      );
    }
    const taken = new Set<PropertyKey>();
    for (const { key, element } of properties) {
      const name = key.run ? key.run(scope) : yield* key.steps(scope);
      taken.add(toKey(name));
      yield* write(
        element,
        scope,
        typeof name === 'string' || typeof name === 'symbol'
          ? getProperty(realm, value, name)
          : getElement(realm, value, name),
      );
    }
    if (!rest) return;
    if (value instanceof Unknown) {
      yield* write(rest, scope, new Unknown(`...${value.name}`));
      return;
    }
    const others = realm.object();
    if (value instanceof JSObject) copyProperties(value, others, taken);
    yield* write(rest, scope, others);
  });
}
