import * as l10n from '@vscode/l10n';
import type { Realm } from '../realm';
import { toNumber } from '../values/convert';
import type { NativeCode } from '../values/function';
import { Property } from '../values/object';
import { Unknown } from '../values/unknown';
import { pure } from './primitives';

const unary: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  clz32: Math.clz32,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  fround: Math.fround,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  round: Math.round,
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  trunc: Math.trunc,
};

const several: Readonly<Record<string, (...values: number[]) => number>> = {
  atan2: (y = NaN, x = NaN) => Math.atan2(y, x),
  hypot: Math.hypot,
  imul: (a = 0, b = 0) => Math.imul(a, b),
  max: Math.max,
  min: Math.min,
  pow: (base = NaN, exponent = NaN) => base ** exponent,
};

/** Math (ECMA-262 21.3). */
export function installMath(realm: Realm): void {
  const math = realm.object();
  const methods: Record<string, NativeCode> = {};
  for (const [name, compute] of Object.entries(unary)) {
    methods[name] = pure(`Math.${name}`, (_self, [value]) => compute(toNumber(value)));
  }
  for (const [name, compute] of Object.entries(several)) {
    methods[name] = pure(`Math.${name}`, (_self, args) => compute(...args.map(toNumber)));
  }
  methods.random = () => {
    realm.assume('value', l10n.t('Math.random() cannot be known.'));
    return new Unknown('Math.random()', undefined, 'number');
  };
  realm.methods(math, methods, Math);
  for (const name of ['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'] as const) {
    math.define(name, new Property(Math[name], false, false, false));
  }
  math.hide(Symbol.toStringTag, 'Math');
  realm.global.hide('Math', math);
}
