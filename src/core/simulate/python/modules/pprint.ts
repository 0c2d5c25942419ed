import type { Value } from '../objects/object';
import { machine } from '../machine';
import { makeModule } from '../operations/native';
import { repr } from '../operations/repr';

export const pprintModule = makeModule('pprint', {
  'pprint(object, *args, **kwargs)': (value: Value) => {
    machine.write('stdout', `${repr(value)}\n`);
  },
  'pformat(object, *args, **kwargs)': repr,
});
