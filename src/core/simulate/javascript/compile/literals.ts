import type { Argument, ObjectMember, TemplateParts } from '../ast';
import type { Realm } from '../realm';
import { getProperty } from '../values/access';
import { RegExpObject } from '../values/collections';
import { isCallable, toKey, toText, toTextOrUnknown } from '../values/convert';
import { describeWithType } from '../values/describe';
import { toList } from '../values/iterate';
import type { PropertyKey, Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code } from './code';
import { combine, combine1, flow, plain, Scope } from './code';
import type { Compiler } from './context';
import { compileKey } from './keys';
import { copyProperties, methodAdder, nameAfterKey } from './properties';
import { StaticScope } from './scope';
import { iterableText } from './source_text';

export function compileTemplate(compiler: Compiler, parts: TemplateParts): Code {
  const texts = parts.cooked.map((text) => text ?? '');
  const [first = ''] = texts;
  if (parts.expressions.length === 0) return plain(() => first);
  const expressions = parts.expressions.map((each) =>
    combine1(compiler.expression(each), toTextOrUnknown),
  );
  return combine(expressions, (values) => {
    let text = first;
    values.forEach((value, n) => {
      text += toText(value) + (texts[n + 1] ?? '');
    });
    return values.some((value) => value instanceof Unknown) ? Unknown.text(text) : text;
  });
}

export function compileRegExp(
  compiler: Compiler,
  node: { readonly pattern: string; readonly flags: string },
): Code {
  const { realm } = compiler;
  return plain(() =>
    new RegExpObject(realm.prototype('RegExp'), new RegExp(node.pattern, node.flags)).hide(
      'lastIndex',
      0,
    ),
  );
}

/** V8 has words of its own for the last argument of a call. */
function checkSpread(realm: Realm, value: Value, text: string | undefined): void {
  if (value instanceof Unknown) return;
  if (value === undefined || value === null) {
    const what = text ?? describeWithType(value);
    throw typeError(`${what} is not iterable (cannot read property ${String(value)})`);
  }
  if (!isCallable(getProperty(realm, value, Symbol.iterator)))
    throw typeError('Spread syntax requires ...iterable[Symbol.iterator] to be a function');
}

/** Arguments or elements with their spreads flattened: one list, in order. */
export function compileList(
  compiler: Compiler,
  nodes: readonly (Argument | null)[],
  inCall = false,
): Code<Value[]> {
  const { realm } = compiler;
  const codes = nodes.map((node) =>
    node === null ? null : compiler.expression(node.type === 'spread' ? node.argument : node),
  );
  const spreads = nodes.map((node) => node?.type === 'spread');
  const texts = nodes.map((node) =>
    node?.type === 'spread' ? iterableText(node.argument) : undefined,
  );
  const runs = codes.map((code) => code?.run);
  const simple = !spreads.includes(true) && runs.every((run) => typeof run === 'function');
  if (simple) {
    return plain((scope) => {
      const values = new Array<Value>(runs.length);
      for (let n = 0; n < runs.length; n++) values[n] = runs[n]?.(scope);
      return values;
    });
  }
  return flow(
    codes.filter((code) => code !== null),
    function* (scope) {
      const values: Value[] = [];
      for (const [n, code] of codes.entries()) {
        if (code === null) {
          values.length++;
          continue;
        }
        const value = code.run ? code.run(scope) : yield* code.steps(scope);
        if (spreads[n]) {
          if (inCall && n === codes.length - 1) checkSpread(realm, value, texts[n]);
          values.push(...toList(realm, value, texts[n]));
        } else values.push(value);
      }
      return values;
    },
  );
}

export function compileArray(compiler: Compiler, elements: readonly (Argument | null)[]): Code {
  const { realm } = compiler;
  const list = compileList(compiler, elements);
  const { run } = list;
  if (run) return plain((scope) => realm.array(run(scope)));
  return flow([list], function* (scope) {
    return realm.array(yield* list.steps(scope));
  });
}

function usesSuper(member: ObjectMember): boolean {
  return member.type === 'method' && member.function.source.includes('super');
}

export function compileObject(compiler: Compiler, members: readonly ObjectMember[]): Code {
  const { realm } = compiler;
  // Methods that say `super` need to know which object they were written in.
  const home = members.some(usesSuper) ? new StaticScope(compiler.scope, null) : null;
  home?.declare('%home', 'internal');
  const compileAll = () => members.map((member) => compileObjectMember(compiler, member));
  const codes = home ? compiler.within(home, compileAll) : compileAll();
  const parts = codes.flatMap(({ key, value }) => [key, value]);
  return flow(parts, function* (outer) {
    const object = realm.object();
    const scope = home ? new Scope([object], outer) : outer;
    for (const { key, value, add } of codes) {
      const name = key.run ? key.run(scope) : yield* key.steps(scope);
      add(object, toKey(name), value.run ? value.run(scope) : yield* value.steps(scope));
    }
    return object;
  });
}

interface MemberCode {
  readonly key: Code;
  readonly value: Code;
  readonly add: (object: JSObject, key: PropertyKey, value: Value) => void;
}

function compileObjectMember(compiler: Compiler, member: ObjectMember): MemberCode {
  if (member.type === 'spread') {
    return {
      key: plain(() => ''),
      value: compiler.expression(member.argument),
      add: (object, _key, value) => {
        if (value instanceof JSObject) copyProperties(value, object);
        else if (typeof value === 'string')
          [...value].forEach((char, n) => object.put(String(n), char));
        else if (value instanceof Unknown) object.put(`...${value.text}`, value);
      },
    };
  }
  const key = compileKey(compiler, member.key);
  if (member.type === 'pair') {
    const computed = member.key.type === 'computed';
    const setsPrototype = member.key.type === 'name' && member.key.name === '__proto__';
    return {
      key,
      value: compiler.expression(member.value),
      add: (object, name, value) => {
        if (computed) nameAfterKey(value, name);
        if (setsPrototype) {
          if (value instanceof JSObject || value === null) object.proto = value;
        } else object.put(name, value);
      },
    };
  }
  return {
    key,
    value: compiler.function(member.function),
    add: methodAdder(member.function.kind, true),
  };
}
