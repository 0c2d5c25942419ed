import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import type { Site, Value } from '../value';
import { isKnown } from '../value';
import { nameOfParameter } from './bindings';
import type { JavaScriptParts } from './parts';

/**
 * The fixtures that a test runner hands to tests, where the program defines them itself: `test.extend<Fixtures>({ … })`, and
 * what the test was extended with before.
 */

/** What a fixture gives that the call which made a test defines; null where it does not. */
export function fixtureOf(javascript: JavaScriptParts, made: Site, name: string): Value | null {
  if (!definesFixtures(javascript, made)) return null;
  const types = made.node.childForFieldName('type_arguments');
  for (const type of types ? partsOf(types) : []) {
    const fixtures = javascript.at(type).annotated(type.text, type.startIndex);
    const typed = javascript.property(fixtures, name);
    if (isKnown(typed)) return typed;
  }
  const record = javascript.argument(made, 0);
  const value = record && fixtureIn(javascript, javascript.evaluate(record, made.frame), name);
  if (value) return value;
  const before = made.node.childForFieldName('function')?.childForFieldName('object');
  const test = before && javascript.evaluate(before, made.frame);
  return test?.kind === 'instance' && test.made ? fixtureOf(javascript, test.made, name) : null;
}

/** Whether it is a call that defines fixtures. */
function definesFixtures(javascript: JavaScriptParts, { node, frame }: Site): boolean {
  const callee = node.type === 'call_expression' ? node.childForFieldName('function') : null;
  const target = callee && javascript.evaluate(callee, frame);
  return (
    target?.kind === 'reference' &&
    javascript.catalog.find(target.name)?.entry.definesFixtures === true
  );
}

/** The call that made the test which a function is given to, or a hook of it; undefined where that has no fixtures but its library's. */
export function fixturesAround(
  javascript: JavaScriptParts,
  target: Value,
  call: SyntaxNode | null,
): Site | undefined {
  const own = call && { node: call, frame: null };
  if (own && definesFixtures(javascript, own)) return own;
  const test = target.kind === 'reference' ? target.on : target;
  return test?.kind === 'instance' ? test.made : undefined;
}

/** What a function of an object of fixtures hands on: `use(page)` in `async ({ … }, use) => …`; it may be first in an array. */
function fixtureIn(javascript: JavaScriptParts, fixtures: Value, name: string): Value | null {
  const written = javascript.property(fixtures, name);
  const fixture = written.kind === 'list' ? written.elements?.[0] : written;
  const node =
    fixture?.kind === 'function' ? fixture.home.source.functionNode(fixture.function) : null;
  if (!node) return isKnown(written) && written.kind !== 'list' ? written : null;
  const home = javascript.at(node);
  const given = [...callsOf(home, nameOfParameter(node, 1), node)];
  const value = either(given.map((one) => home.evaluate(one, null)));
  return isKnown(value) ? value : null;
}

/** What is given to a parameter of a function, wherever the function calls it. */
function* callsOf(
  { source }: JavaScriptParts,
  name: string,
  { startIndex: start, endIndex: end }: SyntaxNode,
): Generator<SyntaxNode> {
  if (name === '') return;
  for (const offset of source.occurrences(name, { start, end })) {
    const word = source.nodeAt({ start: offset, end: offset + name.length });
    const call = word?.parent?.type === 'call_expression' ? word.parent : null;
    const list = call?.childForFieldName('arguments');
    const [first] =
      call?.childForFieldName('function')?.id === word?.id && list ? partsOf(list) : [];
    if (first) yield first;
  }
}
