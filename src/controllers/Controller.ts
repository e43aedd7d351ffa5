/** Binds its methods once, so that routes can pass them as functions, and names them for the route list. */
export abstract class Controller {
  public constructor() {
    for (const action of Object.getOwnPropertyNames(Object.getPrototypeOf(this))) {
      const method: unknown = Reflect.get(this, action);
      if (action === 'constructor' || typeof method !== 'function') continue;
      const bound: unknown = method.bind(this);
      Reflect.set(this, action, bound);
      Object.defineProperty(bound, 'name', { value: `${this.constructor.name}.${action}` });
    }
  }
}
