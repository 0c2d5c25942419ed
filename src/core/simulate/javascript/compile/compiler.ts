import type { ClassNode, Expression, FunctionNode, Pattern, Statement } from '../ast';
import type { Realm } from '../realm';
import { Unknown } from '../values/unknown';
import { compileAssignment, compileUpdate } from './assignment';
import {
  compileCall,
  compileImportCall,
  compileNew,
  compileSuperCall,
  compileTaggedTemplate,
} from './calls';
import { compileClass } from './classes';
import type { Code, StatementCode } from './code';
import { combine, pause, plain, suspending } from './code';
import type { Compiler, ModuleLinks, Writer } from './context';
import { compileFunction } from './functions';
import { compileArray, compileObject, compileRegExp, compileTemplate } from './literals';
import { compileChain, compileMember, compileSuperMember } from './members';
import {
  compileBinary,
  compileConditional,
  compileLogical,
  compilePrivateIn,
  compileUnary,
} from './operations';
import { compileWriter } from './patterns';
import type { StaticScope } from './scope';
import { compileStatement, compileStatements } from './statements';
import { compileRead } from './variables';
import { compileYield } from './yield';

/** Compiles the evaluator's tree to closures, a function's body when it is first called. */
export class ProgramCompiler implements Compiler {
  strict = false;
  owner: { readonly async: boolean; readonly generator: boolean } = {
    async: false,
    generator: false,
  };
  labels: readonly string[] = [];

  constructor(
    readonly realm: Realm,
    readonly links: ModuleLinks,
    public scope: StaticScope,
    /** Qualified names of functions, by the position they start at (`line:column`). */
    readonly functionNames: ReadonlyMap<string, string>,
  ) {}

  fork(scope: StaticScope, strict: boolean, links = this.links): Compiler {
    const fork = new ProgramCompiler(this.realm, links, scope, this.functionNames);
    fork.strict = strict;
    return fork;
  }

  /** Compiles with `scope` as the innermost. */
  within<T>(scope: StaticScope, compile: () => T): T {
    const outer = this.scope;
    this.scope = scope;
    try {
      return compile();
    } finally {
      this.scope = outer;
    }
  }

  expression(node: Expression): Code {
    switch (node.type) {
      case 'literal': {
        const { value } = node;
        return plain(() => value);
      }
      case 'identifier':
        return compileRead(this, node);
      case 'this':
        return compileRead(this, { name: 'this', place: null });
      case 'newTarget':
        return compileRead(this, { name: 'new.target', place: null });
      case 'importMeta':
        return plain(() => this.realm.object().put('url', `file:///${this.realm.file}`));
      case 'member':
        return compileMember(this, node);
      case 'superMember':
        return compileSuperMember(this, node);
      case 'chain':
        return compileChain(this, node.expression);
      case 'call':
        return compileCall(this, node);
      case 'superCall':
        return compileSuperCall(this, node);
      case 'new':
        return compileNew(this, node);
      case 'importCall':
        return compileImportCall(this, node);
      case 'template':
        return compileTemplate(this, node.parts);
      case 'taggedTemplate':
        return compileTaggedTemplate(this, node);
      case 'regexp':
        return compileRegExp(this, node);
      case 'array':
        return compileArray(this, node.elements);
      case 'object':
        return compileObject(this, node.members);
      case 'function':
        return this.function(node.function);
      case 'class':
        return this.class(node.class);
      case 'unary':
        return compileUnary(this, node);
      case 'update':
        return compileUpdate(this, node);
      case 'binary':
        return compileBinary(this, node);
      case 'privateIn':
        return compilePrivateIn(this, node);
      case 'logical':
        return compileLogical(this, node);
      case 'assign':
        return compileAssignment(this, node);
      case 'conditional':
        return compileConditional(this, node);
      case 'sequence':
        return combine(
          node.expressions.map((each) => this.expression(each)),
          (values) => values.at(-1),
        );
      case 'await': {
        const argument = this.expression(node.argument);
        const site = { keyword: 'await', place: node.place, into: node.into } as const;
        return suspending(function* (scope) {
          const value = argument.run ? argument.run(scope) : yield* argument.steps(scope);
          const result = yield* pause('await', value, site);
          return result instanceof Unknown && site.into !== null ? result.as(site.into) : result;
        });
      }
      case 'yield':
        return compileYield(this, node);
      case 'unsupported': {
        const { what, place } = node;
        return plain(() => {
          this.realm.context.place = place;
          return this.realm.unsupported(what);
        });
      }
    }
  }

  statement(node: Statement): StatementCode {
    return compileStatement(this, node);
  }

  statements(nodes: readonly Statement[]): StatementCode {
    return compileStatements(this, nodes);
  }

  function(node: FunctionNode): Code {
    return compileFunction(this, node);
  }

  class(node: ClassNode): Code {
    return compileClass(this, node);
  }

  /** How values get into a pattern. `declaring`: as initialisation, which a `const` allows. */
  writer(pattern: Pattern, declaring: boolean, source: Expression | null = null): Writer {
    return compileWriter(this, pattern, declaring, source);
  }
}
