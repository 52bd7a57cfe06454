// Away from here at once: a press, or Escape three times. The neutral page is drawn before anything else happens.
// Held, the same button also wipes this device.

import {drawAway, goAway} from './away.js';
import {holdable} from './dom.js';

const PRESSES = 3;
const WITHIN_MILLIS = 1_500;
export const HOLD_MILLIS = 1_500;

/** Counts presses of Escape: true at the third within 1.5 seconds. */
export function threeTimes() {
  let times = [];
  return now => {
    times = [...times, now].filter(each => now - each < WITHIN_MILLIS);
    if (times.length < PRESSES) {
      return false;
    }
    times = [];
    return true;
  };
}

/** Draws the neutral page, then puts the one at its own address in our place in the history. Waits for nothing. */
export function leave(drop) {
  drawAway();
  try {
    drop();
  } finally {
    goAway();
  }
}

/** Arms the button and the key. 'drop' forgets the keys; 'wipe' also forgets this device. */
export function arm(button, {drop, wipe}) {
  const pressed = threeTimes();
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.repeat && pressed(performance.now())) {
      event.preventDefault();
      event.stopImmediatePropagation();
      leave(drop);
    }
  }, true);
  holdable(button, {
    millis: HOLD_MILLIS,
    tap: () => leave(drop),
    hold: wipe,
    pressed: down => document.body.classList.toggle('veiled', down), // nothing to read from the moment of the press
  });
}
