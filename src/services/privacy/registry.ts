import type { PersonalData } from './PersonalData.js';

const parts = new Map<string, PersonalData>();

/** Registers the personal data of a module. */
export function registerPersonalData(added: readonly PersonalData[]): void {
  for (const part of added) parts.set(part.name, part);
}

/** Lists the registered personal data of all modules. */
export function personalData(): PersonalData[] {
  return [...parts.values()];
}
