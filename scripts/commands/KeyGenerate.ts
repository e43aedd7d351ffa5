import { prepareDotenv, regenerateDotenv, regenerateSecrets, rotateDotenv } from '../../src/config/dotenv.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

const NO_BLANK_SECRETS = 'Every secret in .env has a value already; new ones with: npx lumina key:generate --force';
const ROTATION_NOTICE =
  'Tokens of the old key are taken until they expire: nobody is logged out. Restart the server now';
const LOGOUT_NOTICE = 'Whoever is logged in must log in again once the server has been restarted';

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
    '--force': 'Replace secrets that have a value as well: everybody is logged out',
    '--rotate': 'Replace the key that signs access tokens; the old one verifies until its tokens have expired',
    '--show': 'Print fresh secrets and write nothing',
  },

  run: ({ show, force, rotate: isRotation }) => {
    if (isRotation) rotateKey();
    else if (show) terminal.print(regenerateSecrets('').trimEnd());
    else writeSecrets(force);
  },
});
