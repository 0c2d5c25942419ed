import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Catalog } from '../../catalog/catalog';
import type { Entry } from '../../catalog/schema';
import { Evaluator } from '../evaluator';
import type { Program, WrittenTogether } from '../evaluator';
import type { Source } from '../source';
import type { TypeText } from '../typeText';
import { readType } from '../typeText';
import type { Arguments, Call, ClassInfo, Frame, Site, Value } from '../value';
import { isKnown, isWhollyKnown, plain, unknown } from '../value';
import { argumentsOf, givenFor, receiverOf, takesArguments } from './arguments';
import { alternatives, mappedArray, valueOfArray } from './arrays';
import { awaitedValue, isAwaitable } from './awaiting';
import type { Bound } from '../bindings';
import type { JavaScriptBinding } from './bindings';
import { JavaScriptBindings } from './bindings';
import { valueOfCall, valueOfNew } from './calls';
import { classMadeBy, valueOfSuper, valueOfThis } from './classes';
import { numberOf } from './constants';
import { findExports, valueOfExport } from './exports';
import { guardedMember, narrowed } from './guards';
import { isFromBefore, maybeSettled } from './kept';
import { anyMember, memberOfClass, valueOfProperty } from './members';
import { boundValue, valueOfName } from './names';
import type { Exports, JavaScriptParts, TypeArguments, TypePlace } from './parts';
import { invoked, resultOf, returnedValue, yielded } from './returns';
import { givesSame } from './sameCalls';
import { writtenTogether } from './together';
import { valueOfAnnotation, valueOfAssertion, valueOfType } from './types';

/** What expressions of a JavaScript or TypeScript file are: tells the forms apart, and leaves each to its part. */
export class JavaScriptEvaluator extends Evaluator implements JavaScriptParts {
  readonly bindings: JavaScriptBindings;
  readonly askedFor = new Set<string>();
  readonly parameters = new Map<number, Value>();
  readonly named = new Map<string, readonly Bound<JavaScriptBinding>[]>();
  readonly guarded = new Map<string, Value | null>();
  readonly typesInReading = new Set<number>();
  private readonly types = new Map<string, readonly TypeText[]>();
  private exportStatements: Exports | undefined;

  constructor(source: Source, catalog: Catalog, program: Program) {
    super(source, catalog, program);
    this.bindings = new JavaScriptBindings(source);
  }

