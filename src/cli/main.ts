import * as l10n from '@vscode/l10n';
import { version } from '../../package.json';
import type { Trace } from '../core/trace/format';
import { commandOf } from './arguments';
import type { Command } from './arguments';
import { compareReport, compareText, comparisonOf } from './compare';
import { explainReport, explainText } from './explain';
import { print } from './print';
import { Problem } from './problem';
import { record } from './record';
import { walkthroughOf } from './replay';
import { analyse } from './source';
import { styleFor, visible } from './style';
import { replayText } from './timeline';
import { isTraceFile, readTrace, sourceOf } from './traceFile';

/** Columns of a terminal that does not tell, and below which wrapping does more harm than good. */
const narrowest = 60;

async function outputOf(command: Exclude<Command, { kind: 'record' }>): Promise<string> {
  switch (command.kind) {
    case 'help':
      return help();
    case 'version':
      return `${version}\n`;
    case 'explain':
      return explain(command.file, command.json);
    case 'replay':
      return replay(command);
    case 'compare':
      return compare(command);
  }
}

async function explain(file: string, json: boolean): Promise<string> {
  const analysis = await analyse(file);
  await analysis.settle();
  return json
    ? jsonOf(explainReport(analysis, file))
    : explainText(analysis, file, styleFor(process.stdout.isTTY, process.env));
}

async function compare(command: Command & { readonly kind: 'compare' }): Promise<string> {
  const compared = await comparisonOf(command.before, command.after);
  return command.json
    ? jsonOf(compareReport(compared))
    : compareText(compared, styleFor(process.stdout.isTTY, process.env));
}

type Replay = Command & { readonly kind: 'replay' };

async function replay(command: Replay): Promise<string> {
  const { trace, source } = await traceOf(command);
  const { json } = command;
  if (json) return jsonOf(trace);
  const { isTTY, columns } = process.stdout;
  const width = isTTY ? Math.max(columns, narrowest) : Infinity;
  return replayText(trace, source, styleFor(isTTY, process.env), width);
}

async function traceOf(command: Replay): Promise<{ trace: Trace; source: string }> {
  const { file, choices, function: name } = command;
  if (!isTraceFile(file)) {
    const analysis = await analyse(file);
    const trace = walkthroughOf(analysis, file, choices, name);
    return { trace, source: analysis.document.text };
  }
  if (choices.length > 0) {
    throw new Problem(l10n.t('{0} is a saved trace: --assume belongs to source files.', file));
  }
  if (name !== undefined) {
    throw new Problem(l10n.t('{0} is a saved trace: --function belongs to source files.', file));
  }
  const trace = await readTrace(file);
  return { trace, source: await sourceOf(trace, file) };
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2) + '\n';
}

function help(): string {
  return l10n.t(`await-lens: what every await waits for, and the event loop step by step

  await-lens explain FILE [--json]
      Lists the suspension points of a Python, TypeScript or JavaScript file.
  await-lens replay FILE [--function NAME] [--assume LINE:COLUMN=VALUE]... [--json]
      Walks through a function, or the whole file as if run, without running it.
      NAME is qualified: Class.method, outer.inner. VALUE is what to assume at
      that place: true or false, 250ms, or 3turns of a loop.
  await-lens replay TRACE.json [--json]
      Shows a trace that was saved.
  await-lens compare BEFORE.json AFTER.json [--json]
      Compares two saved traces: which awaits became slower, what changed order.
  await-lens record FILE [--interpreter PATH] [--json] [-- ARGS...]
  await-lens record -m MODULE [--interpreter PATH] [--json] [-- ARGS...]
      Runs a program and records its real event loop; prints its output, then what it waited for.
      A module that Python finds is given by its name.

  --json              Prints JSON; lines and UTF-16 columns count from 1.
  --interpreter PATH  The Python or Node to record with; else the first one on the PATH.
  --help, -h          Prints this text.
  --version           Prints the version.

Exit status: 0, or 2 for bad input with one line on stderr; record passes on that of the program.
`);
}

async function main(): Promise<void> {
  try {
    // The process ends by itself once stdout has taken everything: `process.exit` would cut a pipe short.
    const command = commandOf(process.argv.slice(2));
    if (command.kind === 'record') process.exitCode = await record(command);
    else await print(await outputOf(command));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`await-lens: ${visible(error.message)}\n`);
    process.exitCode = 2;
  }
}

void main();
