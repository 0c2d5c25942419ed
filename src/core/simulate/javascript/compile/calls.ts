import * as l10n from '@vscode/l10n';
import type { CallExpression, Expression } from '../ast';
import { assumeCallback } from '../external';
import { getElement, getProperty } from '../values/access';
import { isCallable, toText } from '../values/convert';
import { describe } from '../values/describe';
import { assumedElements } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { referenceError, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code, Scope, Steps } from './code';
import { combine1, flow, plain, uninitialized } from './code';
import { printed } from './source_text';
import type { Compiler } from './context';
import { scopeAt } from './context';
import { initializeFields } from './fields';
import { compileList } from './literals';
import { compileSuperMember, optional, privateSlot } from './members';
import { compileRead } from './variables';

type Node<T extends Expression['type']> = Extract<Expression, { type: T }>;

/** What is called, and with which `this`. */
interface Callee {
  readonly parts: readonly Code[];
  readonly resolve: (scope: Scope) => Steps<{ readonly target: Value; readonly self: Value }>;
}

function compileCallee(compiler: Compiler, callee: Expression, isOptional: boolean): Callee {
  const { realm } = compiler;
  if (callee.type === 'superMember') {
    const method = optional(compileSuperMember(compiler, callee), isOptional);
    const self = compileRead(compiler, { name: 'this', place: null });
    return {
      parts: [method],
      *resolve(scope) {
        return {
          target: method.run ? method.run(scope) : yield* method.steps(scope),
          self: self.run?.(scope),
        };
      },
    };
  }
  if (callee.type === 'member') {
    const object = optional(compiler.expression(callee.object), callee.optional);
    const { key, place } = callee;
    const slot = key.type === 'private' ? privateSlot(compiler, key.name) : null;
    const index =
      key.type === 'computed' ? compiler.expression(key.expression) : plain(() => undefined);
    const name = key.type === 'name' ? key.name : null;
    // A `?.` after the member asks whether the method is there.
    let value: Value;
    const checked = optional(
      plain(() => value),
      isOptional,
    );
    return {
      parts: [object, index],
      *resolve(scope) {
        const self = object.run ? object.run(scope) : yield* object.steps(scope);
        const at = index.run ? index.run(scope) : yield* index.steps(scope);
        realm.context.place = place;
        const target = slot
          ? slot.get(scope, self)
          : name !== null
            ? getProperty(realm, self, name)
            : getElement(realm, self, at);
        if (isOptional) {
          value = target;
          checked.run?.(scope);
        }
        return { target, self };
      },
    };
  }
  const code = optional(compiler.expression(callee), isOptional);
  return {
    parts: [code],
    *resolve(scope) {
      return { target: code.run ? code.run(scope) : yield* code.steps(scope), self: undefined };
    },
  };
}

/** Array methods that, on an unknown, are applied to some assumed elements: their callbacks are what users look at. */
const eachMethods = new Set(
  'map forEach filter flatMap reduce find findIndex some every toSorted sort'.split(' '),
);

export function compileCall(compiler: Compiler, node: CallExpression): Code {
  const { realm } = compiler;
  const { context } = realm;
  const { place, callee } = node;
  const args = compileList(compiler, node.arguments, true);
  const perform = (target: Value, self: Value, values: Value[]): Value => {
    context.place = place;
    if (isCallable(target)) return target.call(self, values);
    if (target instanceof Unknown) {
      if (
        self instanceof Unknown &&
        callee.type === 'member' &&
        callee.key.type === 'name' &&
        eachMethods.has(callee.key.name) &&
        isCallable(values[0])
      ) {
        const elements = realm.array(assumedElements(realm, self));
        return realm.call(elements.get(callee.key.name), elements, values);
      }
      return assumeCallback(realm, target, values);
    }
    // A walkthrough that starts at a function has not seen what set its surroundings up.
    if (realm.lenient && target === undefined && callee.type === 'member')
      return assumeCallback(realm, new Unknown(printed(callee)), values);
    throw typeError(`${printed(callee)} is not a function`);
  };
  // The two shapes that nearly all calls have, without a generator.
  if (callee.type === 'identifier' && !node.optional && args.run) {
    const read = compiler.expression(callee).run;
    const { run } = args;
    if (read) return plain((scope) => perform(read(scope), undefined, run(scope)));
  }
  if (
    callee.type === 'member' &&
    !node.optional &&
    !callee.optional &&
    callee.key.type === 'name' &&
    args.run
  ) {
    const object = compiler.expression(callee.object).run;
    const { run } = args;
    const { name } = callee.key;
    if (object) {
      return plain((scope) => {
        const self = object(scope);
        if (self === undefined || self === null) context.place = callee.place;
        const target = getProperty(realm, self, name);
        return perform(target, self, run(scope));
      });
    }
  }
  const resolved = compileCallee(compiler, callee, node.optional);
  return flow([...resolved.parts, args], function* (scope) {
    const { target, self } = yield* resolved.resolve(scope);
    return perform(target, self, args.run ? args.run(scope) : yield* args.steps(scope));
  });
}

