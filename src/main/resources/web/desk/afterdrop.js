// After a drop: what was agreed for it stands in the call's place at the top, with a clock and one way to stop it.

import {el} from './dom.js';
import {Countdown} from './countdown.js';
import {say} from './say.js';

const NEXT = {
  REDIAL: {until: say('Called once more in'), stop: say('Stop, do not call again')},
  RETURN: {until: say('They can call back for'), stop: say('Stop waiting')},
};

/** Ends of a call that was lost: people had talked, and nothing is settled by it. */
const LOST = new Set(['DROPPED', 'NOT_RETURNED']);

export const wasLost = outcome => LOST.has(outcome);

/**
 * For a call that somebody hung up, as the network says, which is not always so: a redial that was agreed is then left
 * to the advocate, because whoever hangs up may have had to. Null where nothing of the kind was agreed.
 */
export function brokeOff({rule, minutes}) {
  const agreed = say({one: 'To call once more a minute after a drop was agreed.',
    other: 'To call once more {count} minutes after a drop was agreed.'}, {count: minutes});
  const why = say('The network says that somebody hung up, so nothing rings by itself.');
  return rule !== 'REDIAL_ONCE' ? null : el('section', {class: 'card'}, el('h2', {text: say('Did it break off?')}),
      el('p', {text: `${agreed} ${why}`}));
}

/** What ends it, in words; undefined while there is nothing of the kind to end. */
export const stopWord = view => view.state === 'AFTER_DROP' ? NEXT[view.after.next].stop : undefined;

export class AfterDrop {
  #what = el('p', {class: 'soft'});
  #countdown = new Countdown();
  node = el('div', {class: 'after-drop', hidden: true}, this.#what, this.#countdown.node);

  /** Shows what follows by the server's last word, or nothing. */
  show({state, after}) {
    this.node.hidden = state !== 'AFTER_DROP';
    if (this.node.hidden) {
      this.#countdown.stop();
    } else {
      this.#what.textContent = NEXT[after.next].until;
      this.#countdown.start(after.secondsLeft);
    }
  }

  close() {
    this.#countdown.stop();
  }
}
