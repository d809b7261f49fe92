/** What was asked, as `name=value` words: everything that narrows, nothing that was left open. */
export function describeQuestion(question: Readonly<Record<string, unknown>>): string {
  return Object.entries(question)
    .filter(([name, value]) => name !== 'page' && name !== 'about' && !isOpen(value))
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`)
    .join(' ');
}

function isOpen(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
