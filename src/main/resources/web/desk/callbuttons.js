// The buttons of a call in its place at the top. They stay the same nodes from its beginning to its end, so that none
// is taken away from under a finger or from the keyboard when the call moves on.

import {button, el} from './dom.js';
import {say} from './say.js';

export class CallButtons {
  #end;
  #voicemail;
  #else;
  #look;
  #what;
  #done;
  #person;
  node;

  /** @param work {end(), tapped('VOICEMAIL' or 'SOMEBODY_ELSE'), look(), done(), person()} */
  constructor({end, tapped, look, done, person}) {
    this.#end = button(say('End call'), end, {class: 'stop'});
    this.#voicemail = button(say('Voicemail'), () => tapped('VOICEMAIL'));
    this.#else = button(say('Somebody else answered'), () => tapped('SOMEBODY_ELSE'));
    this.#look = button(say('Show who to ask for'), look);
    this.#what = button(say('What now?'), look);
    this.#done = button(say('Done'), done);
    this.#person = button(say('It is a person'), person);
    this.node = el('div', {class: 'actions'}, this.#end, this.#person, this.#voicemail, this.#else, this.#look,
        this.#what, this.#done);
  }

  /**
   * Shows those that there are now.
   *
   * @param now {stop: the word of the end, biggest: 'END', 'VOICEMAIL' or null, ends, offers, look, what, done,
   *     unheard: muted, because a machine seems to have answered}
   */
  show({stop, biggest, ends, offers, look, what, done, unheard}) {
    if (this.#end.textContent !== stop) {
      this.#end.textContent = stop;
    }
    this.#end.classList.toggle('big', biggest === 'END');
    this.#voicemail.classList.toggle('big', biggest === 'VOICEMAIL');
    this.#voicemail.classList.toggle('go', biggest === 'VOICEMAIL');
    this.#voicemail.classList.toggle('plain', biggest !== 'VOICEMAIL');
    this.#end.hidden = !ends;
    this.#voicemail.hidden = this.#else.hidden = !offers;
    this.#person.hidden = !unheard;
    this.#look.hidden = !look;
    this.#what.hidden = !what;
    this.#done.hidden = !done;
  }
}
