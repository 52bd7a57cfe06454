// Checks receipts here: that one stands in the log (RFC 6962 section 2.1, checked as RFC 9162 sections 2.1.3.2
// and 2.1.4.2 say), that a newer log begins with all of an older one, and that the log's key signed a checkpoint (C2SP
// signed-note). The server is asked for the proofs and not believed. Bytes are Uint8Array, sizes and indices whole
// numbers below 2^53.

const KINDS = [
  'CENTRE_MADE', 'PERSON_ADDED', 'PERSON_REMOVED', 'ROLE_CHANGED', 'DEVICE_ADDED', 'DEVICE_WIPED', 'BROWSER_CLEARED',
  'CENTRE_KEY_CHANGED', 'RECOVERY_USED', 'SHEET_CHANGED', 'PLAN_DELETED', 'PLAN_ENDED', 'RELEASE_REVOKED',
  'RELEASE_ENDED', 'RULE_CHANGED', 'OVERRIDE_USED', 'BACKUP_MADE', 'RESTORED',
  'OVERRIDE_DECLINED', 'PLAN_RENEWED', 'MESSAGE_DELETED', 'MESSAGE_ENDED', 'HOLD_BEGUN', 'HOLD_ENDED', 'HOLD_DROPPED',
]; // the code in the log is the place here and one
const VERSION = 1;
const HASH = 32;
const TOKEN = 16;
const SEAL = 4 + 64;
const NAME = /^[A-Za-z0-9./-]{1,64}$/;
const DASH = '\u2014 ';

function ascii(text) {
  return new TextEncoder().encode(text);
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function same(left, right) {
  return left.length === right.length && left.every((byte, i) => byte === right[i]);
}

function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** The bytes, or null unless the text is their one right spelling and there are `length` of them. */
function fromBase64(text, length) {
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    return bytes.length === length && base64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** The bytes of unpadded base64url, as the server writes hashes and tokens. */
export function fromBase64url(text) {
  const padded = text.replaceAll('-', '+').replaceAll('_', '/').padEnd(Math.ceil(text.length / 4) * 4, '=');
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

export function leafHash(leaf) {
  return sha256(joined([0], leaf));
}

function nodeHash(left, right) {
  return sha256(joined([1], left, right));
}

/** The 22 bytes that stand in the log for {kind, hour, token}; null for what no receipt can hold. */
export function leafOf(receipt) {
  const code = KINDS.indexOf(receipt.kind) + 1;
  const hour = receipt.hour;
  if (code === 0 || !Number.isInteger(hour) || hour < 0 || hour > 0xffffffff || receipt.token.length !== TOKEN) {
    return null;
  }
  const leaf = new Uint8Array(6 + TOKEN);
  leaf[0] = VERSION;
  leaf[1] = code;
  new DataView(leaf.buffer).setUint32(2, hour);
  leaf.set(receipt.token, 6);
  return leaf;
}

const isOdd = (number) => number % 2 === 1;
const half = (number) => Math.floor(number / 2);

/** One step up from a node: whether its sibling stands to the left, and where both are on the next level. */
function climb(node, last) {
  const left = isOdd(node) || node === last;
  let [up, end] = [node, last];
  while (left && !isOdd(up) && up !== 0) {
    [up, end] = [half(up), half(end)];
  }
  return [left, half(up), half(end)];
}

function areHashes(hashes) {
  return hashes.every((hash) => hash.length === HASH);
}

/** Whether the proof shows that the leaf stands at `index` of a log of `size` receipts with this root. */
export async function verifyInclusion(leaf, index, size, proof, root) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size || !areHashes(proof)) {
    return false;
  }
  let node = index;
  let last = size - 1;
  let hash = await leafHash(leaf);
  for (const sibling of proof) {
    if (last === 0) {
      return false;
    }
    let left;
    [left, node, last] = climb(node, last);
    hash = await (left ? nodeHash(sibling, hash) : nodeHash(hash, sibling));
  }
  return last === 0 && same(hash, root);
}

/** Whether the proof shows that the newer log begins with all of the older one; both are {size, root}. */
export async function verifyConsistency(older, newer, proof) {
  if (![older.size, newer.size].every((size) => Number.isSafeInteger(size) && size >= 0) || !areHashes(proof)) {
    return false;
  }
  if (older.size >= newer.size) {
    return older.size === newer.size && proof.length === 0 && same(older.root, newer.root);
  }
  if (older.size === 0) {
    return proof.length === 0 && same(older.root, await sha256(new Uint8Array(0)));
  }
  let node = older.size - 1;
  let last = newer.size - 1;
  while (isOdd(node)) {
    [node, last] = [half(node), half(last)];
  }
  const path = node === 0 ? [older.root, ...proof] : proof; // node 0: the older log is one whole subtree
  if (path.length === 0) {
    return false;
  }
  let oldHash = path[0];
  let newHash = path[0];
  for (const sibling of path.slice(1)) {
    if (last === 0) {
      return false;
    }
    let left;
    [left, node, last] = climb(node, last);
    if (left) {
      oldHash = await nodeHash(sibling, oldHash);
    }
    newHash = await (left ? nodeHash(sibling, newHash) : nodeHash(newHash, sibling));
  }
  return last === 0 && same(oldHash, older.root) && same(newHash, newer.root);
}

/** {origin, size, root, seal, body}, or null unless the text is spelled exactly as the log writes it. */
export function parseCheckpoint(text) {
  const lines = text.split('\n');
  if (lines.length !== 6 || !NAME.test(lines[0]) || !/^(0|[1-9][0-9]{0,14})$/.test(lines[1])) {
    return null;
  }
  const signer = `${DASH}${lines[0]} `;
  const root = fromBase64(lines[2], HASH);
  const seal = lines[4].startsWith(signer) ? fromBase64(lines[4].slice(signer.length), SEAL) : null;
  if (!root || !seal || lines[3] !== '' || lines[5] !== '') {
    return null;
  }
  return {origin: lines[0], size: Number(lines[1]), root, seal, body: `${lines.slice(0, 3).join('\n')}\n`};
}

/** {name, id, publicKey} of a verifier key's line, or null if it is none or its id is not of this name and key. */
export async function parseKey(text) {
  const [name, id, ...rest] = text.replace(/\n$/, '').split('+');
  const typed = fromBase64(rest.join('+'), 1 + HASH);
  if (!NAME.test(name) || !typed || typed[0] !== 1) {
    return null;
  }
  const digest = (await sha256(joined(ascii(`${name}\n`), typed))).slice(0, 4);
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === id ? {name, id: digest, publicKey: typed.slice(1)} : null;
}

/** Whether the key signed it: true, false, or null where this browser has no Ed25519 and cannot tell. */
export async function verifyCheckpoint(checkpoint, key) {
  if (checkpoint.origin !== key.name || !same(checkpoint.seal.slice(0, 4), key.id)) {
    return false;
  }
  let publicKey;
  try {
    publicKey = await crypto.subtle.importKey('raw', key.publicKey, {name: 'Ed25519'}, false, ['verify']);
  } catch (error) {
    return error.name === 'NotSupportedError' ? null : false;
  }
  return crypto.subtle.verify({name: 'Ed25519'}, publicKey, checkpoint.seal.slice(4), ascii(checkpoint.body));
}
