const MIN_SECRET_BYTES = 32;
const MIN_DISTINCT_CHARACTERS = 10;

const REMEDY = 'generate one with: npm run key:generate -- --show';

function findWeakness(secret: string | undefined): string | undefined {
  if (!secret) return 'is missing';
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) return `is shorter than ${MIN_SECRET_BYTES} bytes`;
  if (new Set(secret).size < MIN_DISTINCT_CHARACTERS) return 'is too easy to guess';
  return undefined;
}

/** Returns the problems of the secrets. Weak secrets are rejected in production only. */
export function checkSecrets(variables: NodeJS.Dict<string>): string[] {
  if (variables.JWT_PREVIOUS_SECRET && !variables.JWT_PREVIOUS_SECRET_UNTIL) {
    return ['JWT_PREVIOUS_SECRET_UNTIL must be set to the time until which JWT_PREVIOUS_SECRET is accepted'];
  }
  if (variables.NODE_ENV !== 'production') return [];
  const problems = (['JWT_SECRET', 'JWT_REFRESH_SECRET'] as const).flatMap((name) => {
    const problem = findWeakness(variables[name]);
    return problem ? [`${name} ${problem}; ${REMEDY}`] : [];
  });
  if (problems.length === 0 && variables.JWT_SECRET === variables.JWT_REFRESH_SECRET) {
    problems.push(`JWT_REFRESH_SECRET must differ from JWT_SECRET; ${REMEDY}`);
  }
  return problems;
}
