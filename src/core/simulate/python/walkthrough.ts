import * as l10n from '@vscode/l10n';
import type { SyntaxDocument } from '../../syntax/document';
import type { Suspensions } from '../../suspension/types';
import { Choices } from '../choices';
import type { Walkthrough, WalkthroughOptions } from '../types';
import {
  awaitUnknown,
  firstIteration,
  isAlone,
  isLoop,
  roots,
  unknownTurn,
  unreferenced,
} from '../asyncio/services';
import { neverRetrieved, warnNeverRetrieved } from '../asyncio/futures';
import { compileModule } from './compile/module';
import type { CompiledModule } from './compile/module';
import { startFunction } from './entry';
import { builtins, importModule } from './library';
import { runExitFunctions } from './modules/atexit';
import { Machine, machine, withMachine } from './machine';
import type { PyException } from './objects/exceptions';
import { Cut, Raised, exceptionClass } from './objects/exceptions';
import { Frame, Namespace } from './objects/functions';
import type { Slot } from './objects/functions';
import { fullName, str } from './operations/repr';
import { lowerModule } from './syntax/lower';

/** Events after which a walkthrough is cut, unless the caller says otherwise. */
const defaultMaxEvents = 250_000;

/** Works out, from the source alone, what a Python program or function does under asyncio. */
export function walkThroughPython(
  document: SyntaxDocument,
  suspensions: Suspensions,
  options: WalkthroughOptions,
): Walkthrough {
  const { entry } = options;
  if (entry.kind === 'function' && !suspensions.functions.some(({ name }) => name === entry.name)) {
    return { problem: l10n.t('There is no function {0} in {1}.', entry.name, options.file) };
  }
  const run = new Machine(
    document.text,
    options.file,
    options.maxEvents ?? defaultMaxEvents,
    new Choices(options.choices),
    { awaitUnknown, unknownTurn, firstIteration, unreferenced, roots, isAlone, isLoop },
    { importModule },
  );
  return withMachine(run, () => {
    play(compiled(document), options);
    const { trace } = run;
    return {
      trace: trace.finish({ mode: 'walkthrough', language: 'python', file: options.file }),
    };
  });
}

const cache = new WeakMap<object, CompiledModule>();

/** The compiled program of the document's current tree. */
function compiled(document: SyntaxDocument): CompiledModule {
  const { tree } = document;
  let module = cache.get(tree);
  if (!module) {
    module = compileModule(lowerModule(document.root, document.text));
    cache.set(tree, module);
  }
  return module;
}

function play(module: CompiledModule, { entry, file }: WalkthroughOptions): void {
  const globals = new Namespace();
  globals.builtins = builtins;
  machine.globals = globals;
  const isMain = entry.kind === 'module';
  const stem = /([^/\\]+?)(\.[^.]*)?$/.exec(file)?.[1] ?? file;
  globals.set('__name__', isMain ? '__main__' : stem);
  globals.set('__file__', file);
  globals.set('__doc__', null);
  const frame = new Frame(null, new Array<Slot>(module.slots), globals);
  try {
    if (isMain) {
      // A module that awaits at its top level is no Python program; it runs up to there.
      if (module.body.suspends) module.body.steps(frame).next(null);
      else module.body.run(frame);
    } else {
      startFunction(module, frame, entry.name);
    }
  } catch (thrown) {
    ending(thrown);
  }
  if (isMain) exit();
  for (const future of neverRetrieved()) warnNeverRetrieved(future);
}

/** The interpreter ends: threads that are no daemons come to their end, `atexit`, then what is left is finalized. */
function exit(): void {
  try {
    machine.blockUntil(machine.pendingThreads.last);
    runExitFunctions();
  } catch (thrown) {
    ending(thrown);
  }
}

/** The program has ended by an exception, or the walkthrough was cut. */
function ending(thrown: unknown): void {
  if (thrown instanceof Cut) return;
  if (thrown instanceof Raised) {
    printException(thrown.exception);
    return;
  }
  // A fault of the evaluator must not cost the user what was worked out so far.
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  machine.assume('unsupported', l10n.t('The walkthrough ends here: it cannot go on ({0}).', what));
}

function printException(exception: PyException): void {
  if (exception.cls.isSubclassOf(exceptionClass('SystemExit'))) {
    const [code = null] = exception.args.items;
    if (code !== null && typeof code !== 'number') machine.write('stderr', `${str(code)}\n`);
    return;
  }
  const text = str(exception);
  const name = fullName(exception.cls).replace(/^__main__\./, '');
  const at = exception.line === null ? '' : `  File "${machine.file}", line ${exception.line}\n`;
  const last = text === '' ? name : `${name}: ${text}`;
  machine.write('stderr', `Traceback (most recent call last):\n${at}${last}\n`);
}
