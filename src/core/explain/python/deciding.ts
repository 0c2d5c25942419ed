import type { SyntaxNode } from '../../syntax/document';
import type { Bound } from '../resolve/bindings';
import { alternativesOf } from '../resolve/either';
import { boundParameters } from '../resolve/python/arguments';
import type { PythonBinding } from '../resolve/python/bindings';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import type { Source } from '../resolve/source';
import type { FunctionRef, Value } from '../resolve/value';

/** Modules of the standard library whose functions may give what they are given, or an object made of it. */
const passing =
  /^(?:builtins|collections|contextlib|copy|functools|itertools|operator|random|typing|weakref)\./;

/** The argument of a call that has a name in it. */
interface Argument {
  readonly call: SyntaxNode;
  readonly node: SyntaxNode;
}

/** The parameters that decide what a function waits for; null while they are being found. */
type ParametersOf = (target: FunctionRef) => readonly Bound<PythonBinding>[] | null;

/**
 * Which names in what is awaited may decide what that waits for. Most are only in what a call is given, and decide nothing
 * where what is called is not known, or awaits nothing that is made of it; what calls give for them may be long to find.
 */
export class Deciding {
  constructor(
    private readonly python: PythonEvaluator,
    private readonly parametersOf: ParametersOf,
  ) {}

  /** Whether a name may decide what an expression that is awaited waits for. */
  in(name: string, expression: SyntaxNode): boolean {
    const { source } = this.python;
    const { startIndex: start, endIndex: end } = expression;
    return source.occurrences(name, { start, end }).some((offset) => {
      const use = source.nodeAt({ start: offset, end: offset + name.length });
      if (use?.type !== 'identifier' || isOtherName(use)) return false;
      const argument = argumentAround(use, expression);
      return !argument || this.isTaken(argument);
    });
  }

  /** Whether an argument may decide what its call waits for. */
  private isTaken(argument: Argument): boolean {
    const { python } = this;
    const callee = argument.call.childForFieldName('function');
    const { budget } = python.program;
    const { cuts } = budget;
    const target = callee && python.evaluate(callee, null);
    if (!target || budget.cuts !== cuts) return true;
    return alternativesOf(target).some((one) => this.isTakenBy(one, argument));
  }

  private isTakenBy(target: Value, argument: Argument): boolean {
    switch (target.kind) {
      case 'function': {
        const { source } = target.home;
        const isFollowed =
          source.suspensions.functions[target.function]?.async === true &&
          target.alias === undefined;
        const parameters = isFollowed ? this.parametersOf(target) : null;
        const home = this.python.at(source.document.root);
        const shift = boundParameters(home, target.function, target.on ?? null);
        return parameters?.some((one) => this.isFor(one, home.source, argument, shift)) ?? true;
      }
      case 'reference': {
        const entry = this.python.catalog.find(target.name)?.entry;
        if (!entry) return passing.test(target.name);
        return (entry.awaitables ?? entry.passes ?? entry.runs) !== undefined;
      }
      // Of these, what a call gives does not hang on what it is given.
      case 'callable':
      case 'unknown':
        return false;
      default:
        return true;
    }
  }

  /** Whether an argument is for a parameter of a function, or may be. */
  private isFor(
    { binding, offset }: Bound<PythonBinding>,
    source: Source,
    { call, node }: Argument,
    shift: number,
  ): boolean {
    if (binding.kind !== 'parameter') return false;
    if (binding.position < 0 || isSpread(node)) return true;
    const site = { node: call, frame: null };
    const given = this.python.argument(site, binding.position - shift, source.wordAt(offset));
    // After what is spread, the places of arguments cannot be counted.
    if (!given) return node.parent?.namedChildren.some(isSpread) === true;
    return given.id === valueOf(node).id;
  }
}

/** What an argument gives, without the name of its parameter. */
function valueOf(argument: SyntaxNode): SyntaxNode {
  const isNamed = argument.type === 'keyword_argument';
  return (isNamed ? argument.childForFieldName('value') : null) ?? argument;
}

/** Whether it stands for arguments that are not written out. */
function isSpread({ type }: SyntaxNode): boolean {
  return type === 'list_splat' || type === 'dictionary_splat';
}

/** Whether a name is that of an attribute, or of the parameter that an argument is for. */
function isOtherName({ id, parent }: SyntaxNode): boolean {
  const field = parent?.type === 'attribute' ? 'attribute' : 'name';
  return (
    /^(?:attribute|keyword_argument)$/.test(parent?.type ?? '') &&
    parent?.childForFieldName(field)?.id === id
  );
}

/** The innermost argument, of a call in an expression, that a part of that stands in; null for what stands in none. */
function argumentAround(part: SyntaxNode, expression: SyntaxNode): Argument | null {
  for (let node = part; node.id !== expression.id && node.parent; node = node.parent) {
    const call = node.parent.type === 'argument_list' ? node.parent.parent : null;
    if (call?.type === 'call') return { call, node };
  }
  return null;
}
