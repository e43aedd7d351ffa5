/** What an API key may do in an area: `users:read`. */
export type Scope = `${string}:${'read' | 'write'}`;

const SCOPE_PATTERN = /^[a-z][a-z-]*:(read|write)$/;
/** Each covers its half of every area. */
const GENERAL_SCOPES = ['read', 'write'];

const registeredScopes = new Set<string>();

/** The scopes of API keys. There are those that routes ask for, and no others: a module brings its own with its routes. */
export const scopes = {
  /** Makes a scope known, because a route asks for it. */
  register: (scope: Scope): void => {
    if (!SCOPE_PATTERN.test(scope)) throw new Error(`${scope} is no scope: write area:read or area:write`);
    registeredScopes.add(scope);
  },

  list: (): string[] => [...GENERAL_SCOPES, ...[...registeredScopes].sort()],

  isKnown: (scope: string): boolean => GENERAL_SCOPES.includes(scope) || registeredScopes.has(scope),

  /** Whether whoever was granted these may do what asks for this one. To write does not include to read. */
  allows: (granted: readonly string[], wanted: Scope): boolean => {
    const [, half = ''] = wanted.split(':');
    return granted.includes(wanted) || granted.includes(half);
  },
};
