import { parse } from '@babel/parser';
import { Names } from './names';
import {
  afterArrow,
  afterDirectives,
  canBeWrapped,
  combinators,
  combines,
  labelled,
  opensAsync,
  placeOf,
  propertyOf,
  reactionSite,
  receiver,
  schedules,
  unpacks,
} from './nodes';
import { parserOptions } from './parsing';
import { notAsyncIterable } from './printed';
import { mark } from './shown';
import type { Definitions, FunctionSite, Site } from './sites';
import { syntaxOf } from './syntax';
import type { Syntax } from './syntax';
import { childrenOf, isAsyncFunction, isFunction } from './tree';
import type { Tree } from './tree';

/**
 * Inserts calls of the recorder into a source text, before its types are taken out. Only text is inserted, never a line
 * end, and each piece stands between two vertical tabs (white space in ECMAScript, and in no real source): so that what was
 * inserted can be told from what the user wrote, for positions and for `Function.prototype.toString`.
 *
 * `$awaitLens` is the recorder (recorders/node/calls.cjs says what its functions do); `$al` is the running call of the
 * async function that the code is in. Both return what they are given, so no value and no order of evaluation changes.
 */

export { concerns, isModule } from './parsing';

export interface Instrumented {
  readonly code: string;
  readonly definitions: Definitions;
  readonly syntax: Syntax;
}

export interface InstrumentOptions {
  readonly file: string;
  readonly module: boolean;
  /** Whether the file is the program's own: its module's code is then an async call of its own. */
  readonly main: boolean;
  /** Gives sites and functions the ids from this one on. */
  readonly firstId: number;
  /** Whether the runtime has `using`, by which the end of an `await using` is seen. */
  readonly using?: boolean;
  /** Whether the code tells the recorder of itself when it runs, for a loader in another thread. */
  readonly announced?: boolean;
}

/** Errors: the text has a syntax error, as Babel's parser words it; the runtime will find it too. */
export function instrument(text: string, options: InstrumentOptions): Instrumented {
  const { program } = parse(text, parserOptions(options.file, options.module));
  return new Instrumenter(text, options).run(program as unknown as Tree);
}

interface Piece {
  readonly at: number;
  readonly opens: boolean;
  readonly text: string;
}

class Instrumenter {
  private readonly pieces: Piece[] = [];
  private readonly functions: FunctionSite[] = [];
  private readonly sites: Site[] = [];
  private readonly names: Names;
  private next: number;

  constructor(
    private readonly text: string,
    private readonly options: InstrumentOptions,
  ) {
    this.next = options.firstId;
    this.names = new Names(text);
  }

  run(program: Tree): Instrumented {
    const body = program.body as Tree[];
    const last = body.at(-1);
    const { announced, file, firstId } = this.options;
    const start = afterDirectives(program, 0, this.text);
    if (announced) this.open(start, `;$awaitLens.module(${JSON.stringify(file)},${firstId});`);
    if (this.options.main && last) {
      const id = this.define(program, '<module>');
      // The resources of a module are closed behind its last line: this one, opened first, as the last.
      const closes = this.options.using === true && body.some(opensAsync);
      const whole = closes ? 'using $alWhole=$awaitLens.whole($al);' : '';
      this.open(start, `;const $al=$awaitLens.enter(${id},0);${whole}`);
      this.visitAll(program, { async: true, generator: false });
      this.close(last.end, closes ? ';$awaitLens.reachEnd();' : ';$awaitLens.leave($al);');
    } else this.visitAll(program, { async: false, generator: false });
    return {
      syntax: syntaxOf(program),
      code: this.assemble(),
      definitions: { file: this.options.file, functions: this.functions, sites: this.sites },
    };
  }

