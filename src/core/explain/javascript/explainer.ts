import * as l10n from '@vscode/l10n';
import type { Subject } from '../compose';
import type { Explainers, Point, Reading } from '../explainer';
import type { Run } from '../run';
import { Explainer } from '../explainer';
import { incompleteWait } from '../incomplete';
import { isMereTurn, isUnfollowed } from '../leaf';
import { before } from '../leaving';
import type { Wait } from '../catalog/schema';
import type { Place } from '../place';
import { loopNote } from '../place';
import { isAwaitable } from '../resolve/javascript/awaiting';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import type { SyntaxNode } from '../../syntax/document';
import type { Source } from '../resolve/source';
import type { Frame } from '../resolve/value';
import type { Suspends } from '../types';
import type { Waiting } from '../waiting';
import { oneLine } from '../words';
import { Awaits } from './awaits';
import { isUnconditional, isUsual, settledRun } from './conditions';
import { Dependence } from './dependence';
import { disposal, disposalBy, handOver, handOverOf, pages, unknownWait } from './forms';
import { placeInJavaScript } from './place';
import { Steps } from './steps';

const loopWords = ['for', 'while', 'do'];

/** Explains the suspension points of a JavaScript or TypeScript file. */
export class JavaScriptExplainer extends Explainer {
  private readonly awaits: Awaits;
  private readonly steps: Steps;
  private readonly dependence: Dependence;

  constructor(source: Source, evaluator: JavaScriptEvaluator, explainers: Explainers) {
    super(source, evaluator, explainers);
    this.dependence = new Dependence(this, evaluator);
    this.awaits = new Awaits(this, evaluator);
    this.steps = new Steps(this, evaluator, this.awaits);
  }

  protected subject({ point, waiting, awaited, callee }: Reading): Subject {
    const who = this.who(point);
    const place = this.placeOf(point);
    const resumes = this.resumes(point, waiting, place, who);
    return {
      language: this.source.document.language,
      who,
      topLevel: point.info.function === null,
      awaited,
      callee,
      place,
      waiting,
      notes:
        place.inLoop && point.info.keyword === 'await'
          ? [loopNote(place.isElement === true && this.isPromise(point))]
          : [],
      ...(resumes !== null && { resumes }),
    };
  }

  /** Whether what is awaited is known to be a promise, which nobody need await for it to be settled. */
  private isPromise({ operands: [operand] }: Point): boolean {
    return operand !== undefined && isAwaitable(this.evaluator.evaluate(operand, null));
  }

  protected incomplete(keyword: string): Waiting {
    const wait = incompleteWait(unknownWait(keyword, l10n.t('the code is incomplete')), keyword);
    const { root } = this.source.document;
    return this.waiting(wait, { node: root, frame: null, page: pages.await, label: keyword });
  }

  private placeOf(point: Point): Place {
    const { info, node } = point;
    const place = placeInJavaScript(
      node,
      this.source.hasWord(loopWords, before(this.source, point)),
    );
    switch (info.keyword) {
      case 'for await': {
        const left = node.childForFieldName('left');
        return { ...place, use: 'assigned', target: left && oneLine(left.text) };
      }
      case 'await using': {
        const names = node.namedChildren.flatMap((child) =>
          child.type === 'variable_declarator' ? [child.childForFieldName('name')?.text ?? ''] : [],
        );
        const left = node.childForFieldName('left');
        return { ...place, use: 'assigned', target: left?.text ?? names.join(', ') };
      }
      default:
        return place;
    }
  }

  private resumes(point: Point, waiting: Waiting, place: Place, who: string): string | null {
    switch (point.info.keyword) {
      case 'for await': {
        const value = waiting.wait.value?.(waiting.words(40)) ?? l10n.t('the next value');
        return l10n.t(
          'Each time, {0} lands in {1} and the body runs, until the iterator is done.',
          value,
          place.target ?? '',
        );
      }
      case 'await using':
        return l10n.t(
          '{0} goes straight on with {1}; the wait comes when its scope is left, by any way out.',
          who,
          place.target ?? '',
        );
      case 'yield':
        return point.operands.length > 0 && !this.isHandOver(point) ? delegated(place, who) : null;
      default:
        return null;
    }
  }

  protected override isHandOver(point: Point): boolean {
    return super.isHandOver(point) && !point.node.children.some(({ type }) => type === '*');
  }

