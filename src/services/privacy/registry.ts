import type { PersonalData } from './PersonalData.js';

const parts = new Map<string, PersonalData>();

/** Registers the personal data of a module. */
export function registerPersonalData(known: readonly PersonalData[]): void {
  for (const part of known) parts.set(part.name, part);
}

export function personalData(): PersonalData[] {
  return [...parts.values()];
}
