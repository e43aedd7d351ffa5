import { prepareDotenv, regenerateDotenv, regenerateSecrets, rotateDotenv } from '../../src/config/dotenv.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

const NO_BLANK_SECRETS = 'No blank secrets in .env. Replace all of them with: npx lumina key:generate --force';
const ROTATION_NOTICE =
  'Tokens of the old key stay valid until they expire, so nobody is logged out. Restart the server now';
const LOGOUT_NOTICE = 'All users must log in again after the server has been restarted';

function writeSecrets(force: true | undefined): void {
  terminal.print((force ? regenerateDotenv() : prepareDotenv()) ?? NO_BLANK_SECRETS);
  if (force) terminal.print(LOGOUT_NOTICE);
}

function rotateKey(): void {
  terminal.print(rotateDotenv() ?? NO_BLANK_SECRETS);
  terminal.print(ROTATION_NOTICE);
}

export default command({
  name: 'key:generate',
  summary: 'Fill the blank secrets in .env',
  options: {
    '--force': 'Replace all secrets; logs everybody out',
    '--rotate': 'Rotate the signing key of access tokens; the old key stays valid until its tokens expire',
    '--show': 'Print new secrets without writing them',
  },

  run: ({ show, force, rotate: isRotation }) => {
    if (isRotation) rotateKey();
    else if (show) terminal.print(regenerateSecrets('').trimEnd());
    else writeSecrets(force);
  },
});
