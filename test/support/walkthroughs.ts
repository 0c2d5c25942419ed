import assert from 'node:assert/strict';
import { walkThroughJavaScript } from '../../src/core/simulate/javascript/walkthrough';
import { SuspensionIndex } from '../../src/core/suspension/suspensions';
import { languageIdOfFile } from '../../src/core/language';
import type { Trace } from '../../src/core/trace/format';
import { reader } from './syntax';

/** The trace of a JavaScript or TypeScript text as if run, or of one of its functions. */
export async function walkThroughText(
  text: string,
  file = 'program.mjs',
  name?: string,
): Promise<Trace> {
  const document = await reader.open(languageIdOfFile(file) ?? 'javascript', text);
  const walkthrough = walkThroughJavaScript(document, new SuspensionIndex(document).current, {
    file,
    entry: name === undefined ? { kind: 'module' } : { kind: 'function', name },
  });
  document.dispose();
  assert.ok('trace' in walkthrough, 'problem' in walkthrough ? walkthrough.problem : '');
  return walkthrough.trace;
}

/** What a trace's steps must keep to: see the invariants in trace/format.ts. */
export function assertTraceHolds(trace: Trace): void {
  let time = 0;
  const queued = new Set<number>();
  const watched = new Set<number>();
  const running: number[] = [];
  const ended = new Set<number>();
  for (const event of trace.events) {
    assert.ok(event.t >= time, 'time goes back');
    time = event.t;
    switch (event.kind) {
      case 'enqueue':
        queued.add(event.entry);
        break;
      case 'callback':
      case 'drop':
        assert.ok(queued.delete(event.entry), `entry ${event.entry} was not queued`);
        break;
      case 'watch':
        watched.add(event.watch);
        break;
      case 'fire':
      case 'unwatch':
        assert.ok(watched.delete(event.watch), `watch ${event.watch} is not watched`);
        break;
      case 'resume':
        if (event.entry !== null)
          assert.ok(queued.delete(event.entry), `entry ${event.entry} was not queued`);
        assert.ok(
          !running.includes(event.task) && !ended.has(event.task),
          `task ${event.task} cannot resume`,
        );
        running.push(event.task);
        break;
      case 'suspend':
        assert.equal(running.pop(), event.task, 'only the running task suspends');
        for (const watch of event.watches)
          assert.ok(watched.has(watch), `waits for watch ${watch}, which is gone`);
        break;
      case 'end':
        if (running.at(-1) === event.task) running.pop();
        ended.add(event.task);
        break;
      default:
        break;
    }
  }
  assert.equal(trace.endMs, Math.max(time, trace.endMs));
}
