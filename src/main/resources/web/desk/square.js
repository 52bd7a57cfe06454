// What the recovery sheet's square code says. Not the words: a phone's camera app would offer to look twelve plain
// words up on the web. A name that no program answers to, then the secret as one run of letters and digits.

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's base 32
const NAME = 'X-SHEET:';
const SECRET = 16;
const LENGTH = 26; // 128 bits by five, the last two bits zero

/** The code's text, of capitals, digits, a hyphen and a colon. */
export function spell(secret) {
  let bits = 0n;
  for (const byte of secret) {
    bits = bits << 8n | BigInt(byte);
  }
  bits <<= 2n;
  const signs = Array.from({length: LENGTH}, (_, i) => SIGNS[Number(bits >> BigInt(5 * (LENGTH - 1 - i)) & 31n)]);
  return NAME + signs.join('');
}

/** The secret of a code's text; null where it is not a sheet's. */
export function unspell(text) {
  const signs = text.startsWith(NAME) ? [...text.slice(NAME.length)].map(sign => SIGNS.indexOf(sign)) : [];
  if (signs.length !== LENGTH || signs.includes(-1)) {
    return null;
  }
  const bits = signs.reduce((all, sign) => all << 5n | BigInt(sign), 0n);
  return (bits & 3n) !== 0n ? null
    : Uint8Array.from({length: SECRET}, (_, i) => Number(bits >> BigInt(2 + 8 * (SECRET - 1 - i)) & 255n));
}
