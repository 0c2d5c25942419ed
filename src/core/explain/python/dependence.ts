import { AwaitedParameters } from '../awaitedParameters';
import type { Explainer } from '../explainer';
import type { PythonBinding } from '../resolve/python/bindings';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import { givenByCall } from '../resolve/python/parameters';
import type { Frame } from '../resolve/value';

const words = {
  objects: /\b(?:self|cls|super)\b/,
  plain: /^(?:typing\.)?(?:Optional\[)?(?:(?:str|int|float|bool|bytes|None)\b[\s|]*)+\]?$/,
};

/** Which functions of a file wait for what depends on their calls. */
export class Dependence {
  private readonly parameters: AwaitedParameters<PythonBinding>;

  constructor(
    explainer: Explainer,
    private readonly evaluator: PythonEvaluator,
  ) {
    this.parameters = new AwaitedParameters(explainer, evaluator.bindings, words);
  }

  /** Whether what a function waits for depends on what a call gives it. */
  onCall(index: number, frame: Frame): boolean {
    if (frame.outer || this.isOfOther(index, frame)) return true;
    if (frame.site === null) return false;
    return this.parameters.of(index).some(({ binding, offset }) => {
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
      this.parameters.operandsOf(index).some(({ text }) => words.objects.test(text))
    );
  }
}
