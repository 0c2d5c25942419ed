import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Subject } from '../compose';
import type { Explainers, Point, Reading } from '../explainer';
import type { Run, Stretch } from '../run';
import { incompleteWait } from '../incomplete';
import { Explainer } from '../explainer';
import { mayLeaveBefore } from '../leaving';
import type { Place } from '../place';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import { isFixture } from '../resolve/python/fixtures';
import { isProtocolClass } from '../resolve/python/classes';
import { decoratorsOf, isAbstract, isContextManager } from '../resolve/python/functions';
import type { Source } from '../resolve/source';
import type { Frame } from '../resolve/value';
import type { Waiting } from '../waiting';
import { around, isInHandler, isUnconditional, isUsual, settledRun } from './conditions';
import { Dependence } from './dependence';
import { contextBody, fixtureValue, handOver, pages, unknownWait } from './forms';
import { groupEnd } from './groups';
import { lastStep, notesOn } from './outcome';
import { Parts } from './parts';
import { aliasOf, placeInPython } from './place';

const loopWords = ['for', 'while'];

/** Whether a loop that has an offset in it leads from there to a node again. */
function loopsBack(node: SyntaxNode, offset: number): boolean {
  for (let at = node.parent; at && at.type !== 'function_definition'; at = at.parent)
    if (/^(?:for|while)_statement$/.test(at.type) && at.startIndex < offset) return true;
  return false;
}

/** Explains the suspension points of a Python file. */
export class PythonExplainer extends Explainer {
  protected override readonly namesTurns = true;
  private readonly parts: Parts;
  private readonly dependence: Dependence;

  constructor(
    source: Source,
    private readonly python: PythonEvaluator,
    explainers: Explainers,
  ) {
    super(source, python, explainers);
    this.parts = new Parts(this, python, explainers);
    this.dependence = new Dependence(this, python, (home) => {
      const other = explainers.of(home);
      return other instanceof PythonExplainer ? other.dependence : null;
    });
  }

  protected subject(reading: Reading): Subject {
    const { point, all, waiting, awaited, callee } = reading;
    const who = this.who(point);
    const place = this.placeOf(point);
    const resumes = lastStep(reading, who, place);
    return {
      language: 'python',
      who,
      topLevel: point.info.function === null,
      awaited,
      callee,
      place,
      waiting,
      leaving: point.info.keyword === 'async with' && all.indexOf(waiting) >= point.operands.length,
      notes: notesOn(reading, place, place.isElement === true && this.isStarted(point)),
      ...(resumes !== null && { resumes }),
    };
  }

  /** Whether what is awaited runs without being awaited: a task or future, where a coroutine object only begins then. */
  private isStarted({ operands: [operand] }: Point): boolean {
    const value = operand && this.evaluator.evaluate(operand, null);
    return value?.kind === 'promise'
      ? value.outOf !== undefined
      : value?.kind === 'instance' && /^asyncio\.(?:Task|Future)$/.test(value.type);
  }

  protected incomplete(keyword: string): Waiting {
    const wait = incompleteWait(unknownWait(keyword, l10n.t('the code is incomplete')), keyword);
    const { root } = this.source.document;
    return this.waiting(wait, { node: root, frame: null, page: pages.await, label: keyword });
  }

  private placeOf(point: Point): Place {
    return placeInPython(point, this.source.hasWord(loopWords, around(this.source, point)));
  }

  protected waitings(point: Point, frame: Frame | null): readonly Waiting[] {
    const [operand] = point.operands;
    switch (point.info.keyword) {
      case 'yield':
        return [this.handedOver(point, frame)];
      case 'async with': {
        const ends = point.operands.map((item) => this.ends(item, frame));
        return [...ends.map(([enter]) => enter), ...ends.map(([, exit]) => exit).reverse()];
      }
      case 'async for':
      case 'async comprehension':
        return operand
          ? [this.parts.of('next', this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
      default:
        return operand
          ? [this.parts.of('await', this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
    }
  }

  /** A `yield` waits for whoever runs the generator: a consumer, or what a decorator makes of its function. */
  private handedOver({ info, node }: Point, frame: Frame | null): Waiting {
    const index = info.function;
    if (index !== null && decoratorsOf(this.source, index).some(isContextManager))
      return this.waiting(contextBody, { node, frame, page: pages.contextManager });
    if (index !== null && isFixture(this.source, index))
      return this.waiting(fixtureValue, { node, frame, page: pages.fixture });
    return this.waiting(handOver, { node, frame, page: pages.yield });
  }

  private ends(item: SyntaxNode, frame: Frame | null): readonly [Waiting, Waiting] {
    const value = this.evaluator.evaluate(item, frame);
    // What has a name already is called by that: the other may be of something else, as `async with barrier as place`.
    const label = /^(?:identifier|attribute)$/.test(item.type) ? null : aliasOf(item);
    return [
      this.parts.of('enter', value, item, frame, label),
      groupEnd(this.source, item, this.parts.of('exit', value, item, frame, label)),
    ];
  }

  protected dependsOnCall(index: number, frame: Frame): boolean {
    return this.dependence.onCall(index, frame);
  }

  protected isOpen(index: number): boolean {
    const owner = this.python.bindings.ownerOf(index);
    if (owner === null) return false;
    return isAbstract(this.source, index) || isProtocolClass(this.python, owner);
  }

  protected isUnconditional(point: Point): boolean {
    return isUnconditional(this.source, point);
  }

  protected override isUsual(point: Point): boolean {
    return isUsual(this.source, point);
  }

  protected override isInHandler(point: Point): boolean {
    return isInHandler(this.source, point);
  }

  protected override settled(
    index: number,
    found: Run,
    sure: readonly Point[],
    told: readonly Point[],
    stretch: Stretch,
  ): Run {
    const run = settledRun(this.source, index, found, sure, told, stretch);
    const point = run.at === null ? null : this.point(run.at);
    return { ...run, mayRaise: point !== null && mayLeaveBefore(this.source, point, ['raise']) };
  }

  /** An `async with` around the `yield` is entered before it, and left after it. */
  protected override waitsIn(
    point: Point,
    frame: Frame | null,
    stretch: Stretch,
  ): readonly Waiting[] {
    const all = this.waitsOf(point, frame);
    const { node, info, operands } = point;
    if (stretch === 'whole' || info.function === null) return all;
    const yields = this.yieldsOf(info.function);
    const [first = Infinity] = yields;
    const last = yields.at(-1) ?? Infinity;
    const isAround = info.keyword === 'async with' && first < node.endIndex;
    if (stretch === 'entering') {
      if (node.startIndex > last) return [];
      return isAround && node.startIndex < first ? all.slice(0, operands.length) : all;
    }
    if (node.startIndex > first) return all;
    return isAround ? all.slice(operands.length) : [];
  }

  protected override afterLast({ info, node }: Point, stretch: Stretch): number {
    const index = info.function;
    if (
      index === null ||
      stretch !== 'whole' ||
      !this.source.suspensions.functions[index]?.generator
    )
      return 0;
    const last = this.yieldsOf(index).at(-1) ?? Infinity;
    return last < node.startIndex && !loopsBack(node, last) ? 2 : 0;
  }

  /** Where a generator hands out its values. */
  private yieldsOf(index: number): readonly number[] {
    const extent = this.source.functions[index];
    const found = extent ? this.source.occurrences('yield', extent) : [];
    return found.filter((offset) => this.source.functionAround(offset) === index);
  }
}
