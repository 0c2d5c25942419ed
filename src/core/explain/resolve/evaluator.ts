import type { SyntaxNode, SyntaxTree } from '../../syntax/document';
import type { Catalog } from '../catalog/catalog';
import type { Entry, TypeName } from '../catalog/schema';
import * as l10n from '@vscode/l10n';
import type { Bindings } from './bindings';
import type { Budget } from './budget';
import { eachOf, isResting, restsOn, without } from './either';
import { Frames } from './frames';
import { Members } from './members';
import { readHover } from './hoverText';
import { fileName } from './paths';
import type { Source } from './source';
import type {
  Arguments,
  Call,
  ClassInfo,
  Closure,
  Frame,
  FunctionRef,
  Home,
  Memo,
  Site,
  Value,
} from './value';
import { isKnown, plain, unknown } from './value';

/** How deeply calls of the file's own functions are followed. */
export const deepestFrame = 5;

/**
 * How the source names awaitables that are waited for together: each of them (null for one that has no name), what is called
 * for each, what makes them, or a name that all are kept under.
 */
export type WrittenTogether =
  | { readonly kind: 'each'; readonly names: readonly (string | null)[] }
  | { readonly kind: 'calls'; readonly name: string }
  | { readonly kind: 'made'; readonly name: string }
  | { readonly kind: 'kept'; readonly node: SyntaxNode };

/** A map that keeps its keys, or only as long as others do. */
interface Remembered<Key, Found> {
  get(key: Key): Found | undefined;
  set(key: Key, found: Found): unknown;
}

/** The files that are looked at together: a text, and those that its imports lead to. */
export interface Program {
  readonly budget: Budget;
  /** The evaluator of the file whose tree this is. */
  evaluatorOf(tree: SyntaxTree): Evaluator | undefined;
  /** The folders from which names that belong to no folder of their own are looked for. */
  readonly roots: readonly string[];
  /** What a name at an offset of a file stands for, if a language server knows where it is defined; null if not. */
  definition(source: Source, offset: number): Value | null;
  /** What a language server shows for a name at an offset of a file, as Markdown; null if nothing, or not yet. */
  hover(source: Source, offset: number): string | null;
  /** The file at a path; null if there is none, undefined if it has not been read yet. */
  file(path: string): Evaluator | null | undefined;
  /** The paths of the texts that run in the same module as the one of a path, what counts first. */
  beside(path: string): readonly string[];
  /**
   * The files of a folder, and where `deep` of those below it, that may use what another file defines: those whose text
   * matches, without `except` and without tests, nearest to `except` first. Those that have not been read yet are left out.
   */
  users(folder: string, deep: boolean, pattern: RegExp, except: string): readonly Evaluator[];
  /** What a JSON file says, comments in it or not; null if there is none, undefined if it has not been read yet. */
  json(path: string): unknown;
}

/**
 * Works out what an expression is. The languages' evaluators say how names are bound and what each
 * node means; what they share stands here: remembering answers, ending recursion, asking the file
 * that a node belongs to, and following what the catalog says a library gives.
 */
export abstract class Evaluator implements Home {
  private readonly memo: Memo = new Map();
  private readonly exportedValues = new Map<string, Value>();
  private readonly given = new Map<number, Arguments>();
  private readonly frames = new Frames((one, other) => this.at(one.node).givesSame(one, other));
  private readonly members = new Members();
  private readonly constants = new Map<Frame | null, Map<number, number | null>>();
  private readonly dependsOnItself = l10n.t('its value depends on itself');
  private readonly tree: SyntaxTree;
  /** How the names of the file are bound. */
  abstract readonly bindings: Bindings<unknown>;

  constructor(
    readonly source: Source,
    readonly catalog: Catalog,
    readonly program: Program,
  ) {
    this.tree = source.document.tree;
  }

  get moduleName(): string {
    return fileName(this.source.path ?? '').replace(/\.(?:d\.)?[^.]+$/, '');
  }

  /** The evaluator of the file that a node belongs to. */
  at(node: SyntaxNode): Evaluator {
    return node.tree === this.tree ? this : (this.program.evaluatorOf(node.tree) ?? this);
  }

  /** What an expression of any file is; `frame` tells what the parameters of its function stand for. */
  evaluate(node: SyntaxNode, frame: Frame | null): Value {
    const home = this.at(node);
    if (home !== this) return home.evaluate(node, frame);
    const memo = frame?.memo ?? this.memo;
    return (
      this.recalled(memo, node.id) ??
      this.remembered(memo, node.id, () => this.evaluateNode(node, frame))
    );
  }

  /** What was worked out before; undefined if nothing was. */
  private recalled<Key>(memo: ReadonlyMap<Key, Value>, key: Key): Value | undefined {
    const { budget } = this.program;
    const known = budget.recall(memo, key);
    if (known === undefined || !isResting(known)) return known;
    // What was found on the way round a circle is all that there is to find as long as that is gone round.
    if (!restsOn(known, budget.circles) && budget.mayGoRound(memo, key)) return undefined;
    budget.cuts++;
    return known;
  }

