import * as l10n from '@vscode/l10n';
import type { Range } from '../../position';
import { moduleName } from '../../suspension/types';
import type { TraceWriter } from '../../trace/writer';
import type { Choices } from '../choices';
import type { Program } from './ast';
import { AsyncCall } from './async_call';
import { writeOutput } from './builtins/console';
import { installBuiltins } from './builtins/install';
import { declareBlockFunctions } from './compile/block_functions';
import type { Completion, Scope, StatementCode } from './compile/code';
import { freshScope } from './compile/code';
import { ProgramCompiler } from './compile/compiler';
import { argumentsObject } from './compile/functions';
import type { Compiler, ModuleLinks } from './compile/context';
import { declareLexical, StaticScope, varNames } from './compile/scope';
import { findFunction, runEntry } from './entry';
import { inspect } from './inspect/inspect';
import { knownModule } from './modules/registry';
import { Realm } from './realm';
import { ErrorObject } from './values/error';
import type { JSObject, Value } from './values/object';
import { Property } from './values/object';
import type { PromiseObject } from './values/promise';
import { Stop, Thrown } from './values/throw';
import { toText } from './values/convert';
import { Unknown } from './values/unknown';

/** One run of a program in a fresh realm: the module's own code, then the event loop until nothing is left. */
export class ProgramRun {
  readonly realm: Realm;
  /** Events that are missing because a limit was reached. */
  dropped = 0;
  private readonly compiler: Compiler;
  private readonly scope = new StaticScope(null, 'module');
  private readonly exports: JSObject;
  private moduleObject: JSObject;

  constructor(
    private readonly program: Program,
    private readonly writer: TraceWriter,
    functionNames: ReadonlyMap<string, string>,
    maxEvents: number,
    file: string,
    choices: Choices,
  ) {
    this.realm = new Realm(writer, maxEvents, choices, (error, fromPromise) =>
      this.uncaught(error, fromPromise),
    );
    this.realm.file = file;
    installBuiltins(this.realm);
    this.exports = this.realm.object();
    this.moduleObject = this.realm.object().put('exports', this.exports);
    const links: ModuleLinks = {
      import: (source) => knownModule(this.realm, source) ?? this.unknownModule(source),
      export: (name, value) => void this.exports.define(name, new Property(value)),
    };
    this.compiler = new ProgramCompiler(this.realm, links, this.scope, functionNames);
    this.compiler.strict = program.strict;
    this.compiler.owner = { async: program.module, generator: false };
    this.declareModuleNames(links);
  }

  /** The whole file, as `node FILE` runs it. */
  module(): void {
    this.guarded(() => {
      const { body, scope } = this.prepare();
      this.realm.loop.phase('main');
      if (this.program.module) this.runEsModule(body, scope);
      else this.runCommonJs(body, scope);
      this.runLoop();
    });
  }

  /** One function, its parameters unknown, after the declarations around it. */
  function(name: string, range: Range): void {
    this.guarded(() => {
      const { realm } = this;
      realm.lenient = true;
      const found = findFunction(realm, this.compiler, this.program, range, () => this.makeScope());
      realm.loop.phase('main');
      if (!found) {
        realm.unsupported(name);
        return;
      }
      realm.context.guard(() => runEntry(realm, found));
      realm.loop.taskQueues.runNextTicks();
      this.runLoop();
    });
  }

  /** Declares the module's names, and gives the variables they stand for. */
  private makeScope(): Scope {
    const { body, module, strict } = this.program;
    for (const name of varNames(body)) this.scope.declare(name, 'var');
    declareLexical(this.scope, body);
    if (!strict) declareBlockFunctions(this.scope, body, []);
    const scope = freshScope(this.scope.size, this.scope.lexical, null);
    if (!module) scope.slots[0] = this.exports;
    return scope;
  }

  private prepare(): { readonly body: StatementCode; readonly scope: Scope } {
    const scope = this.makeScope();
    const { body } = this.program;
    // Imports are bound before the first statement, wherever they stand.
    const imports = body.filter((statement) => statement.type === 'import');
    const others = body.filter((statement) => statement.type !== 'import');
    return { body: this.compiler.statements([...imports, ...others]), scope };
  }

  /** An ES module's body runs inside a job, so that its microtasks come before its ticks. */
  private runEsModule(body: StatementCode, scope: Scope): void {
    const { realm } = this;
    let finished: PromiseObject | null = null;
    realm.context.guard(() => {
      finished = this.startModule(body, scope);
    });
    realm.loop.microtasks.drain();
    realm.loop.taskQueues.processTicksAndRejections();
    this.moduleEnd = finished;
  }

