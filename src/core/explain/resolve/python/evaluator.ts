import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Catalog } from '../../catalog/catalog';
import type { Entry } from '../../catalog/schema';
import type { Bound } from '../bindings';
import { eachOf } from '../either';
import { Evaluator } from '../evaluator';
import type { Program, WrittenTogether } from '../evaluator';
import type { Source } from '../source';
import type { Arguments, Call, ClassInfo, Frame, Site, Value } from '../value';
import { isPending, plain, unknown } from '../value';
import { argumentsOf, givenFor, receiverOf, takesArguments } from './arguments';
import { alternatives, oneOf } from './alternatives';
import { awaitedValue } from './awaiting';
import type { PythonBinding } from './bindings';
import { PythonBindings } from './bindings';
import { called, valueOfCall } from './calls';
import {
  awaitablesOf,
  plainText,
  valueOfCollection,
  valueOfComprehension,
  valueOfDictionary,
} from './collections';
import { numberOf } from './constants';
import { keptItem } from './kept';
import { memberOfClass, valueOfAttribute, valueOfProperty } from './members';
import { nameOfModule } from './modules';
import { boundValue, isOptionalName, valueOfExport, valueOfName, withStandIns } from './names';
import type { PythonParts } from './parts';
import { hasEagerTasks } from './eager';
import { invoked, resultOf, returnedValue, yielded } from './returns';
import { writtenTogether } from './together';
import { valueOfAnnotation } from './types';

/** What expressions of a Python file are: tells the forms apart, and leaves each to its part. */
export class PythonEvaluator extends Evaluator implements PythonParts {
  readonly bindings: PythonBindings;
  private readonly settled = new Map<Bound<PythonBinding>, Value>();

  constructor(source: Source, catalog: Catalog, program: Program) {
    super(source, catalog, program);
    this.bindings = new PythonBindings(source);
  }

  protected evaluateNode(node: SyntaxNode, frame: Frame | null): Value {
    switch (node.type) {
      case 'identifier':
        return valueOfName(this, node.text, node.startIndex, frame);
      case 'attribute':
        return valueOfAttribute(this, node, this.field(node, 'object', frame));
      case 'call':
        return valueOfCall(this, node, frame);
      case 'await': {
        const operand = node.namedChild(0);
        return operand ? this.awaited(this.evaluate(operand, frame)) : plain;
      }
      case 'parenthesized_expression': {
        const inner = node.namedChild(0);
        return inner ? this.evaluate(inner, frame) : plain;
      }
      case 'named_expression':
        return this.field(node, 'value', frame);
      case 'conditional_expression':
        return alternatives(this, [node.namedChild(0), node.namedChild(2)], frame);
      case 'boolean_operator': {
        // What `and` gives without its right side is false, and so nothing that anybody awaits.
        const right = this.field(node, 'right', frame);
        if (node.childForFieldName('operator')?.type === 'and') return right;
        const left = node.childForFieldName('left');
        const values = [this.field(node, 'left', frame), right];
        return left && isOptionalName(this, left) ? withStandIns(values) : oneOf(values);
      }
      case 'subscript': {
        const value = this.field(node, 'value', frame);
        const subscript = node.childForFieldName('subscript');
        const index = Number(subscript?.text);
        // An alias of a type: `Handler = Callable[[Request], Awaitable[Response]]`.
        if (value.kind === 'reference' && /^(?:typing|collections\.abc)\./.test(value.name)) {
          return { kind: 'type', node };
        }
        // `Command[T]` is Command; what `sys.modules[name]` is, nobody knows.
        if (value.kind === 'class') return value;
        if (value.kind === 'reference') {
          // So is `create_memory_object_stream[int]` what is called without a type.
          return /(?:^builtins\.|(?:^|\.)[A-Z])\w*$/.test(value.name) ||
            this.catalog.find(value.name)
            ? value
            : unknown(l10n.t('what {0} holds is only known where the code runs', value.name));
        }
        return eachOf(value, (one) => {
          const kept =
            one.kind === 'instance' && subscript ? keptItem(this, one.type, subscript) : null;
          if (kept) return kept;
          // `client['shop']` of MongoDB is what `client.shop` is.
          const type = one.kind === 'instance' ? this.catalog.attribute(`${one.type}.*`) : null;
          if (type !== null) return this.typed(type, undefined);
          if (isPending(one)) return one;
          if (one.kind !== 'list')
            return unknown(l10n.t('it is taken out of a collection whose elements are not known'));
          const keyed = subscript?.type === 'string' ? one.keys?.get(plainText(subscript)) : null;
          return keyed ?? this.unpacked(one, [Number.isInteger(index) ? index : -1]);
        });
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return valueOfCollection(this, node, frame);
      case 'dictionary':
        return valueOfDictionary(this, node, frame);
      case 'dictionary_comprehension':
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return valueOfComprehension(this, node, frame);
      case 'none':
        return { kind: 'plain', node, absent: true };
      case 'string':
      case 'concatenated_string':
      case 'integer':
      case 'float':
      case 'true':
      case 'false':
      case 'comparison_operator':
      case 'not_operator':
        return { kind: 'plain', node, absent: false };
      case 'lambda': {
        const index = this.source.functionOf(node);
        return index === null ? plain : { kind: 'function', home: this, function: index };
      }
      case 'type':
        return { kind: 'type', node };
      case 'yield':
        return unknown(l10n.t('it is what the generator’s consumer sends'));
      default:
        return unknown(l10n.t('it is computed where the code runs'));
    }
  }

  /** What a part of an expression is. */
  private field(node: SyntaxNode, name: string, frame: Frame | null): Value {
    const child = node.childForFieldName(name);
    return child ? this.evaluate(child, frame) : unknown(l10n.t('the code is incomplete'));
  }

  called(target: Value, site: Site): Value {
    return eachOf(target, (one) => called(this, one, site));
  }

  settle(bound: Bound<PythonBinding>, find: () => Value): Value {
    return this.once(this.settled, bound, find);
  }

  annotated(text: string, offset: number): Value {
    return this.nested(() => valueOfAnnotation(this, text, offset));
  }

  override get moduleName(): string {
    return nameOfModule(this);
  }

  override at(node: SyntaxNode): PythonEvaluator {
    const home = super.at(node);
    return home instanceof PythonEvaluator ? home : this;
  }

  definedAt(offset: number): Value {
    const name = this.source.wordAt(offset);
    const bound = this.bindings.of(name).find((one) => one.offset === offset);
    return bound ? boundValue(this, bound, null) : unknown(l10n.t('{0} is not in that file', name));
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

  awaitables(entry: Entry, site: Site): Value {
    return awaitablesOf(this, entry, site);
  }

  writtenTogether({ awaitables }: Entry, site: Site): WrittenTogether | null {
    return writtenTogether(site, awaitables === 'elements');
  }

  override startsTasksAtOnce(): boolean {
    return hasEagerTasks(this.source);
  }

  protected ownConstant(node: SyntaxNode, frame: Frame | null): number | null {
    return numberOf(this, node, frame);
  }

  protected readArguments(call: SyntaxNode): Arguments {
    return argumentsOf(this, call);
  }

  receiver(call: SyntaxNode): SyntaxNode | null {
    return receiverOf(call);
  }

  protected takesArguments(call: Call): boolean {
    return takesArguments(this, call);
  }

  protected ownGivenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null {
    return givenFor(this, node, frame);
  }
}