  /** A member of what a node of this file makes, worked out once, as what is merged of several objects may lead back to itself. */
  memberOnce({ id }: SyntaxNode, name: string, frame: Frame | null, find: () => Value): Value {
    const memo = frame?.memo ?? this.memo;
    const key = `${String(id)}.${name}`;
    return this.recalled(memo, key) ?? this.remembered(memo, key, find);
  }

  /**
   * Works a value out once. Where it comes back to itself, the rest of its alternatives are all that there are; what was
   * found on such a way for others is only a part of theirs, and not remembered longer than for that way.
   */
  private remembered<Key>(memo: Map<Key, Value>, key: Key, find: () => Value): Value {
    const itself: Value = { kind: 'unknown', because: this.dependsOnItself, pending: true };
    const { budget } = this.program;
    budget.circles.add(itself);
    memo.set(key, itself);
    const value = without(budget.step(memo, key, find), itself);
    budget.circles.delete(itself);
    memo.set(key, value);
    return value;
  }

  /** Does one more step of a question; see `Budget`. */
  nested(step: () => Value): Value {
    return this.program.budget.nested(step);
  }

  /** What other files get under a name; `*` and `default` stand for what they mean in JavaScript. */
  exported(name: string): Value {
    const memo = this.exportedValues;
    return this.recalled(memo, name) ?? this.remembered(memo, name, () => this.findExport(name));
  }

  protected abstract findExport(name: string): Value;

  protected abstract evaluateNode(node: SyntaxNode, frame: Frame | null): Value;

  abstract invoked(frame: Frame): Value;

  abstract returned(frame: Frame): Value;

  abstract yielded(frame: Frame): Value;

  abstract resultOf(frame: Frame): Value;

  /** A method or attribute of a class of any file, its own or inherited; `on` is the object it is asked of. */
  classMember(info: ClassInfo, name: string, on: Value | null): Value {
    const home = this.at(info.node);
    return this.once(home.members.of(info, on), name, () => home.ownMember(info, name, on));
  }

  /**
   * What is found once, whichever call it is asked from, unless a part of it had to be left open because of the question that
   * led to it.
   */
  once<Key, Found>(memo: Remembered<Key, Found>, key: Key, find: () => Found): Found {
    const known = memo.get(key);
    if (known !== undefined) return known;
    const { budget } = this.program;
    const { cuts } = budget;
    const found = find();
    if (budget.cuts === cuts) memo.set(key, found);
    return found;
  }

  /** The same for a class of this file. */
  protected abstract ownMember(info: ClassInfo, name: string, on: Value | null): Value;

  /** What an attribute or property of a value is. */
  abstract property(value: Value, name: string): Value;

  /** What awaiting a value gives. */
  abstract awaited(value: Value): Value;

  /** The awaitables that a call takes, as its entry tells them. */
  abstract awaitables(entry: Entry, site: Site): Value;

  /** How the source names the awaitables that a call takes together; null where it does not. */
  abstract writtenTogether(entry: Entry, site: Site): WrittenTogether | null;

  /** Whether a task may take its first step where it is made, and so be done before anything waits for it. */
  startsTasksAtOnce(): boolean {
    return false;
  }

  /** The number that an expression of any file is fixed to by the source; null if it is not. */
  constant(node: SyntaxNode | null, frame: Frame | null): number | null {
    return node && this.at(node).rememberedConstant(node, frame);
  }

  /** The same for an expression of this file. */
  private rememberedConstant(node: SyntaxNode, frame: Frame | null): number | null {
    let constants = this.constants.get(frame);
    if (!constants) {
      constants = new Map();
      this.constants.set(frame, constants);
    }
    return this.once(constants, node.id, () => this.ownConstant(node, frame));
  }

  /** The number that a value is, which a name of another file has: only where that name never changes. */
  constantOf(value: Value): number | null {
    const node = value.kind === 'plain' ? value.node : null;
    const binding = node?.parent;
    const name = binding?.childForFieldName('left') ?? binding?.childForFieldName('name');
    return name?.type === 'identifier' && name.id !== node?.id ? this.constant(name, null) : null;
  }

  protected abstract ownConstant(node: SyntaxNode, frame: Frame | null): number | null;

  /** What a call is made on: `orders` in `orders.get()`; null where it is no call of a method. */
  abstract receiver(call: SyntaxNode): SyntaxNode | null;

  /** What the call of a frame gives for the parameter that `node` names; null if it names none. */
  givenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null {
    const home = this.at(node);
    return home === frame.home ? home.ownGivenFor(node, frame) : null;
  }

  protected abstract ownGivenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null;

  /** The arguments of a call, by their places and names. */
  protected abstract readArguments(call: SyntaxNode): Arguments;

