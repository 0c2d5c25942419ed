import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Subject } from '../compose';
import { compose } from '../compose';
import type { Point } from '../explainer';
import { Explainer } from '../explainer';
import { unknownCall } from '../names';
import { libraryBase } from '../resolve/python/classes';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import type { Source } from '../resolve/source';
import type { Frame, Value } from '../resolve/value';
import type { Explanation } from '../types';
import type { Waiting } from '../waiting';
import { thingOf } from '../waiting';
import { oneLine, shorten } from '../words';
import {
  coroutineRun,
  handOver,
  iteratorStep,
  ownAwaitable,
  pages,
  someAwaitable,
  unknownEnd,
  unknownWait,
} from './forms';
import { placeInPython } from './place';

/** What of an awaitable is used: awaiting it, one end of `async with`, a step of `async for`. */
type Part = 'await' | 'enter' | 'exit' | 'next';

const specialMethod: Readonly<Record<Part, string>> = {
  await: '__await__',
  enter: '__aenter__',
  exit: '__aexit__',
  next: '__anext__',
};

/** Explains the suspension points of a Python file. */
export class PythonExplainer extends Explainer {
  constructor(
    source: Source,
    readonly python: PythonEvaluator,
  ) {
    super(source, python);
  }

  explain(index: number): Explanation {
    this.evaluator.refuel();
    const point = this.point(index);
    if (!point) return this.broken(index);
    const all = this.waitings(point, null);
    const main = all.find((one) => one.suspends() !== 'never') ?? all[0];
    if (!main) return this.broken(index);
    const { keyword } = point.info;
    const target = this.target(point);
    const place =
      keyword === 'await' || keyword === 'yield'
        ? placeInPython(point.node, this.loopText(point))
        : {
            use: target === null ? ('dropped' as const) : ('assigned' as const),
            target,
            inLoop:
              keyword !== 'async comprehension' &&
              placeInPython(point.node, this.loopText(point)).inLoop,
          };
    const who = this.who(point);
    const subject: Subject = {
      language: 'python',
      who,
      awaited: this.awaitedText(point),
      place,
      waiting: main,
      leaving: keyword === 'async with' && all.indexOf(main) >= point.operands.length,
      notes: this.notes(point, place.inLoop, all, main),
    };
    const resumes = this.resumes(point, who, target, all, main);
    return compose(resumes === null ? subject : { ...subject, resumes });
  }

  /** What can be said of a point that half-typed code leaves without its parts. */
  private broken(index: number): Explanation {
    const root = this.source.document.root;
    const keyword = this.source.suspensions.points[index]?.keyword ?? 'await';
    const wait = unknownWait(keyword, l10n.t('the code is incomplete'));
    return compose({
      language: 'python',
      who: l10n.t('the module'),
      awaited: keyword,
      place: { use: 'dropped', target: null, inLoop: false },
      waiting: this.waiting(wait, { node: root, frame: null, page: pages.await, label: keyword }),
      notes: [],
    });
  }

