/** What the files about Node's modules share. */

/** Where Node's own pages stand. */
export const api = 'https://nodejs.org/api/';

/** A quoted argument without its quotes. */
export const text = (value: string | null) => (value ?? '?').replace(/^(['"])(.*)\1$/, '$2');
