import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { developer, github, google, offerProviders, person } from '../../support/oauth.js';

await offerProviders({ GITHUB_API_URL: '' });
const { default: UserFactory } = await import('../../../src/database/factories/UserFactory.js');
const { oauthConfig } = await import('../../../src/config/oauth.js');
const { OAuthAccount } = await import('../../../src/models/OAuthAccount.js');
const { logger } = await import('../../../src/utils/logger.js');
const { Browser } = await import('../../support/browser.js');
const { as, guest } = await import('../../support/http.js');
