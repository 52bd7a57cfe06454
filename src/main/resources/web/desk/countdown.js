// A clock that runs down: the wait after a sign, and what was agreed for a drop.

import {el} from './dom.js';

const TICK_MILLIS = 250;

/** Seconds as a clock: 125 is 2:05. */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export class Countdown {
  node = el('p', {class: 'left', role: 'timer', hidden: true}); // never read out by itself
  #until = 0;
  #timer = 0;

  /** Begins anew. Counted by this page's own clock: the server's may differ. */
  start(seconds) {
    clearInterval(this.#timer);
    this.#until = performance.now() + seconds * 1_000;
    this.#timer = setInterval(() => this.#show(), TICK_MILLIS);
    this.#show();
  }

  stop() {
    clearInterval(this.#timer);
    this.node.hidden = true;
  }

  #show() {
    this.node.hidden = false;
    this.node.textContent = clock(Math.max(0, Math.ceil((this.#until - performance.now()) / 1_000)));
  }
}
