/** Bad input: its message is the one line that the user reads on stderr before exit status 2. */
export class Problem extends Error {}
