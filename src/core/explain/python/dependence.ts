import { AwaitedParameters } from '../awaitedParameters';
import type { Explainer } from '../explainer';
import type { Bound } from '../resolve/bindings';
import type { PythonBinding } from '../resolve/python/bindings';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import { boundValue } from '../resolve/python/names';
import { givenByCall } from '../resolve/python/parameters';
import type { Frame, Home, Value } from '../resolve/value';
import { Deciding } from './deciding';

const words = {
  objects: /\b(?:self|cls|super)\b/,
  plain: /^(?:typing\.)?(?:Optional\[)?(?:(?:str|int|float|bool|bytes|None)\b[\s|]*)+\]?$/,
};

/** Of so many functions of a file that call each other the parameters are found, each on the way to the next. */
const mostAsked = 40;

/** Which functions of a file wait for what depends on their calls. */
export class Dependence {
  private readonly parameters: AwaitedParameters<PythonBinding>;
  /** Whose parameters are being found. */
  private readonly asked = new Set<number>();

  constructor(
    explainer: Explainer,
    private readonly evaluator: PythonEvaluator,
    /** The same for another file. */
    of: (home: Home) => Dependence | null,
  ) {
    const deciding = new Deciding(
      evaluator,
      ({ home, function: index }) => of(home)?.parametersOf(index) ?? null,
    );
    this.parameters = new AwaitedParameters(explainer, evaluator.bindings, {
      ...words,
      isUsed: (name, expression) => deciding.in(name, expression),
    });
  }

  /** The parameters that decide what a function waits for; null while they are being found, and where that goes too far. */
  private parametersOf(index: number): readonly Bound<PythonBinding>[] | null {
    if (this.asked.has(index) || this.asked.size >= mostAsked) return null;
    this.asked.add(index);
    const found = this.parameters.of(index);
    this.asked.delete(index);
    return found;
  }

  /** Whether what a function waits for depends on what a call gives it. */
  onCall(index: number, frame: Frame): boolean {
    if (frame.outer || this.isOfOther(index, frame)) return true;
    if (frame.site === null) return false;
    return this.parameters.of(index).some((bound) => {
      const { binding, offset } = bound;
      if (binding.kind !== 'parameter') return false;
      const inAnyCall: Value[] = [];
      const given = givenByCall(this.evaluator, binding, offset, frame, () => {
        const value = boundValue(this.evaluator, bound, null);
        inAnyCall.push(value);
        return value;
      });
      // A number or text decides on no wait: what is quoted of it is read from the call anyway.
      return given !== null && !inAnyCall.includes(given) && given.kind !== 'plain';
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
