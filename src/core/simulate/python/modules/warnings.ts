import { PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { machine } from '../machine';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';

export const warningsModule = makeModule('warnings', {
  'warn(message, category=None, stacklevel=1, source=None)': (message: Value, category: Value) => {
    const name = category instanceof PyClass ? category.name : 'UserWarning';
    machine.write('stderr', `${name}: ${str(message)}\n`);
  },
  'filterwarnings(action, *args, **kwargs)': () => null,
  'simplefilter(action, *args, **kwargs)': () => null,
});
