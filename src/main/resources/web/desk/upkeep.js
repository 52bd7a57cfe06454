// Work in the background of an unlocked device: after a device was wiped, a new centre key; then every envelope that is
// still sealed to an older one is sealed again. It stops at a lock and goes on after the next unlock. What does not
// open although its key is here opens nowhere: it is told to a coordinator, for the old key cannot go before it does.

import {Unopened, importPrivate, newWrappablePair, toBytes, toText, wrapKey} from './crypto.js';
import {CONTEXT} from './keyring.js';
import {wrapForRecovery} from './recovery.js';
import {say} from './say.js';
import {SHEET, vouch, voucherKey} from './voucher.js';

const PAUSE_MILLIS = 20;
const LATER_MILLIS = 4_000;
const RETRIES = 3;
const NOTHING = Object.freeze({unopened: [], strangers: []});
const OUTCOME = Object.freeze({DONE: 1, NOWHERE: 2, LATER: 3});

const pause = (millis = PAUSE_MILLIS) => new Promise(resolve => setTimeout(resolve, millis));

export class Upkeep {
  #session;
  #tell;
  #found;
  #run = 0;
  #rotated = false;
  #before = Promise.resolve();
  /** What opens on no device: [{kind, id, version}], and whom nobody let in: [{holder, kind}]. */
  found = NOTHING;

  /** @param hears {tell(text), found()}: what goes on, and that 'found' is another now */
  constructor(session, {tell, found}) {
    this.#session = session;
    this.#tell = tell;
    this.#found = found;
  }

  stop() {
    this.#run += 1;
    this.found = NOTHING;
    this.#tell('');
  }

  start() {
    if (this.#session.me.role === 'HOST') {
      return;
    }
    this.#run += 1;
    const run = this.#run;
    const going = () => run === this.#run && this.#session.unlocked;
    this.#before = this.#before.then(() => this.#work(going)).catch(() => this.#tell('')); // never two at once
  }

  async #work(going) {
    for (let tries = 0; going() && tries < RETRIES && !await this.#rotate(); tries += 1) {
      await pause();
    }
    await this.#reseal(going);
    this.#tell('');
  }

  /** True when there is nothing more to do; false when another device was quicker and it has to be asked again. */
  async #rotate() {
    const {api, ring} = this.#session;
    const now = await api.get('/api/rotation');
    if (!now.needed || this.#session.me.role !== 'COORDINATOR') {
      return true;
    }
    const strangers = await this.#strangers(now);
    if (strangers.length > 0) {
      return true; // no new key while the server names somebody whom nobody let in
    }
    const generation = now.generation + 1;
    const pair = await newWrappablePair();
    try {
      const holders = now.devices.filter(each => each.holds);
      const wrapped = await Promise.all(holders.map(async ({id, publicKey}) => ({device: id, wrapped: await wrapKey(
          {pkcs8: pair.pkcs8, generation, recipient: toBytes(publicKey), holder: id})})));
      const recovery = await wrapForRecovery(pair.pkcs8, generation, toBytes(now.recovery.publicKey));
      await api.post('/api/rotation', {
        generation,
        publicKey: toText(pair.publicKey),
        wrapped: wrapped.map(each => ({...each, wrapped: toText(each.wrapped)})),
        vouchers: await this.#vouchers(now, generation, pair),
        recovery: toText(recovery),
      });
      if (this.#session.unlocked) {
        ring.add(generation, {
          publicKey: pair.publicKey,
          privateKey: await importPrivate(pair.pkcs8),
          wrapped: wrapped.find(each => each.device === this.#session.me.device).wrapped,
        });
      }
      this.#rotated = true;
      return true;
    } catch (error) {
      if (error.status === 409) {
        return false;
      }
      throw error;
    } finally {
      pair.pkcs8.fill(0);
    }
  }

  /** Whom nobody let in, of those who are to get the new key, or whom this device itself took out of use. */
  async #strangers(now) {
    const {ring, wipedHere} = this.#session;
    const holders = now.devices.filter(each => each.holds).map(each => ({...each, holder: each.id}));
    const found = await ring.strangersAmong([...holders, {...now.recovery, holder: SHEET}]);
    const strangers = [...found, ...holders.filter(each => wipedHere.has(each.id) && !found.includes(each))];
    this.#show({strangers});
    return strangers;
  }

  /** Vouchers by the new key, for all who had one by the present key: a host's devices too, who may get it one day. */
  async #vouchers(now, generation, pair) {
    const all = [...now.devices.map(each => ({...each, holder: each.id})), {...now.recovery, holder: SHEET}];
    const strangers = await this.#session.ring.strangersAmong(all);
    const key = await voucherKey(pair);
    return Promise.all(all.filter(each => !strangers.includes(each)).map(async ({holder, publicKey}) => (
      {holder, voucher: await vouch(key, generation, holder, toBytes(publicKey))})));
  }

  /** Takes what was found, and tells if that is something else than before. */
  #show(found) {
    const name = ({unopened, strangers}) => JSON.stringify([
      unopened.map(({kind, id}) => `${kind}/${id}`), strangers.map(({holder}) => holder)]);
    const before = this.found;
    this.found = {...before, ...found};
    if (name(this.found) !== name(before)) {
      this.#found();
    }
  }

  async #reseal(going) {
    const {api} = this.#session;
    let quickest = this.#rotated;
    this.#rotated = false;
    const nowhere = [];
    for (let after = ''; going();) {
      const {items, left} = await api.get(`/api/reseal${after}`);
      if (items.length === 0) {
        break;
      }
      if (!quickest) {
        await pause(Math.random() * LATER_MILLIS); // all devices hear of a new key at once; one does the work
        quickest = true;
        continue;
      }
      let moved = 0;
      for (const item of items) {
        if (!going()) {
          return;
        }
        const outcome = await this.#resealOne(item);
        moved += outcome === OUTCOME.DONE ? 1 : 0;
        if (outcome === OUTCOME.NOWHERE) {
          nowhere.push(item);
        }
        const count = left - moved;
        this.#tell(count > 0 ? say({one: 'Renewing locks in the background. {count} left.',
          other: 'Renewing locks in the background. {count} left.'},
              {count}) : say('Renewing locks in the background.'));
        await pause();
      }
      const last = items.at(-1);
      after = `?after=${last.kind}.${last.id}`; // what stays behind stands in nobody's way
    }
    this.#show({unopened: nowhere});
  }

  async #resealOne({kind, id, version, generation: held, sealed}) {
    try {
      const place = CONTEXT[kind](id);
      const object = await this.#session.open(...place, sealed);
      const {generation, sealed: again} = await this.#session.seal(...place, object);
      await this.#session.api.put('/api/reseal', {kind, id, version, generation, sealed: again});
      return OUTCOME.DONE;
    } catch (error) {
      return error instanceof Unopened && this.#session.ring.has(held)
        ? OUTCOME.NOWHERE : OUTCOME.LATER; // changed meanwhile, or for a device with that key
    }
  }
}
