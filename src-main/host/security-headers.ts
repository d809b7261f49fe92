/**
 * What a document of ours may do, told to the engine with every answer; the engine's own network is cut besides.
 *
 * - Scripts come as files of our origin only. Styles too, and the style elements that Ant Design makes, which carry the nonce.
 *   Style attributes in markup are refused; setting styles from script is not affected.
 * - Pictures also as `blob:` and `data:` (made by the page itself, they ask nobody).
 * - `connect-src 'self'` lets pdf.js read a document from our origin, which the main process alone answers.
 * - `frame-src 'none'`, `object-src 'none'`: nothing foreign, and nothing of ours, is ever embedded.
 */
export function securityHeaders(nonce: string): Readonly<Record<string, string>> {
  if (!/^[\w+/=-]*$/.test(nonce)) throw new Error('a nonce must be base64');
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': nonce === '' ? "'self'" : `'self' 'nonce-${nonce}'`,
    'img-src': "'self' blob: data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'frame-src': "'none'",
    'object-src': "'none'",
    'manifest-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy).map(([name, sources]) => `${name} ${sources}`).join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': forbiddenFeatures.map((feature) => `${feature}=()`).join(', '),
  };
}

const forbiddenFeatures = [
  'camera', 'microphone', 'geolocation', 'display-capture', 'clipboard-read', 'usb', 'serial', 'hid', 'bluetooth', 'midi', 'payment',
  'screen-wake-lock', 'accelerometer', 'gyroscope', 'magnetometer', 'publickey-credentials-get',
];
