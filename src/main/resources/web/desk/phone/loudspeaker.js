// Where the other side is heard: one sound element, there as long as something may be heard.

import {devices} from './microphone.js';

export class Loudspeaker {
  #audio = null;
  #told;

  /** @param told hears whether the browser waits for a press before it lets anything be heard */
  constructor(told) {
    this.#told = told;
  }

  hear(stream) {
    if (this.#audio === null) {
      this.#audio = document.createElement('audio');
      this.#audio.autoplay = true;
      document.body.append(this.#audio);
    }
    this.#audio.srcObject = stream;
    return this.play();
  }

  async play() {
    let blocked = false;
    try {
      await this.#audio?.play();
    } catch (error) {
      blocked = error.name === 'NotAllowedError';
    }
    this.#told(blocked);
  }

  /** {speakers, speaker}: those that can be chosen, where the browser lets people choose, and the one in use. */
  async choices() {
    const speakers = HTMLMediaElement.prototype.setSinkId === undefined ? [] : await devices('audiooutput');
    return {speakers, speaker: this.#audio?.sinkId || 'default'};
  }

  choose(id) {
    return this.#audio?.setSinkId(id);
  }

  close() {
    if (this.#audio !== null) {
      this.#audio.srcObject = null;
      this.#audio.remove();
      this.#audio = null;
    }
  }
}