  protected waitings(point: Point, frame: Frame | null): readonly Waiting[] {
    const [operand] = point.operands;
    switch (point.info.keyword) {
      case 'yield':
        // What `yield*` hands over comes out of what it delegates to, step by step.
        if (operand && !this.isHandOver(point))
          return [this.steps.of(this.evaluator.evaluate(operand, frame), operand, frame)];
        return [this.handingOver(point, frame)];
      case 'await using':
        return operand
          ? [
              this.waiting(this.disposing(operand, frame, this.placeOf(point).target), {
                node: operand,
                frame,
                callee: this.awaits.calleeOf(operand, frame),
                label: this.placeOf(point).target,
                page: pages.awaitUsing,
              }),
            ]
          : [];
      case 'for await':
        return operand
          ? [this.steps.of(this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
      default:
        return operand ? [this.awaits.at(operand, frame)] : [];
    }
  }

  /** What `yield` waits for: a promise that it is given, and whoever asks for the next value. */
  private handingOver(point: Point, frame: Frame | null): Waiting {
    const [inner] = this.waitsBeforeHandOver(point, frame);
    const wait = inner ? handOverOf(inner) : handOver;
    return this.waiting(wait, { node: point.node, frame, page: pages.yield });
  }

  /** An async generator awaits a promise that `yield` is given before it hands over what that is resolved with. */
  protected override waitsBeforeHandOver(
    { operands: [operand] }: Point,
    frame: Frame | null,
  ): readonly Waiting[] {
    const value = operand && this.evaluator.evaluate(operand, frame);
    if (!operand || !value || !isAwaitable(value)) return [];
    const inner = this.awaits.of(value, operand, frame);
    return isMereTurn(inner.wait) || inner.wait.waitsFor === 'unknown' ? [] : [inner];
  }

  /** What disposing of the object that an expression gives waits for. */
  private disposing(operand: SyntaxNode, frame: Frame | null, label: string | null): Wait {
    const value = this.evaluator.evaluate(operand, frame);
    const method = this.evaluator.property(value, '[Symbol.asyncDispose]');
    const found = method.kind === 'reference' ? this.evaluator.catalog.find(method.name) : null;
    if (found?.entry.await) {
      const page = { title: found.title, url: found.entry.page };
      return disposalBy(this.waiting(found.entry.await, { node: operand, frame, label, page }));
    }
    const call = method.kind === 'function' ? this.evaluator.frame(method, null, value) : null;
    const disposed = call?.home.invoked(call);
    return disposed ? disposalBy(this.awaits.of(disposed, operand, frame)) : disposal;
  }

  /** What is disposed of at the end of a scope is waited for after the rest of it. */
  override pointsOf(index: number): readonly number[] {
    const points = super.pointsOf(index);
    const isAtEnd = (at: number) => this.source.suspensions.points[at]?.keyword === 'await using';
    return points.some(isAtEnd)
      ? [...points.filter((at) => !isAtEnd(at)), ...points.filter(isAtEnd)]
      : points;
  }

  /** Every `await` suspends, but a function may come to none that waits for more than a turn. */
  protected override certainty(waiting: Waiting): Suspends {
    const isCertain = (waiting.alternatives ?? [waiting]).every((one) =>
      one.leaf
        ? one.leaf.conditions === 0
        : one.wait.waitsFor !== 'unknown' && !isUnfollowed(one) && !isMereTurn(one.wait),
    );
    return isCertain ? waiting.suspends() : 'maybe';
  }

  protected dependsOnCall(index: number, frame: Frame): boolean {
    return this.dependence.onCall(index, frame);
  }

  protected isOpen(): boolean {
    // What has no body here is a signature, and no function.
    return false;
  }

  protected override settled(
    index: number,
    run: Run,
    _sure: readonly Point[],
    told: readonly Point[],
  ): Run {
    return settledRun(this.source, index, run, told);
  }

  protected isUnconditional(point: Point): boolean {
    return isUnconditional(this.source, point);
  }

  protected override isInHandler(point: Point): boolean {
    return isInCatch(point, this.source);
  }

  protected override isUsual(point: Point): boolean {
    return isUsual(this.source, point);
  }
}

/** Whether a part of the code runs only after an error: what `catch` does, in the same function. */
function isInCatch({ node, info }: Point, source: Source): boolean {
  const body = info.function === null ? undefined : source.functionNode(info.function);
  for (let at = node.parent; at && at.id !== body?.id; at = at.parent)
    if (at.type === 'catch_clause') return true;
  return false;
}

/** What becomes of the values that `yield*` gets, and of what its iterator returns. */
function delegated({ use, target }: Place, who: string): string {
  switch (use) {
    case 'assigned':
      return l10n.t(
        'Each value goes to whoever asks {0} for one; at the end, what the iterator returns lands in {1}.',
        who,
        target ?? '',
      );
    case 'returned':
      return l10n.t(
        'Each value goes to whoever asks {0} for one; at the end, {0} returns what the iterator returns.',
        who,
      );
    default:
      return l10n.t(
        'Each value goes to whoever asks {0} for one; when the iterator is done, {0} goes on.',
        who,
      );
  }
}
