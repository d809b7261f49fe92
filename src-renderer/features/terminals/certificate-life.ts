export type CertificateLife = { readonly kind: 'none' | 'fine' | 'soon' | 'over'; readonly days: number };

/** A terminal renews by itself in its last month; one that has not by the last fortnight will not without help. */
const warnDays = 14;
const dayMs = 24 * 3600 * 1000;

export function lifeOf(expiresAt: string | null, now: number): CertificateLife {
  if (expiresAt === null) return { kind: 'none', days: 0 };
  const days = Math.floor((Date.parse(expiresAt) - now) / dayMs);
  if (days < 0) return { kind: 'over', days: -days };
  return { kind: days <= warnDays ? 'soon' : 'fine', days };
}
