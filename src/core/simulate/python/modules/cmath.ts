import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float } from '../objects/object';
import type { Value } from '../objects/object';
import { Complex, absolute, complexOf } from '../builtins/complex';
import { makeModule } from '../operations/native';

/* Modules/cmathmodule.c. */

function given(value: Value): Complex {
  return complexOf(value) ?? raise('TypeError', 'must be complex number');
}

function phase({ real, imag }: Complex): number {
  return Math.atan2(imag, real);
}

function rect(length: number, angle: number): Complex {
  return new Complex(length * Math.cos(angle), length * Math.sin(angle));
}

/** The root with a real part that is not negative. */
function sqrt(z: Complex): Complex {
  if (z.real === 0 && z.imag === 0) return new Complex(0, z.imag);
  const half = Math.sqrt((Math.abs(z.real) + absolute(z)) / 2);
  const other = Math.abs(z.imag) / (2 * half);
  const sign = z.imag < 0 || Object.is(z.imag, -0) ? -1 : 1;
  return z.real >= 0 ? new Complex(half, sign * other) : new Complex(other, sign * half);
}

export const cmathModule = makeModule(
  'cmath',
  {
    'phase(z, /)': (z: Value) => new Float(phase(given(z))),
    'polar(z, /)': (z: Value) =>
      new PyTuple([new Float(absolute(given(z))), new Float(phase(given(z)))]),
    'rect(r, phi, /)': (r: Value, phi: Value) => rect(given(r).real, given(phi).real),
    'sqrt(z, /)': (z: Value) => sqrt(given(z)),
    'exp(z, /)': (z: Value) => rect(Math.exp(given(z).real), given(z).imag),
    'log(z, /)': (z: Value) => new Complex(Math.log(absolute(given(z))), phase(given(z))),
  },
  { pi: new Float(Math.PI), e: new Float(Math.E), tau: new Float(2 * Math.PI) },
);