export function compileNew(compiler: Compiler, node: Node<'new'>): Code {
  const { realm } = compiler;
  const callee = compiler.expression(node.callee);
  const args = compileList(compiler, node.arguments, true);
  return flow([callee, args], function* (scope) {
    const target = callee.run ? callee.run(scope) : yield* callee.steps(scope);
    const values = args.run ? args.run(scope) : yield* args.steps(scope);
    realm.context.place = node.place;
    if (target instanceof Unknown) return new Unknown(`new ${target.name}`, undefined, 'object');
    if (!isCallable(target) || !target.isConstructor)
      throw typeError(`${printed(node.callee)} is not a constructor`);
    return target.construct(values, target);
  });
}

export function compileSuperCall(compiler: Compiler, node: Node<'superCall'>): Code {
  const { realm } = compiler;
  const args = compileList(compiler, node.arguments, true);
  const self = compiler.scope.resolve('this');
  const newTarget = compileRead(compiler, { name: 'new.target', place: null });
  const active = compileRead(compiler, { name: '%class', place: null });
  return flow([args], function* (scope) {
    const values = args.run ? args.run(scope) : yield* args.steps(scope);
    const constructor = active.run?.(scope);
    const target = newTarget.run?.(scope);
    const parent = constructor instanceof JSObject ? constructor.proto : null;
    realm.context.place = node.place;
    if (!isCallable(parent) || !parent.isConstructor) {
      throw typeError(
        `Super constructor ${parent && parent !== realm.functionPrototype ? describe(parent) : 'null'} of ${classText(constructor)} is not a constructor`,
      );
    }
    const made = parent.construct(values, isCallable(target) ? target : parent);
    if (self) {
      const { slots } = scopeAt(scope, self.hops);
      if (slots[self.binding.index] !== uninitialized)
        throw referenceError('Super constructor may only be called once');
      slots[self.binding.index] = made;
    }
    if (constructor instanceof JSObject) initializeFields(constructor, made);
    return made;
  });
}

function classText(constructor: Value): string {
  const name = constructor instanceof JSObject ? constructor.get('name') : '';
  return typeof name === 'string' && name !== '' ? name : 'anonymous class';
}

export function compileTaggedTemplate(compiler: Compiler, node: Node<'taggedTemplate'>): Code {
  const { realm } = compiler;
  const { cooked, raw, expressions } = node.parts;
  const callee = compileCallee(compiler, node.tag, false);
  const values = compileList(compiler, expressions);
  // The same object each time the same place runs (GetTemplateObject).
  let strings: Value;
  return flow([...callee.parts, values], function* (scope) {
    const { target, self } = yield* callee.resolve(scope);
    const list = values.run ? values.run(scope) : yield* values.steps(scope);
    if (strings === undefined) {
      const template = realm.array([...cooked]);
      const rawTexts = realm.array([...raw]);
      rawTexts.freeze(false);
      template.hide('raw', rawTexts);
      template.freeze(false);
      template.freeze(false);
      strings = template;
    }
    realm.context.place = node.place;
    return realm.call(target, self, [strings, ...list], printed(node.tag));
  });
}

export function compileImportCall(compiler: Compiler, node: Node<'importCall'>): Code {
  const { realm, links } = compiler;
  return combine1(compiler.expression(node.source), (source) => {
    realm.context.place = node.place;
    const name = toText(source);
    const known = links.import(name);
    if (known instanceof Unknown) {
      return realm.external(l10n.t('The module {0}', name), () => known, {
        waitsFor: 'file',
        detail: name,
      });
    }
    return realm.promises.fulfilled(known);
  });
}
