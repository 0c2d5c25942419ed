import { AwaitedParameters } from '../awaitedParameters';
import type { Explainer } from '../explainer';
import { alternativesOf } from '../resolve/either';
import type { JavaScriptBinding } from '../resolve/javascript/bindings';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { givenByCall } from '../resolve/javascript/parameters';
import { baseOf } from '../resolve/javascript/classes';
import type { JavaScriptParts } from '../resolve/javascript/parts';
import { isFunctionClass } from '../resolve/javascript/prototypes';
import type { ClassInfo, Frame, Value } from '../resolve/value';
import { isSameClass } from '../resolve/value';
import { Deciding } from './deciding';

/** What is waited for itself, or decides when it is called; an object only tells which method of its name is called. */
const telling = /^(?:function|callable|promise|invocation|call)$/;

const words = {
  objects: /^(?:this|super)$/,
  plain:
    /^(?:(?:string|number|boolean|bigint|symbol|undefined|null|true|false|'[^']*'|"[^"]*")(?:\[\])*[\s|]*)+$/,
};

/** How far behind the name of a member the sign is looked for that sets it, in UTF-16 code units. */
const longestGap = 40;

/** How many classes of which each inherits from the next are looked at. */
const longestLine = 16;

/** Which functions of a file wait for what depends on their calls. */
export class Dependence {
  private readonly parameters: AwaitedParameters<JavaScriptBinding>;
  /** See `membersIn`. */
  private readonly members = new Map<number, readonly string[]>();

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
    return this.membersIn(index).some((name) => this.isOverridden(owner, on.class, name));
  }

  /** The names of the members of its own object that what a function waits for is written with. */
  private membersIn(index: number): readonly string[] {
    let names = this.members.get(index);
    if (!names) {
      const all = this.parameters
        .operandsOf(index)
        .flatMap(({ text }) => text.match(/(?<=\bthis\.)#?[\w$]+/g) ?? []);
      names = [...new Set(all)];
      this.members.set(index, names);
    }
    return names;
  }

  private isOverridden(owner: ClassInfo, below: ClassInfo, name: string): boolean {
    if (!this.mayBeOverridden(owner, below, name)) return false;
    const [one, other] = [owner, below].map((info): Value =>
      this.evaluator.classMember(info, name, null),
    );
    if (other?.kind !== 'function') return false;
    return one?.kind !== 'function' || one.home !== other.home || one.function !== other.function;
  }

  /** Whether a class on the way from one to what it inherits from has a member of this name, which is quick to say. */
  private mayBeOverridden(owner: ClassInfo, below: ClassInfo, name: string): boolean {
    for (let info = below, left = longestLine; !isSameClass(info, owner); left--) {
      const home = this.evaluator.at(info.node);
      if (left === 0 || isFunctionClass(info) || hasOwn(home, info, name)) return true;
      const base = baseOf(home, info);
      if (base?.kind !== 'class') return true;
      info = base.class;
    }
    return false;
  }
}

/** Whether the code of a class has a member of this name in its body, or sets one of its objects. */
function hasOwn({ bindings, source }: JavaScriptParts, info: ClassInfo, name: string): boolean {
  const isSet = (offset: number) => {
    const end = offset + name.length;
    return /^\s*=(?!=)/.test(source.text.slice(end, end + longestGap));
  };
  return bindings.in(name, info).length > 0 || source.occurrences(name, info).some(isSet);
}
