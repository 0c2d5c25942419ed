import type { JSObject } from './object';

/** What each proxy stands for: it is printed as its target is, without asking its traps (`getProxyDetails` of Node). */
export const proxyTargets = new WeakMap<JSObject, JSObject>();
