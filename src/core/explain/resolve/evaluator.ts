import type { SyntaxNode } from '../../syntax/document';
import type { Catalog } from '../catalog/catalog';
import type { Entry, TypeName } from '../catalog/schema';
import * as l10n from '@vscode/l10n';
import type { Source } from './source';
import type { Arguments, Frame, Site, Value } from './value';
import { plain, unknown } from './value';

/** How deeply calls of the file's own functions are followed. */
const deepestFrame = 5;
/** How deeply expressions are followed in all. */
const deepestNesting = 60;
/** How many expressions one question may cost, so that no source makes it slow. */
const fuelPerQuestion = 3000;

/**
 * Works out what an expression is, within its file. The languages' evaluators say how names are
 * bound and what each node means; what they share stands here: remembering answers, ending
 * recursion, and following what the catalog says a library gives.
 */
export abstract class Evaluator {
  private readonly memo = new Map<number, Value | 'in progress'>();
  private readonly given = new Map<number, Arguments>();
  private fuel = fuelPerQuestion;
  private nesting = 0;

  constructor(
    readonly source: Source,
    readonly catalog: Catalog,
  ) {}

  /** Starts a new question: what the last one spent no longer counts. */
  refuel(): void {
    this.fuel = fuelPerQuestion;
  }

  /** What an expression is; `frame` tells what the parameters of its function stand for. */
  evaluate(node: SyntaxNode, frame: Frame | null): Value {
    const memo = frame?.memo ?? this.memo;
    const known = memo.get(node.id);
    if (known === 'in progress') return unknown(l10n.t('its value depends on itself'));
    if (known) return known;
    memo.set(node.id, 'in progress');
    const value = this.nested(() => this.evaluateNode(node, frame));
    memo.set(node.id, value);
    return value;
  }

  /** Does one more step of a question, unless it has gone too deep or cost too much already. */
  protected nested(step: () => Value): Value {
    if (this.fuel-- <= 0 || this.nesting > deepestNesting) {
      return unknown(l10n.t('it is too deeply nested to follow'));
    }
    this.nesting++;
    const value = step();
    this.nesting--;
    return value;
  }

  protected abstract evaluateNode(node: SyntaxNode, frame: Frame | null): Value;

  /** What a call of one of the file's own functions that is neither async nor a generator returns. */
  abstract returned(frame: Frame): Value;

  /** What an attribute or property of a value is. */
  abstract property(value: Value, name: string): Value;

  /** What awaiting a value gives. */
  abstract awaited(value: Value): Value;

  /** The awaitables that a call takes, as its entry tells them. */
  abstract awaitables(entry: Entry, site: Site): Value;

  /** The number that an expression is fixed to by the source; null if it is not. */
  abstract constant(node: SyntaxNode | null, frame: Frame | null): number | null;

  /** What a call is made on: `orders` in `orders.get()`; null where it is no call of a method. */
  abstract receiver(call: SyntaxNode): SyntaxNode | null;

  /** What the call of a frame gives for the parameter that `node` names; null if it names none. */
  abstract givenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null;

  /** The arguments of a call, by their places and names. */
  protected abstract readArguments(call: SyntaxNode): Arguments;

  /** The argument of a call; null if it is not given or cannot be told. */
  argument({ node }: Site, position: number | null, keyword?: string): SyntaxNode | null {
    let given = this.given.get(node.id);
    if (!given) {
      given = this.readArguments(node);
      this.given.set(node.id, given);
    }
    const named = keyword === undefined ? undefined : given.named.get(keyword);
    return named ?? (position === null ? null : (given.positional[position] ?? null));
  }

  /** What a library call gives, when it is not awaited. */
  libraryCall(name: string, site: Site, on: Value | undefined): Value {
    if (this.catalog.isClass(name)) return this.made(name, site);
    const found = this.catalog.find(name);
    const call: Value = { kind: 'call', name: found?.name ?? name, site, ...(on && { on }) };
    if (!found || found.entry.await || found.entry.next || found.entry.returns === undefined) {
      return call;
    }
    const { returns, awaitables } = found.entry;
    const members = awaitables ? this.awaitables(found.entry, site) : undefined;
    return this.typed(returns, members?.kind === 'list' ? members.element : members);
  }

  /** An object of a library class, made by this call; of a task or future made by hand, what it runs is not followed. */
  made(type: string, site: Site): Value {
    return { kind: 'instance', type, made: site };
  }

  /** What awaiting a library call gives. */
  libraryResult(name: string, site: Site): Value {
    const entry = this.catalog.find(name)?.entry;
    if (!entry) return unknown(l10n.t('the result of {0} is not known', name));
    if (entry.passes) return this.passed(entry, site) ?? unknown(l10n.t('its result is not known'));
    return this.typed(entry.await?.gives, undefined);
  }

  /** A value of a type that the catalog names; `of` is what it runs or holds. */
  typed(type: TypeName | undefined, of: Value | undefined): Value {
    if (type === undefined) return plain;
    if (typeof type !== 'string') {
      const elements = type.map((name) => this.typed(name, undefined));
      return { kind: 'list', elements, element: elements[0] ?? plain, count: elements.length };
    }
    const list = /^list of (.+)$/.exec(type)?.[1];
    if (list !== undefined) {
      return { kind: 'list', elements: null, element: this.typed(list, undefined), count: null };
    }
    if (type === 'unknown') return unknown(l10n.t('the library does not say what it gives'));
    if (!type.includes('.') && !this.catalog.isClass(type)) return plain;
    return { kind: 'instance', type, ...(of && { of }) };
  }

  private passed(entry: Entry, site: Site): Value | undefined {
    if (!entry.awaitables) return undefined;
    const members = this.awaitables(entry, site);
    if (entry.passes === 'result')
      return this.awaited(members.kind === 'list' ? members.element : members);
    if (members.kind !== 'list') return members;
    const elements = members.elements?.map((element) => this.awaited(element)) ?? null;
    return { ...members, elements, element: elements?.[0] ?? this.awaited(members.element) };
  }

  /** Binds the parameters of one of the file's functions to the arguments of a call. */
  frame(index: number, site: Site | null, on: Value | null): Frame | null {
    const depth = (site?.frame?.depth ?? 0) + 1;
    if (depth > deepestFrame) return null;
    return { function: index, site, on, depth, memo: new Map() };
  }

  /** Follows a path of unpacking: the elements of a written-out collection, else what each of them is. */
  unpacked(value: Value, path: readonly (number | string)[]): Value {
    let current = value;
    for (const index of path) {
      if (typeof index === 'string') current = this.property(current, index);
      else if (current.kind === 'list') current = current.elements?.[index] ?? current.element;
      else return unknown(l10n.t('it is taken out of a value that is not known'));
    }
    return current;
  }
}

/** The arithmetic that constants are written with, the same in both languages. */
export function arithmetic(
  operator: string | undefined,
  left: number,
  right: number,
): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    case '**':
      return left ** right;
    default:
      return null;
  }
}
