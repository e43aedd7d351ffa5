const PROVIDERS = ['GOOGLE', 'GITHUB'];
const URL_VARIABLES = ['GOOGLE_ISSUER', 'GITHUB_URL', 'GITHUB_API_URL'];

/** Returns the problems of the login providers: clients without a secret, and secrets sent in the clear. */
export function checkOAuth(variables: NodeJS.Dict<string>): string[] {
  const incomplete = PROVIDERS.filter((name) => variables[`${name}_CLIENT_ID`] && !variables[`${name}_CLIENT_SECRET`]);
  const inClear = URL_VARIABLES.filter((name) => variables[name]?.startsWith('http:'));
  return [
    ...incomplete.map((name) => `${name}_CLIENT_SECRET is missing. ${name}_CLIENT_ID requires it`),
    ...(variables.NODE_ENV === 'production' ? inClear.map((name) => `${name} must start with https://`) : []),
  ];
}