  private moduleEnd: PromiseObject | null = null;

  private runCommonJs(body: StatementCode, scope: Scope): void {
    this.realm.context.guard(() => void this.startModule(body, scope));
    this.realm.loop.taskQueues.runNextTicks();
  }

  /** The module's own code is the trace's first task. */
  private startModule(body: StatementCode, scope: Scope): PromiseObject {
    const { realm, program } = this;
    const call = new AsyncCall(realm, {
      name: '',
      qualifiedName: moduleName,
      place: program.place,
    });
    const promise = call.start(() => {
      if (!body.run) return { steps: steps(body, scope) };
      body.run(scope);
      return { value: undefined };
    });
    if (!program.module && promise.state === 'rejected') {
      // CommonJS code has no promise: its exception is uncaught at once.
      promise.handled = true;
      throw new Thrown(promise.result);
    }
    return promise;
  }

  private runLoop(): void {
    const { realm } = this;
    for (;;) {
      realm.loop.run();
      if (realm.loop.waitsForever) {
        const text = l10n.t(
          'The program does not end: a MessagePort with a listener keeps the event loop waiting until it is closed.',
        );
        this.writer.emit({ kind: 'warn', task: null, text });
        return;
      }
      realm.processEvent('beforeExit', [realm.exitCode ?? 0]);
      realm.loop.taskQueues.runNextTicks();
      if (!realm.loop.isAlive()) break;
    }
    if (this.moduleEnd?.state === 'pending') {
      this.warn(`Warning: Detected unsettled top-level await at ${realm.file}`);
      realm.exitCode = 13;
    }
    realm.tellExit();
    // Of what the listeners start, microtasks alone still run.
    realm.loop.microtasks.drain();
  }

  private warn(text: string): void {
    this.writer.emit({ kind: 'warn', task: null, text });
    writeOutput(this.realm, 'stderr', `${text}\n`);
  }

  /** An exception that nothing caught, or a rejection that nobody handled, ends the program. */
  private uncaught(error: Value, fromPromise: boolean): void {
    const { realm } = this;
    if (
      fromPromise &&
      realm.processEvent('unhandledRejection', [error, realm.promises.rejectionOf ?? undefined])
    )
      return;
    const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
    realm.processEvent('uncaughtExceptionMonitor', [error, origin]);
    if (realm.processEvent('uncaughtException', [error, origin])) return;
    const isError = error instanceof ErrorObject;
    const shown = inspect(realm, error);
    const text =
      isError || !fromPromise
        ? `${isError ? '' : 'Uncaught:\n'}${shown}`
        : `[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${shown}".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}`;
    this.writer.emit({
      kind: 'warn',
      task: realm.context.task,
      text: fromPromise
        ? l10n.t('A rejection that nobody handled ends the program.')
        : l10n.t('An exception that nobody caught ends the program.'),
    });
    writeOutput(realm, 'stderr', `${text}\n`);
    realm.exitCode = 1;
    realm.tellExit();
    throw new Stop('exit');
  }

  /** Runs to the end, whatever stops it: a walkthrough never throws. */
  private guarded(code: () => void): void {
    const { realm } = this;
    try {
      code();
    } catch (error) {
      if (error instanceof Stop) {
        if (error.reason === 'limit') this.dropped = 1;
        return;
      }
      realm.quiet = false;
      const what = error instanceof Error ? error.message : String(error);
      realm.assume(
        'unsupported',
        l10n.t('The walkthrough stops here: it cannot go on ({0}).', what),
      );
    }
  }

  private unknownModule(source: string): Unknown {
    return new Unknown(source);
  }

  /** The names that CommonJS code finds in its module. */
  private declareModuleNames(links: ModuleLinks): void {
    this.scope.declare('this', 'internal');
    const { realm } = this;
    if (this.program.module) return;
    const { global } = realm;
    global.hide('module', this.moduleObject);
    global.hide('exports', this.exports);
    const require = realm.function(
      'require',
      (_self, [source]) => {
        const module = links.import(toText(source));
        return module instanceof Unknown ? module : module;
      },
      1,
    );
    require.put('main', this.moduleObject);
    global.hide('require', require);
    // What the function around the module got (`wrapSafe` of lib/internal/modules/cjs/loader.js).
    const wrapped = [this.exports, require, this.moduleObject, `/${realm.file}`, '/'];
    global.hide('__filename', `/${realm.file}`).hide('__dirname', '/');
    global.hide('arguments', argumentsObject(realm, wrapped));
  }
}

function* steps(body: StatementCode, scope: Scope) {
  const completion: Completion | undefined = body.run ? body.run(scope) : yield* body.steps(scope);
  return completion?.value;
}
