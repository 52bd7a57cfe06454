// The centre's keys while this device is unlocked. They are in memory only, and gone when it locks.

import {
  KIND, Unopened, belong, generationOf, openObject, sealObject, toBytes, toText, unwrapBytes, unwrapKey, wrapKey,
} from './crypto.js';

import {isVouched, vouch, voucherKey} from './voucher.js';

const BATCH = 64;

/** Work on a long list, some at once: the browser's key store is quicker that way, and its queue stays short. */
export async function inBatches(list, work) {
  const done = [];
  for (let at = 0; at < list.length; at += BATCH) {
    done.push(...await Promise.all(list.slice(at, at + BATCH).map(work)));
  }
  return done;
}

export class Keyring {
  #keys = new Map(); // by generation: {publicKey, privateKey, wrapped}
  #device = null;
  #newest = 0;
  #dropped = 0; // how often: what was begun before a drop must not fill it after

  /** Takes what the server keeps for this device: [{generation, publicKey, wrapped}]. */
  async fill(device, keys, newest) {
    const before = this.#dropped;
    const opened = await Promise.all(keys.map(async ({generation, publicKey, wrapped}) => {
      const bytes = toBytes(wrapped);
      const privateKey = await unwrapKey({
        wrapped: bytes, generation, recipient: device.publicKey, privateKey: device.privateKey, holder: device.id});
      const key = {publicKey: toBytes(publicKey), privateKey, wrapped: bytes};
      if (!await belong(privateKey, key.publicKey)) {
        throw new Unopened(); // else all that is sealed from now on would be somebody else's
      }
      return [generation, key];
    }));
    if (this.#dropped !== before) {
      throw new Unopened();
    }
    this.#device = device;
    this.#keys = new Map(opened);
    this.#newest = newest;
  }

  /** A key that was made here; not once the ring was dropped. */
  add(generation, key) {
    if (this.#device === null) {
      return;
    }
    this.#keys.set(generation, key);
    this.#newest = Math.max(this.#newest, generation);
  }

  drop() {
    this.#dropped += 1;
    this.#keys.clear();
    this.#device = null;
    this.#newest = 0;
  }

  get filled() {
    return this.#keys.size > 0;
  }

  has(generation) {
    return this.#keys.has(generation);
  }

  get generation() {
    return this.#newest;
  }

  #key(generation) {
    const key = this.#keys.get(generation);
    if (key === undefined) {
      throw new Unopened();
    }
    return key;
  }

  /** Seals an object to the newest key: {generation, sealed}. */
  async seal(kind, context, object) {
    const generation = this.#newest;
    const recipient = this.#key(generation).publicKey;
    return {generation, sealed: toText(await sealObject({kind, generation, recipient, context, object}))};
  }

  /** Opens what any device of the centre sealed. */
  open(kind, context, sealed) {
    const envelope = toBytes(sealed);
    const {publicKey, privateKey} = this.#key(generationOf(envelope));
    return openObject({kind, recipient: publicKey, privateKey, context, envelope});
  }

  /** All the centre's keys wrapped to somebody else: [{generation, wrapped}]. */
  wrapAll(recipient, holder) {
    return Promise.all([...this.#keys].map(async ([generation, key]) => {
      const pkcs8 = await unwrapBytes({
        wrapped: key.wrapped, generation, recipient: this.#device.publicKey, privateKey: this.#device.privateKey,
        holder: this.#device.id});
      try {
        return {generation, wrapped: toText(await wrapKey({pkcs8, generation, recipient, holder}))};
      } finally {
        pkcs8.fill(0);
      }
    }));
  }

  /** Vouches for the key of a holder, by the newest key. */
  async vouch(holder, publicKey) {
    const generation = this.#newest;
    return vouch(await voucherKey(this.#key(generation)), generation, holder, publicKey);
  }

  /** Those of [{holder, publicKey, voucher}] for whom nobody with the newest key vouched. */
  async strangersAmong(holders) {
    const generation = this.#newest;
    const key = await voucherKey(this.#key(generation));
    const vouched = await Promise.all(holders.map(each => isVouched(key, generation, each)));
    return holders.filter((_, i) => !vouched[i]);
  }

  get devicePublic() {
    return this.#device.publicKey;
  }
}

/** The context of a staff member's name, and of the others that are sealed again after the key changed. */
export const CONTEXT = Object.freeze({
  plan: id => [KIND.PLAN, `plan/${id}`],
  release: id => [KIND.RELEASE, `release/${id}`],
  person: id => [KIND.PERSON, `person/${id}`],
  portal: id => [KIND.PORTAL, `portal/${id}`],
  message: id => [KIND.MESSAGE, `message/${id}`],
});
