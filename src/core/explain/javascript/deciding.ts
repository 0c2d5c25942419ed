import type { SyntaxNode } from '../../syntax/document';
import { partIndex, partsOf } from '../../syntax/nodes';
import { alternativesOf } from '../resolve/either';
import { givesOfGiven } from '../resolve/javascript/calls';
import type { JavaScriptParts } from '../resolve/javascript/parts';
import type { FunctionRef } from '../resolve/value';

/** A name: any other node that has its letters is a text, or the name of a member. */
const names = /^(?:shorthand_property_)?identifier$/;

/** Expressions that give what a part of them gives. */
const passing = /^(?:parenthesized|as|satisfies|non_null|ternary|binary)_expression$/;

/** Operators that give one of their operands. */
const choosing = /^(?:\?\?|\|\||&&)$/;

/** Expressions that make a number or text of what they are given. */
const measuring = /^(?:(?:unary|update)_expression|template_substitution|computed_property_name)$/;

/** Statements that look at a value, or throw it. */
const dropping = /^(?:if|while|do|switch|throw|expression)_statement$/;

/** The methods of promises, generators and functions; what is asked for another is an object. */
const methods = /^(?:then|catch|finally|next|return|throw|call|apply|bind)$/;

/** With more functions than that to look through, a parameter is taken for one that decides. */
const mostAsked = 40;

/** A name, and the stretch of a file in which its uses are looked at. */
interface Named {
  readonly home: JavaScriptParts;
  readonly name: string;
  readonly stretch: SyntaxNode;
}

/**
 * Which parameters decide what is waited for: those that are awaited, called, returned or kept, or handed to a function that
 * does one of these. The code alone says so, where what calls give for a parameter may be long to find. What is not clear
 * may decide.
 */
export class Deciding {
  /** What was found of the parameters of functions, by `keyOf`. */
  private readonly known = new Map<string, boolean>();

  constructor(private readonly evaluator: JavaScriptParts) {}

  /** Whether a name may decide what an expression that is awaited gives. */
  in(name: string, stretch: SyntaxNode): boolean {
    const asked = new Set<string>();
    if (this.decides({ home: this.evaluator, name, stretch }, asked)) return true;
    for (const key of asked) this.known.set(key, false);
    return false;
  }

  private decides(named: Named, asked: Set<string>): boolean {
    const { home, name, stretch } = named;
    const { startIndex: start, endIndex: end } = stretch;
    return home.source.occurrences(name, { start, end }).some((offset) => {
      const use = home.source.nodeAt({ start: offset, end: offset + name.length });
      return use !== null && names.test(use.type) && this.isDeciding(use, named, asked);
    });
  }

  /** Whether what an expression gives goes on to where it is awaited or called, or may be. */
  private isDeciding(node: SyntaxNode, named: Named, asked: Set<string>): boolean {
    const { parent } = node;
    if (!parent || node.id === named.stretch.id) return true;
    const is = (field: string) => parent.childForFieldName(field)?.id === node.id;
    if (measuring.test(parent.type) || dropping.test(parent.type)) return false;
    switch (parent.type) {
      case 'member_expression':
        return is('object') && methods.test(parent.childForFieldName('property')?.text ?? '');
      case 'subscript_expression':
        return is('object') && parent.parent?.childForFieldName('function')?.id === parent.id;
      case 'required_parameter':
      case 'optional_parameter':
        return is('value');
      case 'spread_element':
        // What is spread among arguments is not followed to the parameters that it is for.
        return !/^(?:arguments|object)$/.test(parent.parent?.type ?? '');
      case 'arguments':
        return this.isHandedOn(parent, node, named.home, asked);
      case 'ternary_expression':
        return !is('condition') && this.isDeciding(parent, named, asked);
      case 'binary_expression':
        return (
          choosing.test(parent.childForFieldName('operator')?.type ?? '') &&
          this.isDeciding(parent, named, asked)
        );
      default:
        return !passing.test(parent.type) || this.isDeciding(parent, named, asked);
    }
  }

  /** Whether an argument of a call may decide what that gives. */
  private isHandedOn(
    list: SyntaxNode,
    argument: SyntaxNode,
    home: JavaScriptParts,
    asked: Set<string>,
  ): boolean {
    const call = list.parent;
    const made = call?.childForFieldName('constructor');
    const callee = made ?? call?.childForFieldName('function');
    if (!callee || callee.type === 'super' || callee.type === 'import') return true;
    const { budget } = home.program;
    const { cuts } = budget;
    const target = home.evaluate(callee, null);
    if (budget.cuts !== cuts) return true;
    const position = partIndex(list, argument);
    return alternativesOf(target).some((one) =>
      made
        ? !/^(?:class|unknown)$/.test(one.kind)
        : one.kind === 'reference'
          ? givesOfGiven(home, one)
          : one.kind === 'function' && this.isDecidedBy(one, position, asked),
    );
  }

  /** Whether one of its parameters may decide what a call of a function gives. */
  private isDecidedBy(target: FunctionRef, position: number, asked: Set<string>): boolean {
    const key = keyOf(target, position);
    // A function that comes back to itself decides by it only where another use does.
    const known = asked.has(key) ? false : this.known.get(key);
    if (known !== undefined) return known;
    if (asked.size >= mostAsked) return true;
    asked.add(key);
    const decides = this.decidesInside(target, position, asked);
    if (decides) this.known.set(key, true);
    return decides;
  }

  private decidesInside(
    { home: { source }, function: index }: FunctionRef,
    position: number,
    asked: Set<string>,
  ): boolean {
    const home = this.evaluator.at(source.document.root);
    const stretch = source.functionNode(index);
    const list = stretch?.childForFieldName('parameters');
    if (!stretch || !list) return true;
    const extent = { start: stretch.startIndex, end: stretch.endIndex };
    if (source.hasWord(['arguments'], extent)) return true;
    const pattern = partsOf(list)[position]?.childForFieldName('pattern');
    // What is taken apart is an object, and no function or promise; what comes among the rest is not followed.
    return (
      pattern?.type === 'identifier' && this.decides({ home, name: pattern.text, stretch }, asked)
    );
  }
}

function keyOf({ home, function: index }: FunctionRef, position: number): string {
  return [home.source.path ?? '', index, position].join(' ');
}
