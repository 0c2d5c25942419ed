import type { JSObject } from '../values/object';

/** What every new instance of a class gets, in order: private methods first, then fields. */
export const initializers = new WeakMap<JSObject, (instance: JSObject) => void>();

export function initializeFields(classObject: JSObject, instance: JSObject): void {
  initializers.get(classObject)?.(instance);
}
