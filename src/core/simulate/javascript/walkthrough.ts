import * as l10n from '@vscode/l10n';
import type { Suspensions } from '../../suspension/types';
import { moduleName } from '../../suspension/types';
import type { SyntaxDocument } from '../../syntax/document';
import { TraceWriter } from '../../trace/writer';
import type { Walkthrough, WalkthroughOptions } from '../types';
import { Choices } from '../choices';
import { programOf } from './lower/lower';
import { ProgramRun } from './program_run';
import { defaultMaxEvents } from './limits';

/** The walkthrough of a JavaScript or TypeScript file, or of one of its functions, as Node would run it. */
export function walkThroughJavaScript(
  document: SyntaxDocument,
  suspensions: Suspensions,
  options: WalkthroughOptions,
): Walkthrough {
  const { entry, file } = options;
  const target =
    entry.kind === 'function' && entry.name !== moduleName
      ? suspensions.functions.filter(({ name }) => name === entry.name)[entry.occurrence ?? 0]
      : undefined;
  if (entry.kind === 'function' && entry.name !== moduleName && !target) {
    return { problem: l10n.t('There is no function {0} in {1}.', entry.name, file) };
  }
  const writer = new TraceWriter();
  const names = new Map(
    suspensions.functions.map(({ name, range: { start } }) => [
      `${start.line + 1}:${start.character + 1}`,
      name,
    ]),
  );
  const run = new ProgramRun(
    programOf(document, file),
    writer,
    names,
    options.maxEvents ?? defaultMaxEvents,
    file,
    new Choices(options.choices),
  );
  if (target) run.function(target.name, target.range);
  else run.module();
  const about = { mode: 'walkthrough', language: document.language, file } as const;
  return { trace: writer.finish(about, run.dropped) };
}
