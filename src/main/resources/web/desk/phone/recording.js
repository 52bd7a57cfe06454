// The agreed words in the advocate's own voice: recorded before a call, played once, gone with it. They are in this
// page's memory and nowhere else.

import {Microphone} from './microphone.js';

const USUAL_MILLIS = 30_000;
const BITS_A_SECOND = 24_000; // half a minute is 90 KB, which browsers do not put on the disk

export class Recording {
  #most;
  #microphone = null;
  #recorder = null;
  #limit = 0;
  #parts = [];
  /** What was recorded, as an AudioBuffer; null for nothing. */
  sound = null;

  constructor(mostMillis = USUAL_MILLIS) {
    this.#most = mostMillis;
  }

  /** Begins anew. Throws an error with a sentence for people. @param full hears that it is as long as it may be */
  async begin(full) {
    this.forget();
    const microphone = new Microphone(() => {});
    this.#microphone = microphone;
    const track = await microphone.open();
    if (microphone !== this.#microphone) { // forgotten while the browser asked: it must not stay open
      microphone.close();
      return;
    }
    this.#recorder = new MediaRecorder(new MediaStream([track]), {audioBitsPerSecond: BITS_A_SECOND});
    this.#recorder.addEventListener('dataavailable', ({data}) => this.#parts.push(data));
    this.#recorder.start();
    this.#limit = setTimeout(full, this.#most);
  }

  async end() {
    const recorder = this.#recorder;
    clearTimeout(this.#limit);
    await new Promise(stopped => {
      recorder.addEventListener('stop', stopped, {once: true});
      recorder.stop();
    });
    const context = new AudioContext();
    try {
      const bytes = await new Blob(this.#parts.splice(0)).arrayBuffer();
      const sound = await context.decodeAudioData(bytes);
      if (recorder === this.#recorder) { // else forgotten meanwhile
        this.#stop();
        this.sound = sound;
      }
    } finally {
      context.close();
    }
  }

  /** A call begins: what is not finished by then is forgotten, so that nothing of a call is ever recorded. */
  settle() {
    if (this.#microphone !== null) {
      this.forget();
    }
  }

  /** Lets the advocate hear it. */
  async listen() {
    const context = new AudioContext();
    const source = new AudioBufferSourceNode(context, {buffer: this.sound});
    source.connect(context.destination);
    await new Promise(ended => {
      source.addEventListener('ended', ended);
      source.start();
    });
    context.close();
  }

  #stop() {
    clearTimeout(this.#limit);
    this.#microphone?.close();
    this.#microphone = null;
    this.#recorder = null;
  }

  /** Silence takes its place, then nothing does. */
  forget() {
    if (this.#recorder?.state === 'recording') {
      this.#recorder.stop();
    }
    this.#stop();
    this.#parts = [];
    this.sound?.getChannelData(0).fill(0);
    this.sound = null;
  }
}
