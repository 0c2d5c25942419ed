import type { SyntaxNode } from '../../syntax/document';
import type { Call, Frame, Site, Value } from './value';

/**
 * The calls of a file's functions that were followed. Those between which a function sees no difference are one frame, so
 * that what it does in them is worked out once: a method of a class is called in many places on the same object.
 */
export class Frames {
  /** By their functions and, where that means anything, by the places of the calls. */
  private readonly byPlace = new Map<number, Map<SyntaxNode | null, Frame[]>>();

  /** `givesSame` tells whether one place of a call gives the same in two calls of the function that it stands in. */
  constructor(private readonly givesSame: (one: Site, other: Site) => boolean) {}

  /** The frame of a call; `takesArguments` tells whether what the call is given means anything to the function. */
  of(call: Call, takesArguments: boolean): Frame {
    const places = this.byPlace.get(call.function) ?? new Map<SyntaxNode | null, Frame[]>();
    this.byPlace.set(call.function, places);
    const place = takesArguments ? (call.site?.node ?? null) : null;
    const others = places.get(place) ?? [];
    places.set(place, others);
    const known = others.find((other) => this.isSameCall(other, call, takesArguments));
    if (known) return known;
    const frame = { ...call, memo: new Map() };
    others.push(frame);
    return frame;
  }

  /** Calls at other depths are others, as they can be followed less far. */
  private isSameCall(a: Call, b: Call, takesArguments: boolean): boolean {
    const isSimilar =
      a.depth === b.depth &&
      a.outer === b.outer &&
      a.alias === b.alias &&
      (a.site === null) === (b.site === null) &&
      isSameObject(a.on, b.on);
    if (!isSimilar || !takesArguments || isSameSite(a.site, b.site)) return isSimilar;
    return a.site !== null && b.site !== null && this.givesSame(a.site, b.site);
  }
}

/** The same call, with what its function gets from somewhere else in place of arguments. */
export function giving(frame: Frame, given: readonly Value[]): Frame {
  return { ...frame, given, memo: new Map() };
}

function isSameSite(a: Site | null | undefined, b: Site | null | undefined): boolean {
  if (!a || !b) return a === b;
  return a.node === b.node && a.frame === b.frame && a.bound === b.bound;
}

/** Whether nothing tells two objects apart on which a method is called. */
export function isSameObject(a: Value | null | undefined, b: Value | null | undefined): boolean {
  if (a === b) return true;
  switch (a?.kind) {
    case 'object':
      return (
        b?.kind === 'object' &&
        a.class === b.class &&
        a.exact === b.exact &&
        a.after === b.after &&
        isSameSite(a.made, b.made) &&
        isSameObject(a.of, b.of)
      );
    case 'class':
      return b?.kind === 'class' && a.class === b.class && a.orBelow === b.orBelow;
    case 'instance':
      return (
        b?.kind === 'instance' &&
        a.type === b.type &&
        isSameSite(a.made, b.made) &&
        isSameObject(a.of, b.of)
      );
    case 'record':
      return b?.kind === 'record' && a.node === b.node && a.frame === b.frame;
    default:
      return false;
  }
}
