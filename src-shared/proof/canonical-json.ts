export type CanonicalValue = string | number | boolean | null | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue };

/** One value, one text: keys sorted, no space, whole numbers only. What two programs must hash alike is written this way. */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error('Canonical JSON has whole numbers only.');
  if (typeof value === 'string' && /\p{Cs}/u.test(value)) throw new Error('Canonical JSON has well-formed text only.');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

// `Array.isArray` alone does not narrow readonly arrays.
function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
