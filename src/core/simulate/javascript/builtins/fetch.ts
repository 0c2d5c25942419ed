import * as l10n from '@vscode/l10n';
import type { Realm } from '../realm';
import { assumedWaitMs } from '../limits';
import { toText } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { Unknown } from '../values/unknown';

/** The body of a response that the program makes itself. */
const ownBody = Symbol('body');

function hostOf(url: string): string {
  return /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? url;
}

function urlText(value: Value): string {
  if (value instanceof Unknown) return value.name;
  if (value instanceof JSObject && typeof value.get('href') === 'string')
    return toText(value.get('href'));
  return toText(value);
}

/** `fetch`: the response's headers and its body each take an assumed time; their contents cannot be known. */
export function installFetch(realm: Realm): void {
  const body = (read: string) => (self: Value) => {
    const given = self instanceof JSObject ? self.get(ownBody) : undefined;
    const url = self instanceof JSObject ? toText(self.get('url')) : '';
    const isOwn = given !== undefined;
    return realm.external(
      isOwn
        ? l10n.t('the body of the response')
        : l10n.t('the body of the response from {0}', hostOf(url)),
      () => {
        if (read === 'text' && typeof given === 'string') return given;
        const type = read === 'text' ? 'string' : null;
        return new Unknown(`response.${read}()`, undefined, type);
      },
      { waitsFor: 'network', detail: l10n.t('response body'), ...(isOwn && { ms: 0 }) },
    );
  };
  realm.class('Response', {
    construct: ([given], newTarget) => {
      const response = new JSObject(realm.prototypeFor(newTarget, 'Response'));
      response.hide(ownBody, given ?? '');
      return response;
    },
    prototype: {
      text: body('text'),
      json: body('json'),
      arrayBuffer: body('arrayBuffer'),
      blob: body('blob'),
      bytes: body('bytes'),
      formData: body('formData'),
      clone: (self) => self,
    },
  });
  realm.methods(realm.global, {
    fetch: (_self, [input]) => {
      const url = urlText(input);
      const label = l10n.t('HTTP response from {0}', hostOf(url));
      return realm.external(
        label,
        () => {
          realm.assume(
            'value',
            l10n.t('The response from {0} is assumed to be 200 OK.', hostOf(url)),
          );
          const response = new JSObject(realm.prototype('Response'));
          return response
            .put('status', 200)
            .put('statusText', 'OK')
            .put('ok', true)
            .put('redirected', false)
            .put('type', 'basic')
            .put('url', url)
            .put('headers', new Unknown('response.headers'))
            .put('body', new Unknown('response.body'));
        },
        { waitsFor: 'network', detail: hostOf(url), ms: assumedWaitMs },
      );
    },
  });
}