  /** At one place what closes comes before what opens; both are in the order in which they were found. */
  private assemble(): string {
    const sorted = this.pieces
      .map((piece, index) => ({ ...piece, index }))
      .sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || a.index - b.index);
    const parts: string[] = [];
    let at = 0;
    for (const piece of sorted) {
      parts.push(this.text.slice(at, piece.at), mark, piece.text, mark);
      at = piece.at;
    }
    parts.push(this.text.slice(at));
    return parts.join('');
  }

  private open(at: number, text: string): void {
    this.pieces.push({ at, opens: true, text });
  }

  private close(at: number, text: string): void {
    this.pieces.push({ at, opens: false, text });
  }

  private visitAll(node: Tree, inside: Inside): void {
    for (const child of childrenOf(node)) this.visit(child, node, inside);
  }

  private visit(node: Tree, parent: Tree, inside: Inside): void {
    const leave = this.names.enter(node, parent);
    if (isFunction(node)) this.visitFunction(node, parent);
    else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression')
      this.visitCall(node, inside);
    else if (!inside.async) this.visitAll(node, inside);
    else this.visitPoint(node, parent, inside);
    leave();
  }

  private visitFunction(node: Tree, parent: Tree): void {
    const body = node.body as Tree | undefined;
    const async = isAsyncFunction(node);
    const inside = { async, generator: node.generator === true };
    if (!body || !canBeWrapped(body)) {
      // What cannot be wrapped stays as it is, with all that is in it.
      if (body && !async) this.visitAll(node, inside);
      return;
    }
    if (!async) {
      const site = reactionSite(node, parent) ? this.site(node, 'callback', null, null) : null;
      if (site !== null && !inside.generator)
        this.wrap(node, body, inside, [
          `$awaitLens.begin(${site});try{`,
          '}finally{$awaitLens.end()}',
          'return (',
          ')',
        ]);
      else this.visitAll(node, inside);
      return;
    }
    const id = this.define(node, this.names.current);
    // An initializer in the parameters may make promises before the body runs: the newest is then not the call's own.
    const simple = (node.params as Tree[]).every(({ type }) => type === 'Identifier');
    const own = simple && !inside.generator ? 1 : 0;
    this.wrap(node, body, inside, [
      `;const $al=$awaitLens.enter(${id},${own});try{`,
      '}catch($e){throw $awaitLens.raise($al,$e)}finally{$awaitLens.leave($al)}',
      'return $awaitLens.give($al,(',
      '))',
    ]);
  }

  /** Puts the body of a function, a block or an expression, between two pieces. */
  private wrap(
    node: Tree,
    body: Tree,
    inside: Inside,
    [before, after, giving, given]: readonly [string, string, string, string],
  ): void {
    if (body.type === 'BlockStatement') {
      const start = afterDirectives(body, body.start + 1, this.text);
      const end = body.end - 1;
      // At one place what closes would come first.
      this.open(start, start === end ? before + after : before);
      this.visitAll(node, inside);
      if (start !== end) this.close(end, after);
      return;
    }
    this.open(afterArrow(node, this.text), `{${before}${giving}`);
    this.visitAll(node, inside);
    this.close(node.end, `${given}${after}}`);
  }

  private visitPoint(node: Tree, parent: Tree, inside: Inside): void {
    switch (node.type) {
      case 'AwaitExpression': {
        const site = this.site(node, 'await', receiver(node, parent, this.text), node.argument);
        this.open(node.start, `$awaitLens.${unpacks(node, parent) ? 'unpack' : 'resume'}($al,`);
        this.open(node.start + 'await'.length, ` $awaitLens.suspend($al,${site},`);
        this.visitAll(node, inside);
        this.close(node.end, '))');
        return;
      }
      case 'YieldExpression':
        this.visitYield(node, parent, inside);
        return;
      case 'ReturnStatement': {
        if (node.argument) this.open(node.start + 'return'.length, ' $awaitLens.give($al,(');
        this.visitAll(node, inside);
        if (node.argument)
          this.close(this.text[node.end - 1] === ';' ? node.end - 1 : node.end, '))');
        return;
      }
      case 'VariableDeclaration':
        if (
          this.options.using &&
          opensAsync(node) &&
          /^(BlockStatement|Program)$/.test(parent.type)
        )
          this.visitAwaitUsing(node, inside);
        else this.visitAll(node, inside);
        return;
      case 'CatchClause': {
        this.visitCatch(node, inside);
        return;
      }
      case 'TryStatement': {
        const finalizer = node.finalizer as Tree | null;
        if (finalizer) this.open(finalizer.start + 1, '$awaitLens.caught($al);');
        this.visitAll(node, inside);
        return;
      }
      case 'ForOfStatement':
        if (node.await === true) this.visitForAwait(node, parent, inside);
        else this.visitAll(node, inside);
        return;
      case 'LabeledStatement': {
        // The braces that a loop needs go outside its labels, or `continue` would miss it.
        const loop = labelled(node);
        if (loop.type === 'ForOfStatement' && loop.await === true) {
          this.open(node.start, '{');
          this.visitAll(node, inside);
          this.close(node.end, ';$awaitLens.proceed($al)}');
        } else this.visitAll(node, inside);
        return;
      }
      default:
        this.visitAll(node, inside);
    }
  }

  private visitYield(node: Tree, parent: Tree, inside: Inside): void {
    const site = this.site(node, 'yield', receiver(node, parent, this.text), null);
    this.open(node.start, '$awaitLens.resume($al,');
    if (!node.argument) {
      this.close(node.end, ` $awaitLens.produce($al,${site}))`);
      return;
    }
    const delegates = node.delegate === true;
    const at = delegates ? this.text.indexOf('*', node.start) + 1 : node.start + 'yield'.length;
    this.open(at, ` $awaitLens.${delegates ? 'delegate' : 'produce'}($al,${site},`);
    this.visitAll(node, inside);
    this.close(node.end, '))');
  }

  /** A pattern is taken apart after the recorder has seen the error: `catch ($alError){…; let {message}=($alError); {…}}`. */
  private visitCatch(node: Tree, inside: Inside): void {
    const { param, body } = node as unknown as { param: Tree | null; body: Tree };
    const pattern = param !== null && param.type !== 'Identifier';
    if (pattern) {
      this.open(param.start, '$alError){$awaitLens.caught($al,$alError);let ');
      this.visit(param, node, inside);
      this.close(param.end, '=($alError');
      this.open(body.start, ';');
      this.visit(body, node, inside);
      this.close(body.end, '}');
      return;
    }
    this.open(body.start + 1, `$awaitLens.caught($al${param ? `,${String(param.name)}` : ''});`);
    this.visitAll(node, inside);
  }

  /**
   * Resources are closed in the reverse order: one right before each that is declared here, and one right after its wait.
   * The comma between two names parts two of the recorder's, so that each name gets a declaration of its own.
   */
  private visitAwaitUsing(node: Tree, inside: Inside): void {
    const declarators = node.declarations as Tree[];
    const site = this.site(node, 'await using', null, null);
    for (const [index, declarator] of declarators.entries()) {
      const closed = `$alClosed${site}_${index}=$awaitLens.closed($al);`;
      const closing = `;using $alClosing${site}_${index}=$awaitLens.closing($al,${site})`;
      if (index === 0) this.open(node.start, `using ${closed}`);
      else this.open(declarator.start, `${closed}await using `);
      this.visit(declarator, node, inside);
      if (declarator === declarators.at(-1)) this.close(node.end, `${closing};`);
      else this.close(declarator.end, closing);
    }
  }

  private visitForAwait(node: Tree, parent: Tree, inside: Inside): void {
    const { left, right, body } = node as unknown as Record<'left' | 'right' | 'body', Tree>;
    const into = this.text.slice(left.start, left.end).replace(/^(const|let|var)\s+/, '');
    const site = this.site(node, 'for await', into, null);
    const braces = parent.type !== 'LabeledStatement';
    const block = body.type === 'BlockStatement';
    if (braces) this.open(node.start, '{');
    const wrapped = right.type !== 'SequenceExpression';
    this.visit(left, node, inside);
    if (wrapped)
      this.open(
        right.start,
        `$awaitLens.iterate($al,${site},${JSON.stringify(notAsyncIterable(right))},`,
      );
    this.visit(right, node, inside);
    if (wrapped) this.close(right.end, ')');
    this.open(block ? body.start + 1 : body.start, `${block ? '' : '{'}$awaitLens.proceed($al);`);
    this.visit(body, node, inside);
    if (!block) this.close(body.end, '}');
    if (braces) this.close(node.end, ';$awaitLens.proceed($al)}');
  }

  private visitCall(node: Tree, inside: Inside): void {
    const callee = node.callee as Tree;
    const first = (node.arguments as Tree[])[0];
    const plain = first !== undefined && first.type !== 'SpreadElement';
    let opened = false;
    if (plain && schedules(callee)) {
      const site = this.site(first, 'callback', null, node);
      this.open(first.start, `$awaitLens.schedule(${site},`);
      opened = true;
    } else if (plain && combines(callee)) {
      const kind = combinators.indexOf(propertyOf(callee));
      this.open(first.start, `$awaitLens.combine(${kind},`);
      opened = true;
    }
    this.visit(callee, node, inside);
    for (const [index, argument] of (node.arguments as Tree[]).entries()) {
      this.visit(argument, node, inside);
      if (opened && index === 0) this.close(argument.end, ')');
    }
  }

  private define(node: Tree, name: string): number {
    const id = this.next++;
    this.functions.push({ id, name, ...placeOf(node) });
    return id;
  }

  private site(node: Tree, keyword: Site['keyword'], into: string | null, call: unknown): number {
    const id = this.next++;
    const awaited = call as Tree | null;
    const place = awaited?.type.endsWith('CallExpression') ? placeOf(awaited) : null;
    this.sites.push({
      id,
      keyword,
      ...placeOf(node),
      into,
      call: place && [place.line, place.column, place.endLine, place.endColumn],
    });
    return id;
  }
}

/** What the code at a node is directly inside of. */
interface Inside {
  readonly async: boolean;
  readonly generator: boolean;
}