  waitings(point: Point, frame: Frame | null): readonly Waiting[] {
    const [operand] = point.operands;
    switch (point.info.keyword) {
      case 'yield':
        return [this.waiting(handOver, { node: point.node, frame, page: pages.yield })];
      case 'async with': {
        const ends = point.operands.map((item) => this.ends(item, frame));
        return [...ends.map(([enter]) => enter), ...ends.map(([, exit]) => exit).reverse()];
      }
      case 'async for':
      case 'async comprehension':
        return operand
          ? [this.part('next', this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
      default:
        return operand
          ? [this.part('await', this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
    }
  }

  private ends(item: SyntaxNode, frame: Frame | null): readonly [Waiting, Waiting] {
    const value = this.evaluator.evaluate(item, frame);
    const label = aliasOf(item);
    return [
      this.part('enter', value, item, frame, label),
      this.part('exit', value, item, frame, label),
    ];
  }

  /** What using one part of a value waits for. */
  private part(
    part: Part,
    value: Value,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null = null,
  ): Waiting {
    switch (value.kind) {
      case 'call': {
        const found = this.evaluator.catalog.find(value.name);
        const wait = found?.entry[part];
        if (!found || !wait) {
          return this.unknown(part, node, frame, unknownCall(value.name), value.name);
        }
        const site = value.site;
        return this.waiting(wait, {
          entry: found.entry,
          node: site.node,
          frame: site.frame,
          on: value.on,
          callee: found.name,
          label,
          page: {
            title: found.title,
            url: found.entry.page,
          },
        });
      }
      case 'instance':
        return this.instancePart(part, value, node, frame, label);
      case 'invocation':
        return this.invocationPart(part, value, node, frame, label);
      case 'object':
        return this.objectPart(part, value, node, frame, label);
      case 'promise':
        return part === 'await'
          ? this.waiting(someAwaitable, { node, frame, label, page: this.page(part) })
          : this.unknown(part, node, frame, l10n.t('its type is only known to be awaitable'));
      default:
        return this.unknown(part, node, frame, this.reason(value));
    }
  }

  private instancePart(
    part: Part,
    value: Extract<Value, { kind: 'instance' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { of } = value;
    if (
      value.type === 'contextlib.asynccontextmanager' &&
      of?.kind === 'invocation' &&
      part !== 'next' &&
      part !== 'await'
    ) {
      const name = `${this.source.functionName(of.function)}()`;
      const offset = this.yieldOffset(of.function);
      const run = this.findRun(of.function, part === 'enter' ? [0, offset] : [offset, Infinity]);
      return this.waiting(coroutineRun(name, run), {
        node,
        frame,
        label,
        page: this.page(part),
        leaf: run.leaf,
      });
    }
    const found = this.evaluator.catalog.find(value.type);
    const wait = found?.entry[part];
    if (!found || !wait) {
      return this.unknown(
        part,
        node,
        frame,
        l10n.t('Await Lens does not know how {0} waits', value.type),
      );
    }
    const callee = node.type === 'call' ? this.calleeOf(node, frame) : null;
    // `await create_task(load())` is best named by what the task runs.
    const runs =
      of?.kind === 'invocation' ? `${this.source.functionName(of.function)}()` : node.text;
    const name = label ?? (callee === null ? null : oneLine(runs));
    return this.waiting(wait, {
      entry: found.entry,
      node,
      frame,
      on: value,
      callee,
      label: name,
      page: {
        title: found.title,
        url: found.entry.page,
      },
    });
  }

  private invocationPart(
    part: Part,
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const name = this.source.functionName(value.function);
    const generator = this.source.suspensions.functions[value.function]?.generator ?? false;
    if (generator !== (part === 'next')) {
      return this.unknown(part, node, frame, l10n.t('{0}() gives no object for this', name), name);
    }
    const run = this.run(value.function, value.frame);
    const wait = (part === 'next' ? iteratorStep : coroutineRun)(`${name}()`, run);
    return this.waiting(wait, {
      node,
      frame,
      callee: name,
      label,
      page: this.page(part, true),
      leaf: run.leaf,
    });
  }

  private objectPart(
    part: Part,
    value: Extract<Value, { kind: 'object' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { name } = value.class;
    const method = this.python.classMember(value.class, specialMethod[part], value);
    if (part === 'next') {
      const iterator = this.python.classMember(value.class, '__aiter__', value);
      const inner =
        iterator.kind === 'function' ? this.evaluator.frame(iterator.function, null, value) : null;
      const generator =
        iterator.kind === 'function' &&
        (this.source.suspensions.functions[iterator.function]?.generator ?? false);
      if (inner && iterator.kind === 'function' && generator) {
        return this.invocationPart(
          part,
          { kind: 'invocation', function: iterator.function, frame: inner },
          node,
          frame,
          label,
        );
      }
    }
    if (method.kind === 'reference') {
      const type = method.name.slice(0, method.name.lastIndexOf('.'));
      return this.instancePart(part, { kind: 'instance', type }, node, frame, label);
    }
    const base = libraryBase(this.python, value.class);
    if (base !== null && this.evaluator.catalog.find(base)?.entry[part]) {
      return this.instancePart(part, { kind: 'instance', type: base }, node, frame, label);
    }
    if (method.kind !== 'function') {
      return this.unknown(
        part,
        node,
        frame,
        l10n.t('class {0} has no {1} in this file', name, specialMethod[part]),
      );
    }
    const inner = this.evaluator.frame(method.function, null, value);
    if (part === 'await') {
      const delegate = this.delegate(method.function);
      if (delegate && inner)
        return this.part(part, this.evaluator.evaluate(delegate, inner), delegate, inner, label);
      return this.waiting(ownAwaitable(name), { node, frame, label, page: this.page(part) });
    }
    const run = this.run(method.function, inner);
    const named =
      part === 'next'
        ? shorten(oneLine(node.text), 24)
        : `${this.source.functionName(method.function)}()`;
    const wait = (part === 'next' ? iteratorStep : coroutineRun)(named, run);
    return this.waiting(wait, { node, frame, label, page: this.page(part), leaf: run.leaf });
  }

  /** The object whose `__await__()` a class's own `__await__` goes on to. */
  private delegate(index: number): SyntaxNode | null {
    const extent = this.source.functions[index];
    if (!extent) return null;
    for (const offset of this.source.occurrences('__await__', extent)) {
      const attribute = this.source.nodeAt({ start: offset, end: offset + 9 })?.parent;
      if (attribute?.type === 'attribute') return attribute.childForFieldName('object');
    }
    return null;
  }

  private unknown(
    part: Part,
    node: SyntaxNode,
    frame: Frame | null,
    because: string,
    callee: string | null = null,
  ): Waiting {
    const text = shorten(oneLine(node.text), 40);
    const wait =
      part === 'enter' || part === 'exit' ? unknownEnd(text, because) : unknownWait(text, because);
    return this.waiting(wait, { node, frame, callee, label: text, page: this.page(part) });
  }

  private calleeOf(call: SyntaxNode, frame: Frame | null): string | null {
    const callee = call.childForFieldName('function');
    const value = callee ? this.evaluator.evaluate(callee, frame) : null;
    return value?.kind === 'reference' ? value.name : null;
  }

  private page(part: Part, ofCoroutine = false): Waiting['documentation'] {
    switch (part) {
      case 'await':
        return ofCoroutine ? pages.coroutine : pages.await;
      case 'next':
        return pages.asyncFor;
      default:
        return pages.asyncWith;
    }
  }

  private yieldOffset(index: number): number {
    const extent = this.source.functions[index];
    for (const offset of extent ? this.source.occurrences('yield', extent) : []) {
      if (this.source.functionAround(offset) === index) return offset;
    }
    return Infinity;
  }

  /** What stands before a point, and on its line after it, where a comprehension has its `for`. */
  private loopText(point: Point): string {
    const { endIndex } = point.node;
    const { text } = this.source;
    return this.textBefore(point) + text.slice(endIndex, endIndex + 200);
  }

  protected isUnconditional(point: Point): boolean {
    const { node, info } = point;
    const extent = info.function === null ? null : this.source.functions[info.function];
    if (!extent) return false;
    // A statement that may leave the function before the point makes it conditional.
    const before = this.textBefore(point);
    if (/\b(?:return|raise)\b/.test(before)) return false;
    if (!/\b(?:if|for|while|except|case|and|or|class)\b/.test(this.loopText(point))) return true;
    for (let parent = node.parent; parent; parent = parent.parent) {
      if (parent.type === 'function_definition' || parent.type === 'lambda') return true;
      if (conditional.has(parent.type)) return false;
    }
    return false;
  }

  private awaitedText({ operands, node }: Point): string {
    if (operands.length === 0) return node.text;
    return operands.map((operand) => oneLine(operand.text)).join(', ');
  }

  private target({ info, node, operands }: Point): string | null {
    switch (info.keyword) {
      case 'async for':
      case 'async comprehension': {
        const left = node.childForFieldName('left');
        return left && oneLine(left.text);
      }
      case 'async with': {
        const names = operands.flatMap((operand) => aliasOf(operand) ?? []);
        return names.length > 0 ? names.join(', ') : null;
      }
      default:
        return null;
    }
  }

  private resumes(
    { info }: Point,
    who: string,
    target: string | null,
    all: readonly Waiting[],
    main: Waiting,
  ): string | null {
    const value = (waiting: Waiting) =>
      waiting.wait.value?.(waiting.words(40)) ?? l10n.t('its result');
    switch (info.keyword) {
      case 'async for':
      case 'async comprehension':
        return target === null
          ? null
          : l10n.t(
              'Each time, {0} lands in {1} and the body runs; then the next is asked for, until StopAsyncIteration ends the loop.',
              main.wait.value ? value(main) : l10n.t('the next item'),
              target,
            );
      case 'async with': {
        const enter = all[0];
        const exit = all.at(-1);
        if (!enter || !exit) return null;
        const entered =
          target === null
            ? l10n.t('Once entered, {0} runs the block.', who)
            : l10n.t(
                '{0} lands in {1} and {2} runs the block.',
                upper(enter.wait.value ? value(enter) : l10n.t('what entering gives')),
                target,
                who,
              );
        const left =
          exit.suspends() === 'never'
            ? l10n.t('Leaving it does not suspend.')
            : l10n.t('On leaving, it may wait again: for {0}.', thingOf(exit, 40));
        return l10n.t('{0} {1}', entered, left);
      }
      default:
        return null;
    }
  }

  private notes(
    { info, operands }: Point,
    inLoop: boolean,
    all: readonly Waiting[],
    main: Waiting,
  ): string[] {
    const notes: string[] = [];
    if (inLoop && info.keyword !== 'yield') {
      notes.push(l10n.t('In a loop: one at a time, each iteration waits for the last.'));
    }
    // Of several items the main wait is one; the others enter and leave around it.
    for (const other of operands.length > 1 ? all : []) {
      if (other === main || other.suspends() === 'never') continue;
      notes.push(
        l10n.t(
          'The items are entered one after another; it may also wait for {0}.',
          thingOf(other, 40),
        ),
      );
    }
    return notes;
  }
}

const conditional = new Set([
  'if_statement',
  'for_statement',
  'while_statement',
  'except_clause',
  'case_clause',
  'match_statement',
  'conditional_expression',
  'boolean_operator',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'class_definition',
]);

/** The name after `as` of an item of a `with` statement. */
function aliasOf(item: SyntaxNode): string | null {
  const pattern = item.parent;
  if (pattern?.type !== 'as_pattern') return null;
  const alias = pattern.childForFieldName('alias');
  return alias && oneLine(alias.text);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
