/** What one attempt to log in is held together by, from the first redirect to the callback. */
export interface AuthorizationRequest {
  /** Comes back with the callback. */
  state: string;
  /** The PKCE verifier, which only we know until the code is redeemed (RFC 7636). */
  codeVerifier: string;
  /** Comes back inside of an ID token. */
  nonce: string;
}

/** Who somebody is at a provider. */
export interface Identity {
  /** The provider's own id of them, which never changes. */
  id: string;
  email: string | null;
  /** Whether the provider says that they read this address. */
  isEmailVerified: boolean;
  firstname: string;
  lastname: string;
  accessToken: string;
  refreshToken: string | null;
  /** Seconds for which the access token is valid; null for as long as nobody takes it back. */
  expiresIn: number | null;
}

/** A provider with which users log in. */
export interface OAuthDriver {
  /** Where the browser has to go. @throws ProviderUnavailable */
  createAuthorizationUrl(request: AuthorizationRequest): Promise<URL>;

  /**
   * Who came back, from the parameters of the callback. State, issuer, PKCE and, where there is an ID token, nonce,
   * signature and audience are checked.
   *
   * @throws ProviderUnavailable, ProviderAccessDenied, ProviderLoginFailed
   */
  identify(parameters: URLSearchParams, request: AuthorizationRequest): Promise<Identity>;
}
