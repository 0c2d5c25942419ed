declare module '*.css';

declare module 'worker:*' {
  /** The program of a worker. */
  const program: string;
  export default program;
}
