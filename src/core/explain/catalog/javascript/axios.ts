import * as l10n from '@vscode/l10n';
import type { Library, Text } from '../schema';
import { methods } from '../waits';
import { response, verbs } from './http';

/** Facts from axios's lib/core and lib/adapters. */

const axiosPage = (name: string) => `https://axios-http.com/docs/${name}`;

const axiosNotes: readonly Text[] = [
  () =>
    l10n.t(
      'A status outside 2xx rejects with an AxiosError (validateStatus changes that), and so does a failed connection.',
    ),
  () => l10n.t('There is no time limit unless timeout is set; its signal cancels the request.'),
];

const axiosResponse = (position = 0) =>
  response(position, () => l10n.t('the response, its body read and parsed in data,'), axiosNotes);

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
