// Who is signed in here, whether it is locked, and the keys while it is not.

import {makeApi} from './api.js';
import {goAway} from './away.js';
import {KIND, toText} from './crypto.js';
import * as store from './device.js';
import {Keyring} from './keyring.js';
import {LockTimer} from './locktimer.js';
import {use} from './passkey.js';
import {forget as forgetWaking} from './push.js';
import {say} from './say.js';

const OVER = new Set(['NOT_SIGNED_IN', 'SIGNED_OUT']);
const AGAIN_MILLIS = 5_000;
const CLEAR_MILLIS = 5_000; // the neutral page is in sight already
const soon = work => Promise.race([work, new Promise(resolve => setTimeout(resolve, CLEAR_MILLIS))]);
const NOTHING = {state: 'SIGNED_OUT', me: null, centre: null};

/** @param hears {changed(), warn(seconds), event(what), gone()}; 'gone' after this device was wiped */
export class Session {
  #hears;
  #ring = new Keyring();
  #timer;
  #stopEvents = null;
  #ending = false;
  /** Devices that were taken out of use from here: whatever the server says, they get nothing from here again. */
  wipedHere = new Set();
  device = null;
  state = NOTHING.state;
  me = null;
  centre = null;

  constructor(hears) {
    this.#hears = hears;
    this.api = makeApi(error => this.#refused(error), () => this.#prove(), () => this.#timer.answered());
    this.#timer = new LockTimer({
      lock: () => this.lock(),
      touch: patient => this.api.send('POST', '/api/touch', {patient}),
      warn: seconds => hears.warn(seconds),
    });
  }

  /** A host has no keys and opens nothing. */
  get unlocked() {
    return this.state === 'UNLOCKED' && (this.#ring.filled || this.me?.role === 'HOST');
  }

  get ring() {
    return this.#ring;
  }

  /** Asks the server where we stand. An unlocked session without keys (the page was loaded again) counts as locked. */
  async begin() {
    this.device = await store.load();
    const desk = await this.#standing();
    this.#take(desk);
    if (desk.reason === 'WIPED') {
      await this.wiped();
      return;
    }
    if (this.state === 'UNLOCKED') {
      this.lock();
    }
    if (this.state === 'LOCKED') {
      this.#listen();
    }
  }

  /** A server that was started anew knows no session any more, but still which devices were wiped. */
  async #standing() {
    const desk = await this.api.get('/api/desk');
    if (desk.state === 'SIGNED_OUT' && desk.reason !== 'WIPED' && this.device !== null) {
      const {wiped} = await this.api.post('/api/device', {device: this.device.id});
      return wiped ? {...desk, reason: 'WIPED'} : desk;
    }
    return desk;
  }

  #take({state, me, centre}) {
    this.state = state;
    this.me = me ?? null;
    this.centre = centre ?? null;
  }

  /** After signing in, unlocking, joining, set-up and recovery: all answer alike; 'first' is what to say of it. */
  async signed({me, centre, keys}, device = this.device, first = null) {
    await this.#ring.fill(device, keys, centre.generation);
    this.device = device;
    this.#take({state: 'UNLOCKED', me, centre});
    this.#timer.start({seconds: me.lockSeconds, onHide: me.lockOnHide});
    this.#listen();
    this.#hears.changed(first);
  }

  /** While a view needs hands elsewhere, the lock waits three minutes at least. */
  patient(on) {
    this.#timer.patient(on);
  }

  /** The keys that this device holds by now: after somebody changed them, and before they are handed on. */
  async refresh() {
    if (this.me.role !== 'HOST') {
      const {centre, keys} = await this.api.get('/api/keys');
      if (this.unlocked) {
        await this.#ring.fill(this.device, keys, centre.generation);
        this.centre = centre;
      }
    }
  }

  /** Keeps a device that the server knows now. */
  async keep(device) {
    await store.keep(device);
    this.device = device;
    navigator.storage?.persist?.().catch(() => {});
  }

  /** With the passkey: signs in, and unlocks. */
  async signIn() {
    const {challenge, publicKey} = await this.api.post('/api/sign-in/begin', {device: this.device.id});
    const credential = await use(publicKey);
    await this.signed(await this.api.post('/api/sign-in/finish', {challenge, device: this.device.id, credential}));
  }

  /** With the passkey, while unlocked: before somebody or something is let in for long. */
  async #prove() {
    const {challenge, publicKey} = await this.api.post('/api/sign-in/begin', {device: this.device.id});
    await this.api.post('/api/prove', {challenge, credential: await use(publicKey)});
  }

  async unlock(pin) {
    await this.signed(await this.api.post('/api/unlock', {pin}));
  }

  /** Forgets the keys, at once; the server is told after. */
  drop() {
    this.#ring.drop();
    this.#timer.stop();
    if (this.state === 'UNLOCKED') {
      this.state = 'LOCKED';
      this.api.send('POST', '/api/lock', {});
    }
  }

  lock() {
    if (this.state === 'UNLOCKED') {
      this.drop();
      this.#hears.changed();
    }
  }

  async signOut() {
    await this.api.remove('/api/desk');
    this.#ended();
  }

  #ended() {
    this.#ring.drop();
    this.#timer.stop();
    this.#stopEvents?.();
    this.#stopEvents = null;
    this.#take(NOTHING);
    this.#hears.changed();
  }

  /** New settings of one's own. */
  async change(settings) {
    await this.api.put('/api/me', settings);
    const {pin, ...kept} = settings;
    this.me = {...this.me, ...kept, ...(pin === undefined ? {} : {hasPin: pin !== null})};
    this.#timer.start({seconds: this.me.lockSeconds, onHide: this.me.lockOnHide});
  }

  seal(kind, context, object) {
    return this.#ring.seal(kind, context, object);
  }

  open(kind, context, sealed) {
    return this.#ring.open(kind, context, sealed);
  }

  async nameOf(person) {
    try {
      return (await this.open(KIND.PERSON, `person/${person.id}`, person.name)).name;
    } catch {
      return say('Name not readable here');
    }
  }

  /** Alerts with the names of those whom they are about, as far as one may know them. */
  async named(alerts) {
    if (alerts.every(alert => alert.about === undefined)) {
      return alerts;
    }
    const people = new Map((await this.api.get('/api/people')).map(person => [person.id, person]));
    return Promise.all(alerts.map(async alert => {
      const person = people.get(alert.about);
      return person === undefined ? alert : {...alert, name: await this.nameOf(person)};
    }));
  }

  /** Wipes this very device: the page is empty and what is kept goes, while the server is told. */
  panic() {
    return this.#clear(this.api.last('POST', '/api/panic', {}));
  }

  /** Somebody else wiped this device. */
  async wiped() {
    if (!this.#ending) {
      await this.#clear(Promise.resolve());
    }
  }

  /** Nothing may hold this up: neither a store that the server is clearing too, nor a server that does not answer. */
  async #clear(told) {
    this.#ending = true;
    this.#ring.drop();
    this.#timer.stop();
    this.state = 'SIGNED_OUT';
    const id = this.device?.id;
    this.device = null;
    this.#hears.gone();
    await soon(Promise.allSettled([told, store.clear(), forgetWaking()]));
    if (id !== undefined && await soon(store.isEmpty())) { // else it is cleared at the next start, and said then
      this.api.send('POST', '/api/wiped', {device: id});
    }
    await goAway();
  }

  #listen() {
    this.#stopEvents ??= this.api.listen('/api/desk/events', 'desk', ({what}) => this.#heard(what), closed => {
      if (closed) {
        this.#stopEvents?.();
        this.#stopEvents = null;
        this.#lookAgain();
      }
    });
  }

  /** The stream of events broke off for good: the session may have ended, or this device may have been wiped. */
  async #lookAgain() {
    try {
      const {state, reason} = await this.#standing();
      if (reason === 'WIPED') {
        await this.wiped();
      } else if (state === 'LOCKED' || state === 'UNLOCKED') {
        this.#listen();
      } else if (this.state !== 'SIGNED_OUT') {
        this.#ended();
      }
    } catch {
      setTimeout(() => this.state !== 'SIGNED_OUT' && this.#lookAgain(), AGAIN_MILLIS);
    }
  }

  #heard(what) {
    if (what === 'wiped') {
      this.wiped();
    } else if (what === 'ended') {
      this.#ended();
    } else if (what === 'locked') {
      this.lock();
    } else {
      this.#hears.event(what);
    }
  }

  #refused(error) {
    if (error.reason === 'DEVICE_WIPED') {
      this.wiped();
    } else if (error.status === 423) {
      this.lock();
    } else if (OVER.has(error.reason) && this.state !== 'SIGNED_OUT' || error.body.triesLeft === 0) {
      this.#ended();
    }
  }

  /** This device's public half, as the server gets it. */
  static introduce({id, kind, publicKey}) {
    return {id, kind, publicKey: toText(publicKey)};
  }
}
