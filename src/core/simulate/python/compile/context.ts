import type { AwaitPoint, Code, Completion, FunctionCode } from '../objects/functions';
import type { Expression, FunctionDef, Site, Statement } from '../syntax/ast';
import type { Scope, Scopes } from './scope';

/** The parts of the compiler, which call one another; `compile/module.ts` puts them together. */
export interface Compilers {
  expression(context: Context, node: Expression): Code;
  block(context: Context, statements: readonly Statement[]): Code<Completion>;
  functionCode(
    context: Context,
    node: FunctionDef | (Expression & { type: 'Lambda' | 'GeneratorExp' }),
  ): FunctionCode;
}

/** A `while` whose body is being compiled. */
export interface WhileLoop {
  /** The slot of the frame that counts its turns. */
  readonly slot: number;
  /** Turns that it is assumed to take where an unknown inside decides. */
  readonly turns: number;
  /** Whether a `break` leaves it; one inside a `for` of its body does not. */
  readonly breaks: boolean;
}

/** Where compilation stands: the scope, the qualified name, the source. */
export class Context {
  /** The innermost `while` of this scope around what is compiled now. */
  whileLoop: WhileLoop | null = null;

  constructor(
    readonly compilers: Compilers,
    readonly scopes: Scopes,
    readonly scope: Scope,
    readonly source: string,
    /** Prefix of the qualified names in here: `outer.<locals>.` or `Class.`. */
    readonly prefix: string,
    /** Whether this is an async function's body, where `yield` makes an async generator. */
    readonly isAsync: boolean,
  ) {}

  expression(node: Expression): Code {
    return this.compilers.expression(this, node);
  }

  block(statements: readonly Statement[]): Code<Completion> {
    return this.compilers.block(this, statements);
  }

  /** The body of a loop; an `if` in it may be what ends `whileLoop`. */
  loopBody(statements: readonly Statement[], whileLoop: WhileLoop | null): Code<Completion> {
    const outer = this.whileLoop;
    this.whileLoop = whileLoop;
    const body = this.block(statements);
    this.whileLoop = outer;
    return body;
  }

  /** The context of the block that `node` opens. */
  inside(node: object, prefix = this.prefix, isAsync = this.isAsync): Context {
    const scope = this.scopes.of.get(node);
    if (!scope) throw new Error('A scope is missing');
    return new Context(this.compilers, this.scopes, scope, this.source, prefix, isAsync);
  }

  text(site: Site): string {
    return this.source.slice(site.start, site.end);
  }

  /** What a suspension point of this kind is, for the trace. */
  point(
    keyword: AwaitPoint['keyword'],
    site: Site,
    operand: Expression | null,
    into: string | null = null,
  ): AwaitPoint {
    const text = operand ? this.text(operand.site).replace(/\s+/g, ' ') : '';
    const subject =
      operand?.type === 'Call' && operand.func.type === 'Attribute'
        ? this.text(operand.func.value.site)
        : text;
    return { site, keyword, text, subject, into };
  }
}
