import * as l10n from '@vscode/l10n';
import { Completion } from '../objects/functions';
import type { Code, Frame } from '../objects/functions';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { truth, truthAt } from '../operations/truth';
import type { Site, Statement } from '../syntax/ast';
import { plain, step, suspending } from './code';
import type { Context, WhileLoop } from './context';

/** Turns that a loop on an unknown condition is assumed to take. */
const unknownLoopTurns = 2;

/** The same for a loop whose own condition is known, but may change: it is likely to end by itself before. */
const knownLoopTurns = 20;

/** Turns of a loop that nothing leads out of, after which a task on its own has shown all that it does. */
const endlessTurns = 20;

/** Turns of a loop that assumes something in each, after which it has shown enough. */
const guessingTurns = 40;

export function compileWhile(
  context: Context,
  node: Statement & { type: 'While' },
): Code<Completion> {
  const test = context.expression(node.test);
  const slot = context.scope.newSlot();
  const turns = node.test.type === 'Constant' ? unknownLoopTurns : knownLoopTurns;
  const body = context.loopBody(node.body, { slot, turns, breaks: true });
  const orelse = context.block(node.orelse);
  const { site } = node.test;
  const goesOn = (value: Value, count: number): boolean =>
    value instanceof Unknown ? count < assumedTurns(site, value, unknownLoopTurns) : truth(value);
  if (!test.suspends && !body.suspends && !orelse.suspends) {
    return plain((frame) => {
      for (let count = 0; goesOn(test.run(frame), count); count++) {
        machine.step();
        frame.slots[slot] = count;
        const completion = body.run(frame);
        if (completion === Completion.Break) return Completion.Normal;
        if (completion === Completion.Return) return completion;
      }
      return orelse.run(frame);
    });
  }
  const endless = node.test.type === 'Constant' && !mayLeave(node.body, true);
  return suspending(function* (frame) {
    let guesses = 0;
    let guessing = 0;
    for (let count = 0; ; count++) {
      const value = test.suspends ? yield* test.steps(frame) : test.run(frame);
      if (!goesOn(value, count)) break;
      machine.step();
      if (machine.guesses !== guesses && !(value instanceof Unknown)) guessing++;
      ({ guesses } = machine);
      const most = endless ? endlessTurns : guessingTurns;
      if ((endless && count >= most && machine.loop.isAlone()) || guessing > guessingTurns) {
        machine.at = site;
        machine.end(endOfTurns(most));
      }
      frame.slots[slot] = count;
      const completion = body.suspends ? yield* body.steps(frame) : body.run(frame);
      if (completion === Completion.Break) return Completion.Normal;
      if (completion === Completion.Return) return completion;
    }
    return yield* step(orelse, frame);
  });
}

function endOfTurns(count: number): string {
  return l10n.t(
    'The walkthrough ends here: the loop has taken {0} turns, and nothing that is known ends it.',
    count,
  );
}

/** How many turns a loop is assumed to take that ends when the unknown `value` says so. */
function assumedTurns(site: Site, value: Unknown, usual: number): number {
  machine.at = site;
  return machine.decide('loop', value.name, usual, (chosen) =>
    l10n.t('The loop on {0} is assumed to take {1} turns.', String(value), chosen),
  );
}

/**
 * Decides on an `if`. Where its condition is unknown and one of its ways leads out of the `while` around it, the loop
 * takes a few turns, then goes that way: an unknown that never changes must not keep it going for ever.
 */
export function branchDecision(
  loop: WhileLoop | null,
  node: Statement & { type: 'If' },
  plausible: boolean,
): (value: Value, frame: Frame) => boolean {
  const { site } = node.test;
  const out = loop && wayOut(node, loop.breaks);
  if (loop === null || out === null) return (value) => truthAt(site, value, plausible);
  return (value, frame) => {
    if (!(value instanceof Unknown)) return truth(value);
    const usual = value.plausible && plausible;
    if (usual === out && truthAt(site, value, plausible) === out) return out;
    const count = Number(frame.slots[loop.slot]);
    return count < assumedTurns(site, value, loop.turns) ? !out : out;
  };
}

/** How near a block brings its loop to the end. */
const enum Nearness {
  /** It starts the next turn at once, or fails. */
  Skips,
  GoesOn,
  MayLeave,
  Leaves,
}

/** What the condition must be for the way nearer to the loop's end; null where both are alike. */
function wayOut({ body, orelse }: Statement & { type: 'If' }, breaks: boolean): boolean | null {
  const [yes, no] = [nearness(body, breaks), nearness(orelse, breaks)];
  return yes === no ? null : yes > no;
}

function nearness(block: readonly Statement[], breaks: boolean): Nearness {
  const last = block.at(-1)?.type;
  if (last === 'Return' || (last === 'Break' && breaks)) return Nearness.Leaves;
  if (mayLeave(block, breaks)) return Nearness.MayLeave;
  return last === 'Continue' || last === 'Raise' ? Nearness.Skips : Nearness.GoesOn;
}

function mayLeave(block: readonly Statement[], breaks: boolean): boolean {
  return block.some((statement) => {
    switch (statement.type) {
      case 'Return':
        return true;
      case 'Break':
        return breaks;
      case 'If':
        return mayLeave(statement.body, breaks) || mayLeave(statement.orelse, breaks);
      case 'For':
      case 'While':
        return mayLeave(statement.body, false) || mayLeave(statement.orelse, breaks);
      case 'With':
        return mayLeave(statement.body, breaks);
      case 'Match':
        return statement.cases.some(({ body }) => mayLeave(body, breaks));
      case 'Try':
        return [
          statement.body,
          ...statement.handlers.map(({ body }) => body),
          statement.orelse,
          statement.finalbody,
        ].some((inner) => mayLeave(inner, breaks));
      default:
        return false;
    }
  });
}
