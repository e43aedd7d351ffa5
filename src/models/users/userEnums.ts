export const ROLES = ['admin', 'manager', 'moderator', 'seller', 'user'] as const;
export const STATUSES = ['pending', 'approved', 'rejected', 'suspended'] as const;
export const PLANS = ['free', 'premium'] as const;

export type Role = (typeof ROLES)[number];
export type Status = (typeof STATUSES)[number];
export type Plan = (typeof PLANS)[number];
