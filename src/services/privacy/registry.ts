import type { PersonalData } from './PersonalData.js';

const parts = new Map<string, PersonalData>();

/** Makes known what else a module keeps of users. */
export function registerPersonalData(known: readonly PersonalData[]): void {
  for (const part of known) parts.set(part.name, part);
}

export function personalData(): PersonalData[] {
  return [...parts.values()];
}
