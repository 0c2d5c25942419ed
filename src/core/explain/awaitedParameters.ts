import type { SyntaxNode } from '../syntax/document';
import { partsOf } from '../syntax/nodes';
import type { Explainer } from './explainer';
import type { Bindings, Bound } from './resolve/bindings';

/** What the languages' bindings have in common that matters here. */
interface Binding {
  readonly kind: string;
  readonly node?: SyntaxNode | null;
  readonly annotation?: string | null;
  readonly default?: SyntaxNode | null;
}

/** What the words of a language say of its parameters. */
interface Words {
  /** The words for the object that a method is called on. */
  readonly objects: RegExp;
  /** Types of numbers, texts and the like, which decide on no wait: what is quoted of them is read from the call anyway. */
  readonly plain: RegExp;
  /** Whether an expression that has a name in it uses it so that it may decide what is waited for. */
  readonly isUsed: (name: string, expression: SyntaxNode) => boolean;
}

/** Of which nodes a default is a number, a text or the like, in both grammars. */
const plainDefault = /^(?:string|template_string|number|integer|float|true|false)$/;

/** The parameters that what the functions of a file wait for is made of. */
export class AwaitedParameters<Own extends Binding> {
  private readonly known = new Map<string, readonly Bound<Own>[]>();

  constructor(
    private readonly explainer: Explainer,
    private readonly bindings: Bindings<Own>,
    private readonly words: Words,
  ) {}

  /** What the points of a function wait for. */
  operandsOf(index: number): readonly SyntaxNode[] {
    return this.explainer.pointsOf(index).flatMap((at) => this.explainer.point(at)?.operands ?? []);
  }

  /** The parameters that the points of a function name: its own, or those of a function `around` it. */
  of(index: number, around = index): readonly Bound<Own>[] {
    const key = `${String(index)} ${String(around)}`;
    let parameters = this.known.get(key);
    if (!parameters) {
      parameters = this.find(index, around);
      this.known.set(key, parameters);
    }
    return parameters;
  }

  private find(index: number, around: number): readonly Bound<Own>[] {
    const { source } = this.explainer;
    const stretches = this.operandsOf(index).flatMap((operand) => [
      operand,
      ...(operand.type === 'identifier' ? this.sourcesOf(operand.text, index) : []),
    ]);
    const node = source.functionNode(around);
    const signature = node?.childForFieldName('parameters') ?? node?.childForFieldName('parameter');
    return this.wordsOf(signature).flatMap((word) => {
      const using = stretches.filter(({ startIndex: start, endIndex: end }) =>
        source.hasWord([word], { start, end }),
      );
      if (using.length === 0) return [];
      const bounds = this.bindings
        .in(word, around)
        .filter(({ binding }) => this.mayDecide(binding));
      const isUsed = bounds.length > 0 && using.some((one) => this.words.isUsed(word, one));
      return isUsed ? bounds : [];
    });
  }

  /** The words of those parameters of a signature that may decide what is waited for, their names among them. */
  private wordsOf(signature: SyntaxNode | null | undefined): readonly string[] {
    if (!signature) return [];
    const parts = signature.type === 'identifier' ? [signature] : partsOf(signature);
    const open = parts.filter((part) => {
      const annotation = part.childForFieldName('type')?.text.replace(/^\s*:\s*/, '');
      return !this.isPlain(annotation, part.childForFieldName('value'));
    });
    const all = new Set(open.flatMap(({ text }) => text.match(/\w+/g) ?? []));
    return [...all].filter((word) => !this.words.objects.test(word));
  }

  /** Whether a binding is that of a parameter which may decide what is waited for. */
  private mayDecide({ kind, annotation, default: given }: Own): boolean {
    return kind === 'parameter' && !this.isPlain(annotation, given);
  }

  private isPlain(annotation: Binding['annotation'], given: Binding['default']): boolean {
    return annotation === null || annotation === undefined
      ? plainDefault.test(given?.type ?? '')
      : this.words.plain.test(annotation);
  }

  /** What the variables of a function are made from: `value` in `value = make(…)`, `for value in values`. */
  private sourcesOf(name: string, index: number): readonly SyntaxNode[] {
    return this.bindings
      .in(name, index)
      .flatMap(({ binding }) =>
        binding.kind === 'value' || binding.kind === 'element' ? (binding.node ?? []) : [],
      );
  }
}