  protected evaluateNode(node: SyntaxNode, frame: Frame | null): Value {
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return valueOfName(this, node.text, node.startIndex, frame);
      case 'undefined':
      case 'null':
        return { kind: 'plain', node, absent: true };
      case 'this':
        return valueOfThis(this, node.startIndex, frame);
      case 'super':
        return valueOfSuper(this, node.startIndex);
      case 'member_expression': {
        const object = node.childForFieldName('object');
        const name = node.childForFieldName('property')?.text ?? '';
        if (object?.text === 'module' && name === 'exports') return { kind: 'module', home: this };
        if (!object) return plain;
        const value = this.property(this.evaluate(object, frame), name);
        const isTold = isWhollyKnown(value) && value.kind !== 'shape';
        const guarded = isTold ? null : guardedMember(this, node);
        return guarded ? narrowed(this, value, guarded, (one) => !isKnown(one)) : value;
      }
      case 'subscript_expression': {
        const object = this.field(node, 'object', frame);
        const index = node.childForFieldName('index');
        if (object.kind === 'list') return this.unpacked(object, [Number(index?.text) || 0]);
        if (index?.type === 'string') return this.property(object, index.text.slice(1, -1));
        if (object.kind === 'instance' && index?.text === 'Symbol.asyncDispose')
          return this.property(object, '[Symbol.asyncDispose]');
        // A symbol in a variable, as libraries name what is theirs alone.
        if (
          index &&
          (object.kind === 'object' || object.kind === 'class' || object.kind === 'record')
        ) {
          const own = this.property(object, `[${index.text}]`);
          return isKnown(own) || object.kind !== 'record'
            ? own
            : anyMember(this.at(object.node), object.node, object.frame);
        }
        return unknown(l10n.t('it is taken out of a collection whose elements are not known'));
      }
      case 'call_expression':
        return valueOfCall(this, node, frame);
      case 'new_expression':
        return valueOfNew(this, node, frame);
      case 'await_expression':
        return this.awaited(this.first(node, frame));
      case 'parenthesized_expression':
      case 'non_null_expression':
        return this.first(node, frame);
      case 'as_expression':
      case 'satisfies_expression':
      case 'type_assertion':
        return valueOfAssertion(this, node, frame);
      case 'ternary_expression':
        return alternatives(this, ['consequence', 'alternative'], node, frame);
      case 'binary_expression': {
        const operator = node.childForFieldName('operator')?.type ?? '';
        if (!['??', '||', '&&'].includes(operator)) return { kind: 'plain', node, absent: false };
        if (operator === '&&') return alternatives(this, ['right'], node, frame);
        const left = node.childForFieldName('left');
        const value = alternatives(this, ['left', 'right'], node, frame);
        const isKept = left && isAwaitable(value) && isFromBefore(this, left);
        return isKept && isAwaitable(this.evaluate(left, frame)) ? maybeSettled(value) : value;
      }
      case 'assignment_expression':
        return this.field(node, 'right', frame);
      case 'augmented_assignment_expression': {
        const value = alternatives(this, ['left', 'right'], node, frame);
        const keeps = /^(?:\?\?|\|\|)=$/.test(node.childForFieldName('operator')?.text ?? '');
        return keeps ? maybeSettled(value) : value;
      }
      case 'sequence_expression': {
        const last = node.lastNamedChild;
        return last ? this.evaluate(last, frame) : plain;
      }
      case 'array':
        return valueOfArray(this, node, frame);
      case 'object':
        return { kind: 'record', node, frame };
      case 'arrow_function':
      case 'function_expression':
      case 'generator_function': {
        const index = this.source.functionOf(node);
        if (index === null) return plain;
        return { kind: 'function', home: this, function: index, ...(frame && { outer: frame }) };
      }
      case 'class': {
        const info = this.bindings.classes.find(({ node: own }) => own.id === node.id);
        if (!info) return plain;
        return { kind: 'class', class: frame ? classMadeBy(frame, info) : info };
      }
      case 'string':
      case 'template_string':
      case 'number':
      case 'true':
      case 'false':
      case 'regex':
      case 'unary_expression':
      case 'update_expression':
        return {
          kind: 'plain',
          node,
          absent: node.type === 'unary_expression' && node.text.startsWith('void'),
        };
      default:
        return unknown(l10n.t('it is computed where the code runs'));
    }
  }

  /** What a part of an expression is. */
  private field(node: SyntaxNode, name: string, frame: Frame | null): Value {
    const child = node.childForFieldName(name);
    return child ? this.evaluate(child, frame) : unknown(l10n.t('the code is incomplete'));
  }

  /** What an expression is that stands in brackets, or behind a word. */
  private first(node: SyntaxNode, frame: Frame | null): Value {
    const child = node.namedChild(0);
    return child ? this.evaluate(child, frame) : plain;
  }

  readType(text: string): readonly TypeText[] {
    let read = this.types.get(text);
    if (!read) this.types.set(text, (read = readType(text)));
    return read;
  }

  nestedType(type: TypeText, place: TypePlace): Value {
    return this.nested(() => valueOfType(this, type, place, 0));
  }

  annotated(text: string, offset: number, given?: TypeArguments): Value {
    return this.nested(() => valueOfAnnotation(this, text, { offset, given }));
  }

  override at(node: SyntaxNode): JavaScriptEvaluator {
    const home = super.at(node);
    return home instanceof JavaScriptEvaluator ? home : this;
  }

  definedAt(offset: number): Value {
    const name = this.source.wordAt(offset);
    const bound = this.bindings.of(name).find((one) => one.offset === offset);
    return bound ? boundValue(this, bound, null) : unknown(l10n.t('{0} is not in that file', name));
  }

  get exports(): Exports {
    this.exportStatements ??= findExports(this);
    return this.exportStatements;
  }

  protected findExport(name: string): Value {
    return valueOfExport(this, name);
  }

  protected ownMember(info: ClassInfo, name: string, on: Value | null): Value {
    return memberOfClass(this, info, name, on);
  }

  property(value: Value, name: string): Value {
    return valueOfProperty(this, value, name);
  }

  invoked(frame: Frame): Value {
    return invoked(this, frame);
  }

  yielded(frame: Frame): Value {
    return yielded(this, frame);
  }

  resultOf(frame: Frame): Value {
    return resultOf(this, frame);
  }

  returned(frame: Frame): Value {
    return returnedValue(this, frame);
  }

  awaited(value: Value): Value {
    return awaitedValue(this, value);
  }

  awaitables(_entry: Entry, site: Site): Value {
    const first = this.argument(site, 0);
    if (!first) return plain;
    const value = this.evaluate(first, site.frame);
    return isKnown(value) ? value : (mappedArray(this.at(first), first, site.frame) ?? value);
  }

  writtenTogether(_entry: Entry, site: Site): WrittenTogether | null {
    return writtenTogether(this, site);
  }

  protected ownConstant(node: SyntaxNode, frame: Frame | null): number | null {
    return numberOf(this, node, frame);
  }

  protected readArguments(call: SyntaxNode): Arguments {
    return argumentsOf(call);
  }

  receiver(call: SyntaxNode): SyntaxNode | null {
    return receiverOf(call);
  }

  override givesSame(one: Site, other: Site): boolean {
    return givesSame(this, one, other);
  }

  protected takesArguments(call: Call): boolean {
    return takesArguments(this, call);
  }

  protected ownGivenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null {
    return givenFor(this, node, frame);
  }
}