  /** The argument of a call; null if it is not given or cannot be told. */
  argument({ node, bound }: Site, position: number | null, keyword?: string): SyntaxNode | null {
    let given = this.given.get(node.id);
    if (!given) {
      given = this.readArguments(node);
      this.given.set(node.id, given);
    }
    const named =
      keyword === undefined ? undefined : (given.named.get(keyword) ?? bound?.named.get(keyword));
    if (named || position === null) return named ?? null;
    const before = bound?.positional ?? [];
    return before[position] ?? given.positional[position - before.length] ?? null;
  }

  /** What a name that is defined at an offset of this file stands for. */
  abstract definedAt(offset: number): Value;

  /** What a callee is, where this file and its imports do not tell, but a language server does. */
  private toldOf(callee: SyntaxNode): Value | null {
    const name =
      callee.childForFieldName('attribute') ?? callee.childForFieldName('property') ?? callee;
    if (!name.type.includes('identifier')) return null;
    const { source } = this.at(callee);
    const told = this.program.definition(source, name.startIndex);
    if (told && isKnown(told)) return told;
    const shown = this.program.hover(source, name.startIndex);
    const signature = shown === null ? null : readHover(shown);
    const value = signature && this.annotated(signature.type, name.startIndex);
    if (!signature || !value || !isKnown(value)) return null;
    return signature.called ? { kind: 'callable', returns: value } : value;
  }

  /** What an annotation says its name is. */
  abstract annotated(text: string, offset: number): Value;

  /** What is called: by the source, else by a language server. */
  evaluateCallee(callee: SyntaxNode, frame: Frame | null): Value {
    const value = this.evaluate(callee, frame);
    const isTold =
      value.kind === 'reference'
        ? value.on?.kind === 'list' ||
          this.catalog.find(value.name) !== null ||
          this.catalog.isClass(value.name)
        : value.kind !== 'unknown';
    return isTold ? value : (this.toldOf(callee) ?? value);
  }

  /** What a library call gives, when it is not awaited. */
  libraryCall(name: string, site: Site, on: Value | undefined): Value {
    if (this.catalog.isClass(name)) return this.made(name, site);
    const found = this.catalog.find(name);
    const call: Value = { kind: 'call', name: found?.name ?? name, site, ...(on && { on }) };
    if (!found || found.entry.await || found.entry.next || found.entry.returns === undefined) {
      return call;
    }
    const { returns, awaitables, definesFixtures } = found.entry;
    if (definesFixtures && typeof returns === 'string') return this.made(returns, site);
    if (returns === 'held') return heldBy(on);
    if (returns === 'first') {
      const first = this.argument(site, 0);
      return first ? this.evaluate(first, site.frame) : plain;
    }
    const members = awaitables ? this.awaitables(found.entry, site) : undefined;
    return this.typed(returns, members?.kind === 'list' ? members.element : members);
  }

  /** An object of a library class, made by this call; of a task or future made by hand, what it runs is not followed. */
  made(type: string, site: Site): Value {
    return { kind: 'instance', type, made: site };
  }

  /** What awaiting a library call gives. */
  libraryResult({ name, site, on }: Extract<Value, { kind: 'call' }>): Value {
    const entry = this.catalog.find(name)?.entry;
    if (!entry) return unknown(l10n.t('the result of {0} is not known', name));
    if (entry.await?.gives === 'held') return heldBy(on);
    // What it takes may lead back to it: `queue = Promise.all([queue, load()])`.
    if (entry.passes)
      return this.nested(
        () => this.passed(entry, site) ?? unknown(l10n.t('its result is not known')),
      );
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

  /** Binds the parameters of a function to the arguments of a call. */
  frame(target: FunctionRef & Closure, site: Site | null, on: Value | null): Frame | null {
    const { home, function: index, outer, alias } = target;
    const depth = Math.max(site?.frame?.depth ?? 0, outer?.depth ?? 0) + 1;
    if (depth > deepestFrame) return null;
    const names = { ...(outer && { outer }), ...(alias !== undefined && { alias }) };
    return home.followed({ home, function: index, site, on, depth, ...names });
  }

  followed(call: Call): Frame {
    return this.frames.of(call, this.takesArguments(call));
  }

  /** Whether a call that stands in this file gives the same in two calls of the function around it. */
  givesSame(_one: Site, _other: Site): boolean {
    return false;
  }

  /** Whether what a call of one of this file's functions is given means anything to it, beside the object that it is called on. */
  protected abstract takesArguments(call: Call): boolean;

  /** Follows a path of unpacking: the elements of a written-out collection, else what each of them is. */
  unpacked(value: Value, path: readonly (number | string)[]): Value {
    let current = value;
    for (const index of path) {
      if (current.kind === 'either')
        current = eachOf(current, (one) => this.unpacked(one, [index]));
      else if (typeof index === 'string') current = this.property(current, index);
      else if (current.kind === 'list') current = current.elements?.[index] ?? current.element;
      else return unknown(l10n.t('it is taken out of a value that is not known'));
    }
    return current;
  }
}

/** What was put into an object, where that is seen. */
function heldBy(on: Value | undefined): Value {
  return (
    (on?.kind === 'instance' ? on.of : null) ?? unknown(l10n.t('what is put into it is not known'))
  );
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
