import { PyList } from '../objects/containers';
import type { PyException } from '../objects/exceptions';
import { machine } from '../machine';
import { makeModule } from '../operations/native';
import { fullName, str } from '../operations/repr';

function traceback(exception: PyException | null): string {
  if (!exception) return 'NoneType: None\n';
  const text = str(exception);
  const name = fullName(exception.cls).replace(/^__main__\./, '');
  return `Traceback (most recent call last):\n${text === '' ? name : `${name}: ${text}`}\n`;
}

export const tracebackModule = makeModule('traceback', {
  'print_exc(limit=None, file=None, chain=True)': () => {
    machine.write('stderr', traceback(machine.handling));
  },
  'print_exception(exc, /, *args, **kwargs)': (exception: PyException) => {
    machine.write('stderr', traceback(exception));
  },
  'format_exc(limit=None, chain=True)': () => traceback(machine.handling),
  'format_exception(exc, /, *args, **kwargs)': (exception: PyException) =>
    new PyList([traceback(exception)]),
  'format_exception_only(exc, /, value=...)': (
    exception: PyException,
    value: PyException = exception,
  ) => new PyList([traceback(value).split('\n').slice(1).join('\n')]),
  'print_stack()': () => null,
});
