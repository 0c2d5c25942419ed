// @ts-check

/**
 * What the embedded editor says about itself, and not about an extension: that native modules it can do
 * without are not built, that it has no gallery to ask, how its connection to the server goes.
 */
const OWN_NOISE = [
  /Could not locate the bindings file/,
  /build\/Release\/watchdog/,
  /ripgrep\/bin\/rg ENOENT/,
  /open-vsx\.org/,
  /waiting for authentication provider/,
  /^(Resolv(ing|ed) connection token|Creating a socket|Updating additional builtin extensions)/,
  /^\[Service Worker\] registration/,
  /^(Creation of workbench contribution|ChatSessionStore: Migrating)/,
  /^\[(reconnection-grace-time|AgentHost:remote|AccountPolicyGate)\]/,
];

/** @param {string} text as the extension host or the workbench logged it */
export function isOwnNoise(text) {
  return OWN_NOISE.some((pattern) => pattern.test(text));
}
