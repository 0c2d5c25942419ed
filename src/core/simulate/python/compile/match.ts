import { PyDict, PyList, PyTuple, dictClass } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Completion } from '../objects/functions';
import type { Code, Frame } from '../objects/functions';
import { PyClass, isInstance } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { findAttribute } from '../operations/attributes';
import { equal } from '../operations/compare';
import { dictGet, dictSet } from '../operations/hash';
import { str } from '../operations/repr';
import { truth } from '../operations/truth';
import type { Pattern, Statement } from '../syntax/ast';
import { plain, step, unlessSuspending } from './code';
import type { Context } from './context';
import { storeName } from './names';

/** Whether a value matches; captures are stored as they are met. */
type Matcher = (frame: Frame, value: Value) => boolean;

export function compileMatch(
  context: Context,
  node: Statement & { type: 'Match' },
): Code<Completion> {
  const subject = context.expression(node.subject);
  const cases = node.cases.map(({ pattern, guard, body }) => ({
    matcher: compilePattern(context, pattern),
    guard: guard ? context.expression(guard) : plain<Value>(() => true),
    body: context.block(body),
  }));
  const inner = [subject, ...cases.flatMap(({ guard, body }) => [guard, body])];
  return unlessSuspending<Completion>(inner, function* (frame): Steps<Completion> {
    const value = yield* step(subject, frame);
    machine.at = node.subject.site;
    for (const { matcher, guard, body } of cases) {
      if (matcher(frame, value) && truth(yield* step(guard, frame)))
        return yield* step(body, frame);
    }
    return Completion.Normal;
  });
}

function compilePattern(context: Context, pattern: Pattern): Matcher {
  switch (pattern.type) {
    case 'MatchValue': {
      const code = context.expression(pattern.value);
      return (frame, value) => !code.suspends && equal(value, code.run(frame));
    }
    case 'MatchSingleton':
      return (_, value) => value === pattern.value;
    case 'MatchAs': {
      const inner = pattern.pattern && compilePattern(context, pattern.pattern);
      const store = storing(context, pattern.name);
      return (frame, value) => {
        if (inner && !inner(frame, value)) return false;
        store(frame, value);
        return true;
      };
    }
    case 'MatchOr': {
      const alternatives = pattern.patterns.map((inner) => compilePattern(context, inner));
      return (frame, value) => alternatives.some((matcher) => matcher(frame, value));
    }
    case 'MatchSequence':
      return sequence(context, pattern.patterns);
    case 'MatchMapping':
      return mapping(context, pattern);
    case 'MatchClass':
      return classPattern(context, pattern);
    case 'MatchStar':
      return () => false;
  }
}

function storing(context: Context, name: string | null): (frame: Frame, value: Value) => void {
  return name === null ? () => undefined : storeName(name, context.scope.access(name));
}

function sequence(context: Context, patterns: readonly Pattern[]): Matcher {
  const star = patterns.findIndex(({ type }) => type === 'MatchStar');
  const starred = patterns[star];
  const rest = storing(context, starred?.type === 'MatchStar' ? starred.name : null);
  const matchers = patterns.map((inner) => compilePattern(context, inner));
  return (frame, value) => {
    if (!(value instanceof PyList || value instanceof PyTuple)) return false;
    const { items } = value;
    const extra = items.length - matchers.length;
    if (star < 0 ? extra !== 0 : extra < -1) return false;
    return matchers.every((matcher, index) => {
      if (index === star) {
        rest(frame, new PyList(items.slice(star, star + extra + 1)));
        return true;
      }
      return matcher(frame, items[star >= 0 && index > star ? index + extra : index] ?? null);
    });
  };
}

function mapping(context: Context, pattern: Pattern & { type: 'MatchMapping' }): Matcher {
  const keys = pattern.keys.map((key) => context.expression(key));
  const matchers = pattern.patterns.map((inner) => compilePattern(context, inner));
  const store = storing(context, pattern.rest);
  return (frame, value) => {
    if (!(value instanceof PyDict)) return false;
    const used: Value[] = [];
    for (const [index, code] of keys.entries()) {
      if (code.suspends) return false;
      const key = code.run(frame);
      const item = dictGet(value, key);
      if (item === undefined || !matchers[index]?.(frame, item)) return false;
      used.push(key);
    }
    if (pattern.rest !== null) {
      const rest = new PyDict(dictClass);
      for (const { key, value: item } of value.entries.values()) {
        if (!used.some((other) => equal(other, key))) dictSet(rest, key, item);
      }
      store(frame, rest);
    }
    return true;
  };
}

/** Classes whose one positional pattern is matched against the whole value. */
const selfMatching = new Set(
  'bool bytearray bytes dict float frozenset int list set str tuple'.split(' '),
);

function classPattern(context: Context, pattern: Pattern & { type: 'MatchClass' }): Matcher {
  const code = context.expression(pattern.cls);
  const matchers = pattern.patterns.map((inner) => compilePattern(context, inner));
  const keywords = pattern.keywords.map(({ name, pattern: inner }) => ({
    name,
    matcher: compilePattern(context, inner),
  }));
  const attribute = (frame: Frame, value: Value, name: string, matcher: Matcher): boolean => {
    const found = findAttribute(value, name);
    return found !== undefined && matcher(frame, found);
  };
  return (frame, value) => {
    const cls = code.suspends ? null : code.run(frame);
    if (cls instanceof Unknown) return true;
    if (!(cls instanceof PyClass)) raise('TypeError', 'called match pattern must be a class');
    if (!isInstance(value, cls)) return false;
    const [only] = matchers;
    if (only && selfMatching.has(cls.name) && matchers.length === 1) {
      if (!only(frame, value)) return false;
    } else if (matchers.length > 0) {
      const names = findAttribute(cls, '__match_args__');
      const places = names instanceof PyTuple ? names.items : [];
      if (places.length < matchers.length) {
        raise(
          'TypeError',
          `${cls.name}() accepts ${places.length} positional sub-patterns (${matchers.length} given)`,
        );
      }
      const all = matchers.every((matcher, index) =>
        attribute(frame, value, str(places[index] ?? ''), matcher),
      );
      if (!all) return false;
    }
    return keywords.every(({ name, matcher }) => attribute(frame, value, name, matcher));
  };
}
