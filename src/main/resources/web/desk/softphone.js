// This page as the advocate's phone (B1): its line to the server, its microphone, its connection and what is heard. It
// knows one call by its name and nothing of whom it is with. Nothing is stored; a page that is loaded again takes its
// call up by what the server tells it.

import {headset, keepAwake} from './phone/awake.js';
import {Connection} from './phone/connection.js';
import {Line} from './phone/line.js';
import {Loudspeaker} from './phone/loudspeaker.js';
import {Microphone, standing} from './phone/microphone.js';
import {ring} from './phone/ringer.js';
import {say} from './say.js';

/** The name under which this page is chosen as the phone. */
export const PAGE = 'browser';

const DISCONNECTED_MILLIS = 1_500; // most such gaps close by themselves
const REPAIR_MILLIS = 4_000;

const NOTHING = {call: null, sound: 'CONNECTING', held: false, near: 0, far: 0, blocked: false, problem: ''};

export class Softphone {
  #hears;
  #line;
  #microphone;
  #connection = null;
  #prepared = null; // the first offer, made while the server decides
  #placing = false;
  #repair = 0;
  #offers = 0;
  #ways = []; // out of a network that lets only TCP through
  #loudspeaker = new Loudspeaker(blocked => {
    this.view = {...this.view, blocked};
    this.#tell();
  });
  #release = [];
  #silence = () => {}; // ends the ringing
  #watchers = new Set();
  wake = () => this.#line.renew(); // it may have slept, or the network is another one
  #over = '';
  #broken = false;
  view = {...NOTHING};

  /**
   * @param hears {restored(message), asked(message), incoming(message), end(call)}: a call that this page has only now
   *     heard of, or is the phone of once more; one that it is asked to join; a caller who waits; a wish that one be
   *     ended, from a headset
   * @param path of its line, for a phone that is not the advocate's
   */
  constructor(hears, path) {
    this.#hears = hears;
    this.#line = new Line({
      message: message => this.#heard(message),
      changed: () => this.#lineChanged(),
      over: why => {
        this.#over = why;
        this.#hangUp();
      },
    }, path);
    this.#microphone = new Microphone(track => {
      this.#connection?.replace(track).catch(() => this.#negotiate(false));
      this.#tell();
    });
  }

  /** Somebody is signed in: calls may be made here, and one that goes on is taken up. */
  start() {
    addEventListener('online', this.wake);
    navigator.connection?.addEventListener?.('change', this.wake);
    this.#over = '';
    this.#line.start();
  }

  /** Nobody is signed in any more, or the page goes: silent from now on. */
  stop() {
    removeEventListener('online', this.wake);
    navigator.connection?.removeEventListener?.('change', this.wake);
    this.#line.stop();
    this.letGo();
  }

  /** Hears every change until the returned function is called. */
  watch(hear) {
    this.#watchers.add(hear);
    return () => this.#watchers.delete(hear);
  }

  /** Whether calls can be made here: 'ready', 'denied', 'none' or 'unsupported' (see phone/microphone.js). */
  standing() {
    return standing();
  }

  get up() {
    return this.#line.up;
  }

  /** Why the line is gone for good, or ''. */
  get over() {
    return this.#over;
  }

  get muted() {
    return this.#microphone.muted;
  }

  get lost() {
    return this.#microphone.lost;
  }

  /** Whether the connection was there and is not now. */
  get broken() {
    return this.#broken;
  }

  /** Whether sound can go both ways. */
  get connected() {
    return this.#connection?.state === 'connected';
  }

  // a new call: prepare(), then begin() with its name or abandon()

  /** Opens the microphone. Throws an error with a sentence for people. */
  async prepare() {
    this.#hangUp();
    this.#placing = true;
    this.#ways = [];
    try {
      await this.#microphone.open();
    } catch (error) {
      this.abandon();
      error.forPeople = `${say('Nobody was called.')} ${error.forPeople}`;
      throw error;
    }
    this.#connect();
    this.#prepared = this.#connection.offer(false);
    this.#prepared.catch(() => {}); // asked for again when it is sent
  }

  begin(call) {
    if (this.view.call === call) {
      return; // the server's own word of it was faster
    }
    this.#placing = false;
    this.#take(call);
    this.#negotiate(false);
    this.#tell();
  }

  #take(call) {
    this.view = {...NOTHING, call};
    this.#release.push(keepAwake(), headset({mute: () => this.mute(!this.muted), end: () => this.#hears.end(call)}));
  }

  abandon() {
    if (this.#placing) { // else another call came first
      this.letGo();
    }
  }

  /** Whatever there is of a call here goes, and the microphone closes. */
  letGo() {
    this.#placing = false;
    this.#hangUp();
  }

  /** It is over as far as people are concerned: nothing more is sent; how it ended may still be said by voice. */
  ended(call) {
    if (this.view.call === call) {
      this.#microphone.close();
      this.#tell();
    }
  }

  /** Answers a page that rings: only now the microphone opens. False when the server cannot be told now. */
  answer() {
    if (!this.#line.send({type: 'take', call: this.view.call})) {
      return false;
    }
    this.#stopRinging();
    this.view = {...this.view, sound: 'CONNECTING'};
    this.retry();
    return true;
  }

  // during a call

  mute(on) {
    this.#microphone.mute(on);
    this.#tell();
  }

  /** Plays a recording to the other side, once and to its end; false where the call ended before. */
  play(sound) {
    return this.#microphone.play(sound);
  }

  /** False when the server cannot be told now. */
  hold(on) {
    return this.#line.send({type: on ? 'hold' : 'resume', call: this.view.call});
  }

  /** Does not join the call that it is asked to, or leaves it. False when the server cannot be told now. */
  decline() {
    return this.#line.send({type: 'decline', call: this.view.call});
  }

  /** False when it cannot be pressed now. */
  press(key) {
    return this.#connection?.key(key) || this.#line.send({type: 'key', call: this.view.call, key});
  }

  /** The microphones and loudspeakers that can be chosen, and the ones in use. */
  async choices() {
    return {...await this.#microphone.choices(), ...await this.#loudspeaker.choices()};
  }

  chooseMicrophone(id) {
    return this.#microphone.choose(id);
  }

  chooseSpeaker(id) {
    return this.#loudspeaker.choose(id);
  }

  /** Lets the other side be heard, where the browser waits for a press. */
  listen() {
    return this.#loudspeaker.play();
  }

  /** Takes the call up with the microphone and a new connection: after the page was loaded again. */
  async retry() {
    try {
      await this.#microphone.open();
      this.view = {...this.view, problem: ''};
    } catch (error) {
      this.view = {...this.view, problem: error.forPeople};
    }
    await this.#negotiate(false);
    this.#tell();
  }

  // what the server says

  #heard(message) {
    switch (message.type) {
      case 'idle':
        if (!this.#placing) {
          this.#hangUp();
        }
        break;
      case 'call':
        this.#called(message);
        break;
      case 'asked':
      case 'incoming':
        this.#called({...message, held: false});
        break;
      case 'ways':
        this.#ways = [{urls: message.urls, username: message.username, credential: message.credential}];
        this.#prepared = null; // made without them
        break;
      case 'answer':
        if (message.call === this.view.call) {
          this.#connection?.answer(message.sdp).catch(() => this.#negotiate(false));
        }
        break;
      case 'unusable':
        if (message.call === this.view.call) {
          this.#later(() => this.#negotiate(false), DISCONNECTED_MILLIS);
        }
        break;
      case 'levels':
        this.view = {...this.view, near: message.near, far: message.far};
        this.#tell();
        break;
      default: // of a newer server
    }
  }

  #called(message) {
    const {call, state, sound, held} = message;
    const joined = message.type !== 'call'; // nobody's own yet
    if (sound === 'RINGS' && this.view.sound !== 'RINGS') {
      this.#rings(message); // whatever is still open belongs to what was lost
    } else if (this.view.call === null && this.#placing) {
      this.begin(call);
    } else if (this.view.call === null && state !== 'ENDED') {
      this.#take(call);
      this.#shows(message);
      this.retry();
    } else if (this.view.call === call && this.view.joined && !joined) {
      this.#shows(message); // it was handed over to us
    }
    if (this.view.call === call) {
      this.view = {...this.view, joined, sound, held, waited: message.waited ?? null, others: message.others ?? 0};
      if (state === 'ENDED') {
        this.ended(call);
      }
      this.#tell();
    }
  }

  #rings(message) {
    this.letGo();
    this.#take(message.call);
    this.#silence = ring();
    this.#shows(message);
  }

  #shows(message) {
    this.view = {...this.view, joined: message.type !== 'call', sound: message.sound};
    this.#hears[message.type === 'call' ? 'restored' : message.type](message);
  }

  #lineChanged() {
    if (this.#line.up && this.view.call !== null) {
      this.#negotiate(this.connected || this.#offers > 0); // the line broke: the path may be another one too
    }
    this.#tell();
  }

  // the connection

  #connect() {
    this.#connection?.close();
    this.#offers = 0;
    const connection = new Connection(this.#microphone.track, this.#ways, {
      state: state => connection === this.#connection && this.#connectionIs(state),
      heard: stream => connection === this.#connection && this.#loudspeaker.hear(stream),
    });
    this.#connection = connection;
  }

  /** Offers this call's connection: the same by another path, or a new one. Without a line it waits for it. */
  async #negotiate(again) {
    const {call} = this.view;
    if (call === null || !this.#line.up || this.#microphone.track === null) {
      return;
    }
    this.#later(() => this.#negotiate(false), REPAIR_MILLIS);
    const first = this.#prepared;
    this.#prepared = null;
    if (first === null && !(again && this.#connection !== null)) {
      this.#connect();
    }
    const connection = this.#connection;
    const restart = first === null && again && this.#offers > 0;
    try {
      const sdp = await (first ?? connection.offer(restart));
      if (this.view.call === call && connection === this.#connection) {
        this.#offers += 1;
        this.#line.send({type: 'offer', call, sdp, ...restart ? {again: 'yes'} : {}});
      }
    } catch {
      // tried again after a while
    }
  }

  #connectionIs(state) {
    this.#broken = state === 'disconnected' || state === 'failed';
    this.#tell();
    if (state === 'connected') {
      clearTimeout(this.#repair);
    } else if (state === 'disconnected') {
      this.#later(() => this.#negotiate(true), DISCONNECTED_MILLIS);
    } else if (state === 'failed') {
      this.#negotiate(true);
    }
  }

  #later(what, millis) {
    clearTimeout(this.#repair);
    this.#repair = setTimeout(what, millis);
  }

  #stopRinging() {
    this.#silence();
    this.#silence = () => {};
  }

  #hangUp() {
    this.#stopRinging();
    clearTimeout(this.#repair);
    this.#prepared = null;
    this.#connection?.close();
    this.#connection = null;
    this.#microphone.close();
    this.#loudspeaker.close();
    this.#broken = false;
    this.#release.splice(0).forEach(release => release());
    this.view = {...NOTHING};
    this.#tell();
  }

  #tell() {
    for (const hear of [...this.#watchers]) {
      hear();
    }
  }
}
