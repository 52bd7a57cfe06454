// Plays a sound that stands in memory. By Web Audio and not by a media element: a media element's sound can be paused
// from the lock screen, which then shows that something plays, and needs an address, behind which a browser may put
// what is long on the disk.

import {stretch} from './stretch.js';

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

export class Player {
  #samples;
  #rate;
  #ended;
  #context = null;
  #source = null;
  #buffer = null;
  #speed = 1;
  #at = 0; // seconds of the original, where it stands or last began
  #began = 0; // by the context's clock

  /** @param ended hears that it was played to its end */
  constructor(samples, rate, ended = () => {}) {
    this.#samples = samples;
    this.#rate = rate;
    this.#ended = ended;
  }

  get duration() {
    return this.#samples.length / this.#rate;
  }

  get playing() {
    return this.#source !== null;
  }

  get speed() {
    return this.#speed;
  }

  /** In seconds of the original. */
  get position() {
    const on = this.#source === null ? 0 : (this.#context.currentTime - this.#began) * this.#speed;
    return Math.min(this.duration, this.#at + Math.max(0, on));
  }

  async play() {
    if (this.#source !== null || this.#samples.length === 0) {
      return;
    }
    if (this.#at >= this.duration) {
      this.#at = 0;
    }
    this.#context ??= new AudioContext();
    await this.#context.resume();
    if (this.#source !== null || this.#samples.length === 0) {
      return; // pressed twice, or forgotten meanwhile
    }
    this.#buffer ??= this.#made();
    const source = new AudioBufferSourceNode(this.#context, {buffer: this.#buffer});
    source.connect(this.#context.destination);
    source.addEventListener('ended', () => {
      if (source === this.#source) {
        this.#source = null;
        this.#at = this.duration;
        this.#ended();
      }
    });
    this.#source = source;
    this.#began = this.#context.currentTime;
    source.start(0, this.#at / this.#speed);
  }

  #made() {
    const fitting = stretch(this.#samples, this.#speed);
    const buffer = this.#context.createBuffer(1, Math.max(1, fitting.length), this.#rate);
    buffer.copyToChannel(fitting, 0);
    fitting.fill(0);
    return buffer;
  }

  pause() {
    if (this.#source !== null) {
      this.#at = this.position;
      const source = this.#source;
      this.#source = null;
      source.stop();
    }
  }

  async seek(seconds) {
    const goesOn = this.playing;
    this.pause();
    this.#at = Math.min(Math.max(0, seconds), this.duration);
    if (goesOn) {
      await this.play();
    }
  }

  async setSpeed(speed) {
    const goesOn = this.playing;
    this.pause();
    this.#speed = speed;
    this.#drop();
    if (goesOn) {
      await this.play();
    }
  }

  #drop() {
    this.#buffer?.getChannelData(0).fill(0);
    this.#buffer = null;
  }

  /** Silence takes the place of all of it, then nothing does. */
  forget() {
    this.pause();
    this.#drop();
    this.#samples.fill(0);
    this.#samples = new Float32Array(0);
    this.#at = 0;
    this.#context?.close();
    this.#context = null;
  }
}
