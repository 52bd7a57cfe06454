// A practice phone in the hand of whoever sits at this tab: its microphone and loudspeaker are the tab's. The phone
// itself stands at the server, as all practice phones do; here is only its sound.

import {Softphone} from '../desk/softphone.js';
import {say} from '../desk/say.js';

const LONGEST_MILLIS = 10_000;

/** What to say of a line that is over for good. */
const over = () => ({
  taken: say('This phone is open in another tab. Close it there, then load this page again.'),
  replaced: say('This phone is open in another tab. Close it there, then load this page again.'),
  ended: say('This page may not be a phone any more. Load it again.'),
});

/** The phone cannot be held now; 'forPeople' says why. */
class NotHeld extends Error {
  constructor(sentence) {
    super('The phone is not held.');
    this.forPeople = sentence;
  }
}

export class Held {
  #name;
  #phone;
  #keeps;
  #wanted = false;

  /**
   * @param name the handset's
   * @param keeps whether the tab is this phone as long as it is open, not for one call only
   * @param end hears that a headset's button wants the call to end
   */
  constructor(name, keeps, end) {
    this.#name = name;
    this.#keeps = keeps;
    this.#phone = new Softphone({restored: () => {}, end}, `/api/practice/phones/${encodeURIComponent(name)}/line`);
    this.#phone.watch(() => {
      if (!this.#phone.up && this.engaged && !this.#wanted) {
        this.#phone.letGo(); // the server has taken the phone out of this hand, and its call is over
      }
    });
    if (keeps) {
      this.#phone.start();
    }
  }

  /** Hears every change. */
  watch(hear) {
    this.#phone.watch(hear);
  }

  get keeps() {
    return this.#keeps;
  }

  /** The line, for what is said and done about its sound. */
  get phone() {
    return this.#phone;
  }

  /** Whether this tab's microphone is open for the phone. */
  get engaged() {
    return this.#phone.view.call !== null;
  }

  /** Why this tab cannot be the phone, or ''. */
  get refusal() {
    return over()[this.#phone.over] ?? '';
  }

  /** Opens the microphone and waits until sound can go both ways. False when the call was gone before that. */
  async ready() {
    const phone = this.#phone;
    this.#wanted = true;
    try {
      phone.start();
      await this.#until(() => phone.up || phone.over !== '');
      if (this.refusal !== '') {
        throw new NotHeld(this.refusal);
      }
      if (!this.#wanted) {
        return false;
      }
      phone.begin(this.#name);
      await phone.retry();
      if (phone.view.problem !== '') {
        throw new NotHeld(phone.view.problem);
      }
      await this.#until(() => phone.connected);
      return this.#wanted;
    } catch (error) {
      this.#let();
      throw error;
    } finally {
      this.#wanted = false;
    }
  }

  /** The call is over: the microphone closes. */
  rest() {
    this.#wanted = false;
    this.#let();
  }

  #let() {
    if (this.#keeps) {
      this.#phone.letGo();
    } else {
      this.#phone.stop();
    }
  }

  /** Waits for that, or until nobody wants it any more. */
  #until(met) {
    const phone = this.#phone;
    return new Promise((done, failed) => {
      let forget = () => {};
      const timer = setTimeout(() => {
        forget();
        failed(new NotHeld(say('This tab’s sound does not get through to the server. Try again.')));
      }, LONGEST_MILLIS);
      const look = () => {
        if (met() || phone.over !== '' || !this.#wanted) {
          clearTimeout(timer);
          forget();
          done();
        }
      };
      forget = phone.watch(look);
      look();
    });
  }
}
