/** The secrets that tie a callback to the login attempt that caused it. */
export interface AuthorizationRequest {
  /** Returned by the provider with the callback. */
  state: string;
  /** The PKCE verifier. It stays on the server until the code is redeemed (RFC 7636). */
  codeVerifier: string;
  /** Returned by the provider inside the ID token. */
  nonce: string;
}

/** A user's account at a provider. */
export interface Identity {
  /** The account's id at the provider, which never changes. */
  id: string;
  email: string | null;
  /** True if the provider has verified that the email address belongs to the user. */
  isEmailVerified: boolean;
  firstname: string;
  lastname: string;
  accessToken: string;
  refreshToken: string | null;
  /** Lifetime of the access token in seconds; null if it does not expire. */
  expiresIn: number | null;
}

/** A login provider. */
export interface OAuthDriver {
  /** Returns the URL to which the browser is redirected. @throws ProviderUnavailable */
  createAuthorizationUrl(request: AuthorizationRequest): Promise<URL>;

  /**
   * Exchanges the parameters of the callback for the user's identity. Verifies state, issuer, PKCE and, if there is an
   * ID token, its nonce, signature and audience.
   *
   * @throws ProviderUnavailable, ProviderAccessDenied, ProviderLoginFailed
   */
  identify(parameters: URLSearchParams, request: AuthorizationRequest): Promise<Identity>;
}
