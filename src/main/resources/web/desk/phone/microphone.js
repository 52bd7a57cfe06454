// The microphone: asked for when a call begins, let go when it is over. What can be wrong with it is said in a plain
// sentence that tells what to do.

import {say} from '../say.js';

const SOUND = {echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1};

const SENTENCES = {
  NotAllowedError: say('This page may not use the microphone. Allow it: press the sign beside the address at the top,'
      + ' choose Microphone, then Allow. Then try again, or choose another phone.'),
  NotFoundError: say('There is no microphone. Plug one in or switch it on, then try again, or choose another phone.'),
  NotReadableError: say('Another program holds the microphone. Close it, then try again, or choose another phone.'),
  Unsupported: say('This browser cannot make calls here. Choose another phone.'),
};

/** There is no microphone to be had; 'forPeople' says why and what to do. */
export class NoMicrophone extends Error {
  constructor(name) {
    super('There is no microphone to be had.');
    this.forPeople = SENTENCES[name] ?? SENTENCES.NotReadableError;
  }
}

const supported = () =>
  globalThis.RTCPeerConnection !== undefined && navigator.mediaDevices?.getUserMedia !== undefined;

/** How it stands before anybody is asked: 'ready', 'denied', 'none' or 'unsupported'. */
export async function standing() {
  if (!supported()) {
    return 'unsupported';
  }
  try {
    const {state} = await navigator.permissions.query({name: 'microphone'});
    if (state === 'denied') {
      return 'denied';
    }
  } catch {
    // a browser that does not say; it will ask
  }
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.some(({kind}) => kind === 'audioinput') ? 'ready' : 'none';
}

/** The devices of that kind, 'audioinput' or 'audiooutput', that can be chosen: [{deviceId, label}]. */
export async function devices(kind) {
  const all = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? [];
  return all.filter(device => device.kind === kind && device.deviceId !== '');
}

/** Silence as a track: a call whose microphone was pulled out still sends something, and is not taken for dead. */
function silence() {
  const context = new AudioContext();
  const nothing = new ConstantSourceNode(context, {offset: 0});
  const end = context.createMediaStreamDestination();
  nothing.connect(end); // an end that nothing flows to sends nothing at all
  nothing.start();
  const [track] = end.stream.getAudioTracks();
  return {track, close: () => context.close()};
}

export class Microphone {
  #changed;
  #muted = false;
  #chosen = null;
  #silence = null;
  #again = () => this.#lost || this.#gone() ? this.#reopen() : null;
  #lost = false;
  track = null;

  /** @param changed hears, with the new track, that another one is to be sent; 'lost' tells whether it is silence */
  constructor(changed) {
    this.#changed = changed;
  }

  get lost() {
    return this.#lost;
  }

  get muted() {
    return this.#muted;
  }

  /** {microphones, microphone}: those that can be chosen, and the one in use. */
  async choices() {
    const microphone = this.#chosen ?? this.track?.getSettings().deviceId ?? null;
    return {microphones: await devices('audioinput'), microphone};
  }

  /** Opens it, unless it is open: the track. Throws NoMicrophone. */
  async open() {
    if (this.track === null) {
      await this.#take();
      navigator.mediaDevices.addEventListener('devicechange', this.#again);
    }
    return this.track;
  }

  async #take() {
    if (!supported()) {
      throw new NoMicrophone('Unsupported');
    }
    this.#use(await this.#ask().catch(error => {
      throw new NoMicrophone(error.name);
    }), false);
  }

  /** The one that was chosen, if it is there; else any. */
  async #ask() {
    const ask = async audio => (await navigator.mediaDevices.getUserMedia({audio, video: false})).getAudioTracks()[0];
    if (this.#chosen !== null) {
      try {
        return await ask({...SOUND, deviceId: {exact: this.#chosen}});
      } catch (error) {
        if (error.name !== 'OverconstrainedError' && error.name !== 'NotFoundError') {
          throw error;
        }
      }
    }
    return ask(SOUND);
  }

  #use(track, lost) {
    const before = this.track;
    before?.stop();
    if (!lost) {
      this.#silence?.close();
      this.#silence = null;
    }
    this.#lost = lost;
    this.track = track;
    track.enabled = !this.#muted;
    track.addEventListener('ended', () => track === this.track && this.#reopen());
    if (before !== null) {
      this.#changed(track);
    }
  }

  #gone() {
    return this.track !== null && this.track.readyState === 'ended';
  }

  /** The device went away, or one came: takes what there is, or silence until there is something. */
  async #reopen() {
    try {
      await this.#take();
    } catch {
      if (this.track !== null && !this.#lost) {
        this.#silence = silence();
        this.#use(this.#silence.track, true);
      }
    }
  }

  /** Takes that device instead. */
  async choose(deviceId) {
    this.#chosen = deviceId;
    if (this.track !== null) {
      await this.#take();
    }
  }

  /** Never by taking the track away: a stream that stops looks like a call that broke. */
  mute(on) {
    this.#muted = on;
    if (this.track !== null) {
      this.track.enabled = !on;
    }
  }

  /**
   * Sends that recording once in place of what is said here, muted or not, then the microphone again. True when it was
   * played to its end while this stayed open.
   */
  async play(sound) {
    const context = new AudioContext();
    try {
      const source = new AudioBufferSourceNode(context, {buffer: sound});
      const end = context.createMediaStreamDestination();
      source.connect(end);
      const [track] = end.stream.getAudioTracks();
      this.#use(track, false);
      track.enabled = true;
      await new Promise(ended => {
        source.addEventListener('ended', ended);
        source.start();
      });
      const whole = track === this.track;
      if (whole) {
        await this.#reopen();
      }
      return whole;
    } finally {
      context.close();
    }
  }

  close() {
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.#again);
    this.track?.stop();
    this.track = null;
    this.#silence?.close();
    this.#silence = null;
    this.#lost = false;
    this.#muted = false;
  }
}
