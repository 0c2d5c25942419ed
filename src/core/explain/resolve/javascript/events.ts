import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { TypeName } from '../../catalog/schema';
import { either } from '../either';
import type { Site, Value } from '../value';
import { unknown } from '../value';
import type { JavaScriptParts } from './parts';

/** What events of a library's emitters come with, as its catalog says: `http.Server.on(request)` in `handlers`. */

const listening = /^(?:on|once|addListener|prependListener|prependOnceListener)$/;

/** What a listener of an event gets, for a method of an emitter that a call names the event to; null where nothing says so. */
export function passedToListener(
  javascript: JavaScriptParts,
  method: string,
  call: SyntaxNode | null,
): readonly TypeName[] | null {
  const event = call && javascript.argument({ node: call, frame: null }, 0);
  if (event?.type !== 'string') return null;
  const dot = method.lastIndexOf('.');
  const listens = listening.test(method.slice(dot + 1)) ? `${method.slice(0, dot)}.on` : method;
  return javascript.catalog.handed(`${listens}(${event.text.slice(1, -1)})`);
}

/** The array of an event's arguments that `once(emitter, event)` and `on(emitter, event)` give; null where it is not known. */
export function argumentsOfEvent(javascript: JavaScriptParts, site: Site): Value | null {
  const emitter = javascript.argument(site, 0);
  const event = javascript.argument(site, 1);
  const value = emitter && javascript.evaluate(emitter, site.frame);
  if (value?.kind !== 'instance' || event?.type !== 'string') return null;
  const passed = javascript.catalog.handed(`${value.type}.on(${event.text.slice(1, -1)})`);
  if (!passed) return null;
  const elements = passed.map((type) => javascript.typed(type, undefined));
  return { kind: 'list', elements, element: either(elements), count: elements.length };
}

/** What a library's emitter gives with the event that a call of it waits for. */
export function dataOfEvent(
  javascript: JavaScriptParts,
  { name, site }: Extract<Value, { kind: 'call' }>,
): Value {
  const event = javascript.argument(site, 0);
  const owner = name.slice(0, name.lastIndexOf('.'));
  const passed =
    event?.type === 'string'
      ? javascript.catalog.handed(`${owner}.on(${event.text.slice(1, -1)})`)
      : null;
  return passed?.[0] === undefined
    ? unknown(l10n.t('what comes with the event is not known'))
    : javascript.typed(passed[0], undefined);
}
