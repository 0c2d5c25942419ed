import { perWalkthrough } from '../machine';
import { makeModule } from '../operations/native';

/* Modules/gcmodule.c: what nothing refers to is gone at once here, cycles included, so there is nothing to collect. */

const state = perWalkthrough(() => ({ enabled: true }));

export const gcModule = makeModule('gc', {
  'collect(generation=2)': () => 0,
  'enable()': () => {
    state().enabled = true;
  },
  'disable()': () => {
    state().enabled = false;
  },
  'isenabled()': () => state().enabled,
  'freeze()': () => null,
});
