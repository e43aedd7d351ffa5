import { prepareDotenv, renewDotenv, renewSecrets, rotateDotenv } from '../../src/config/dotenv.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

const NOTHING_BLANK = 'Every secret in .env has a value already; new ones with: npx lumina key:generate --force';
const NOBODY_NOTICES =
  'Tokens of the old key are taken until they expire: nobody is logged out. Restart the server now';
const CONSEQUENCE = 'Whoever is logged in must log in again once the server has been restarted';

function write(force: true | undefined): void {
  terminal.print((force ? renewDotenv() : prepareDotenv()) ?? NOTHING_BLANK);
  if (force) terminal.print(CONSEQUENCE);
}

function rotate(): void {
  terminal.print(rotateDotenv() ?? NOTHING_BLANK);
  terminal.print(NOBODY_NOTICES);
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
    if (isRotation) rotate();
    else if (show) terminal.print(renewSecrets('').trimEnd());
    else write(force);
  },
});
