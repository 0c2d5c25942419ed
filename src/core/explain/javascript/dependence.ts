import { AwaitedParameters } from '../awaitedParameters';
import type { Explainer } from '../explainer';
import { alternativesOf } from '../resolve/either';
import type { JavaScriptBinding } from '../resolve/javascript/bindings';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { givenByCall } from '../resolve/javascript/parameters';
import type { ClassInfo, Frame, Value } from '../resolve/value';
import { Deciding } from './deciding';

/** What is waited for itself, or decides when it is called; an object only tells which method of its name is called. */
const telling = /^(?:function|callable|promise|invocation|call)$/;

const words = {
  objects: /^(?:this|super)$/,
  plain:
    /^(?:(?:string|number|boolean|bigint|symbol|undefined|null|true|false|'[^']*'|"[^"]*")(?:\[\])*[\s|]*)+$/,
};

/** Which functions of a file wait for what depends on their calls. */
export class Dependence {
  private readonly parameters: AwaitedParameters<JavaScriptBinding>;

  constructor(
    explainer: Explainer,
    private readonly evaluator: JavaScriptEvaluator,
  ) {
    const deciding = new Deciding(evaluator);
    this.parameters = new AwaitedParameters(explainer, evaluator.bindings, {
      ...words,
      isUsed: (name, expression) => deciding.in(name, expression),
    });
  }

  /** Whether what a function waits for depends on what a call gives it, or gave the functions around it. */
  onCall(index: number, frame: Frame): boolean {
    if (this.isOfOther(index, frame)) return true;
    for (let at: Frame | undefined = frame; at?.home === this.evaluator; at = at.outer) {
      const around = at;
      const isGiven = this.parameters.of(index, at.function).some(({ binding, path }) => {
        const given =
          binding.kind === 'parameter' ? givenByCall(this.evaluator, binding, around) : null;
        const value = given && this.evaluator.unpacked(given, path);
        return value && alternativesOf(value).some(({ kind }) => telling.test(kind));
      });
      if (isGiven) return true;
    }
    return false;
  }

  /** Whether a method is called on an object whose class has its own in the place of another that the method calls. */
  private isOfOther(index: number, { on }: Frame): boolean {
    const owner = on?.kind === 'object' ? this.evaluator.bindings.ownerOf(index) : null;
    if (on?.kind !== 'object' || !owner || on.class === owner) return false;
    return this.parameters
      .operandsOf(index)
      .flatMap(({ text }) => text.match(/(?<=\bthis\.)#?[\w$]+/g) ?? [])
      .some((name) => this.isOverridden(owner, on.class, name));
  }

  private isOverridden(owner: ClassInfo, below: ClassInfo, name: string): boolean {
    const [one, other] = [owner, below].map((info): Value =>
      this.evaluator.classMember(info, name, null),
    );
    if (other?.kind !== 'function') return false;
    return one?.kind !== 'function' || one.home !== other.home || one.function !== other.function;
  }
}
