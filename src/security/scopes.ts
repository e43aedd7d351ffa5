/** A permission of an API key in an area: `users:read`. */
export type Scope = `${string}:${'read' | 'write'}`;

const SCOPE_PATTERN = /^[a-z][a-z-]*:(read|write)$/;
/** General scopes apply to every area. */
const GENERAL_SCOPES = ['read', 'write'];

const registeredScopes = new Set<string>();

/** Registry of API key scopes. Scopes exist because a route requires them, so each module brings its own. */
export const scopes = {
  /** Registers a scope that a route requires. @throws Error if it is malformed */
  register: (scope: Scope): void => {
    if (!SCOPE_PATTERN.test(scope)) throw new Error(`Invalid scope ${scope}. Expected area:read or area:write`);
    registeredScopes.add(scope);
  },

  list: (): string[] => [...GENERAL_SCOPES, ...[...registeredScopes].sort()],

  isKnown: (scope: string): boolean => GENERAL_SCOPES.includes(scope) || registeredScopes.has(scope),

  /** True if the granted scopes include the required one. Write access does not include read access. */
  allows: (granted: readonly string[], required: Scope): boolean => {
    const [, generalScope = ''] = required.split(':');
    return granted.includes(required) || granted.includes(generalScope);
  },
};
