import { Raised, makeException } from '../objects/exceptions';
import { Cell, Completion } from '../objects/functions';
import type { Frame } from '../objects/functions';
import { Unknown } from '../objects/unknown';
import type { Value } from '../objects/object';
import { machine } from '../machine';
import { released } from '../operations/lifetime';
import type { Access } from './scope';

type Load = (frame: Frame) => Value;

/** Reads a variable. */
export function loadName(name: string, access: Access): Load {
  switch (access.kind) {
    case 'slot':
      return access.captured ? loadCell(name, access) : loadSlot(name, access.slot);
    case 'global':
      return (frame) => loadGlobal(frame, name);
    case 'names': {
      const otherwise = loadName(name, access.otherwise);
      return (frame) => frame.names?.get(name) ?? otherwiseUnlessNone(frame, name, otherwise);
    }
  }
}

/** None is a value like any other, but `??` does not see it. */
function otherwiseUnlessNone(frame: Frame, name: string, otherwise: Load): Value {
  return frame.names?.get(name) === null ? null : otherwise(frame);
}

function loadSlot(name: string, slot: number): Load {
  return (frame) => {
    const value = frame.slots[slot] as Value | undefined;
    return value === undefined ? unboundLocal(name) : value;
  };
}

function unboundLocal(name: string): never {
  return unbound(
    'UnboundLocalError',
    name,
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

/** A name without a value, which the exception also tells as its `name`. */
function unbound(cls: string, name: string, message: string): never {
  const exception = makeException(cls, message);
  exception.attributes = new Map([['name', name]]);
  throw new Raised(exception);
}

function loadCell(name: string, { slot, free }: Extract<Access, { kind: 'slot' }>): Load {
  return (frame) => {
    const cell = frame.slots[slot];
    const value = cell instanceof Cell ? cell.value : undefined;
    if (value === undefined) {
      if (!free) unboundLocal(name);
      unbound(
        'NameError',
        name,
        `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
      );
    }
    return value;
  };
}

function loadGlobal(frame: Frame, name: string): Value {
  const value = frame.globals.get(name);
  if (value !== undefined) return value;
  const builtin = frame.builtins.get(name);
  if (builtin !== undefined) return builtin;
  if (frame.globals.incomplete) return new Unknown(name);
  return unbound('NameError', name, `name '${name}' is not defined`);
}

/** Writes a variable. */
export function storeName(name: string, access: Access): (frame: Frame, value: Value) => void {
  switch (access.kind) {
    case 'slot': {
      const { slot } = access;
      if (!access.captured) {
        return (frame, value) => {
          frame.slots[slot] = value;
        };
      }
      return (frame, value) => {
        const cell = frame.slots[slot];
        if (cell instanceof Cell) cell.value = value;
        else frame.slots[slot] = new Cell(value);
      };
    }
    case 'global':
      return (frame, value) => void frame.globals.set(name, value);
    case 'names':
      return (frame, value) => void frame.names?.set(name, value);
  }
}

/** `name = None`: what only that name held is gone. */
export function clearName(name: string, access: Access): (frame: Frame) => Completion {
  const store = storeName(name, access);
  return (frame) => {
    const before =
      access.kind === 'slot'
        ? frame.slots[access.slot]
        : (access.kind === 'global' ? frame.globals : frame.names)?.get(name);
    const held = before instanceof Cell ? before.value : before;
    store(frame, null);
    if (machine.mortal.size > 0) released([held], frame);
    return Completion.Normal;
  };
}

/** `del name`. */
export function deleteName(name: string, access: Access): (frame: Frame) => void {
  const load = loadName(name, access);
  return (frame) => {
    const value = load(frame);
    switch (access.kind) {
      case 'slot': {
        const cell = frame.slots[access.slot];
        if (cell instanceof Cell) cell.value = undefined;
        else frame.slots[access.slot] = undefined;
        break;
      }
      case 'global':
        frame.globals.delete(name);
        break;
      case 'names':
        frame.names?.delete(name);
    }
    if (machine.mortal.size > 0) released([value], frame);
  };
}
