import type { SyntaxNode } from '../../syntax/document';
import type { Explainer } from '../explainer';
import type { Bound } from '../resolve/bindings';
import type { PythonBinding } from '../resolve/python/bindings';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import { givenByCall } from '../resolve/python/parameters';
import type { Frame } from '../resolve/value';

/** Which functions of a file wait for what depends on their calls. */
export class Dependence {
  /** The parameters that the points of a function name. */
  private readonly awaitedParameters = new Map<number, readonly Bound<PythonBinding>[]>();

  constructor(
    private readonly explainer: Explainer,
    private readonly evaluator: PythonEvaluator,
  ) {}

  /** Whether what a function waits for depends on what a call gives it. */
  onCall(index: number, frame: Frame): boolean {
    if (frame.outer || this.isOfOther(index, frame)) return true;
    if (frame.site === null) return false;
    return this.parametersIn(index).some(({ binding, offset }) => {
      if (binding.kind !== 'parameter') return false;
      const given = givenByCall(this.evaluator, binding, offset, frame);
      // A number or text decides on no wait: what is quoted of it is read from the call anyway.
      return given !== null && given.kind !== 'plain';
    });
  }

  /** Whether a method is called on an object that may have other methods than one of which only the method's class is known. */
  private isOfOther(index: number, { on }: Frame): boolean {
    if (on?.kind !== 'object') return false;
    const owner = this.evaluator.bindings.ownerOf(index);
    return (
      owner !== null &&
      (on.exact === true || on.class !== owner) &&
      this.explainer
        .pointsOf(index)
        .some((at) =>
          this.explainer
            .point(at)
            ?.operands.some(({ text }) => /\b(?:self|cls|super)\b/.test(text)),
        )
    );
  }

  private parametersIn(index: number): readonly Bound<PythonBinding>[] {
    let parameters = this.awaitedParameters.get(index);
    if (!parameters) {
      const operands = this.explainer
        .pointsOf(index)
        .flatMap((at) => this.explainer.point(at)?.operands ?? []);
      const stretches = operands.flatMap((operand) => [
        operand,
        ...(operand.type === 'identifier' ? this.sourcesOf(operand.text, index) : []),
      ]);
      const signature = this.evaluator.source.functionNode(index)?.childForFieldName('parameters');
      const named = new Set(signature ? wordsOf(signature) : []);
      for (const word of named) {
        const isUsed = stretches.some(({ startIndex: start, endIndex: end }) =>
          this.evaluator.source.hasWord([word], { start, end }),
        );
        if (!isUsed || word === 'self' || word === 'cls') named.delete(word);
      }
      parameters = [...named].flatMap((word) =>
        this.evaluator.bindings
          .in(word, index)
          .filter(({ binding }) => binding.kind === 'parameter'),
      );
      this.awaitedParameters.set(index, parameters);
    }
    return parameters;
  }

  /** What the variables of a function are made from: `value` in `value = make(…)`, `for value in values`. */
  private sourcesOf(name: string, index: number): readonly SyntaxNode[] {
    return this.evaluator.bindings
      .in(name, index)
      .flatMap(({ binding }) =>
        binding.kind === 'value' || binding.kind === 'element' ? (binding.node ?? []) : [],
      );
  }
}

function wordsOf({ text }: SyntaxNode): readonly string[] {
  return text.match(/\w+/g) ?? [];
}
