import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text } from '../schema';
import { methods } from '../waits';
import { response, verbs } from './http';

/** Facts from axios's lib/core/settle.js, lib/adapters/http.js and lib/defaults/index.js. */

const axiosPage = (name: string) => `https://axios-http.com/docs/${name}`;

const axiosRaises: readonly Raise[] = [
  {
    error: 'axios.AxiosError',
    when: () =>
      l10n.t(
        'If the status is outside 2xx (unless validateStatus accepts it), the connection fails, or the timeout is over.',
      ),
  },
  {
    error: 'axios.CanceledError',
    when: () => l10n.t('If the request’s signal is aborted.'),
  },
];

const noTimeout = () => l10n.t('There is no time limit unless timeout is set.');

const axiosResponse = (position = 0) =>
  response(position, () => l10n.t('the response, its body read and parsed in data,'), axiosRaises, {
    mistakes: [noTimeout],
  });

const axiosMethods = (owner: string) => ({
  ...methods(owner, [...verbs, 'postForm', 'putForm', 'patchForm'], () => ({
    page: axiosPage('instance'),
    await: axiosResponse(),
  })),
  [`${owner}.request`]: {
    page: axiosPage('instance'),
    await: {
      ...axiosResponse(),
      thing: (call: Parameters<Text>[0]) =>
        l10n.t('the HTTP response to request {0}', call.argument(0) ?? '?'),
    },
  },
});

export const axios: Library = {
  title: 'axios',
  packages: { npm: ['axios@1.21.1'] },
  entries: {
    axios: { page: axiosPage('api_intro'), await: axiosResponse() },
    ...axiosMethods('axios'),
    'axios.create': { page: axiosPage('instance'), returns: 'axios.Axios' },
    ...axiosMethods('axios.Axios'),
  },
  classes: ['axios.Axios'],
  bases: { 'axios.AxiosInstance': 'axios.Axios', 'axios.AxiosStatic': 'axios.Axios' },
  aliases: { 'axios.axios': 'axios', 'axios.default': 'axios' },
};
