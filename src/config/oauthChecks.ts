const PROVIDERS = ['GOOGLE', 'GITHUB'];
const URL_VARIABLES = ['GOOGLE_ISSUER', 'GITHUB_URL', 'GITHUB_API_URL'];

/** What is wrong with the providers of logins, a line each: half a client, or secrets sent in clear. */
export function checkOAuth(variables: NodeJS.Dict<string>): string[] {
  const halves = PROVIDERS.filter((name) => variables[`${name}_CLIENT_ID`] && !variables[`${name}_CLIENT_SECRET`]);
  const inClear = URL_VARIABLES.filter((name) => variables[name]?.startsWith('http:'));
  return [
    ...halves.map((name) => `${name}_CLIENT_SECRET is missing, which ${name}_CLIENT_ID needs`),
    ...(variables.NODE_ENV === 'production' ? inClear.map((name) => `${name} must begin with https://`) : []),
  ];
}
