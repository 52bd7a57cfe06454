// What can be done at a phone that is in this tab's hand: mute, keys, and what there is to know of its sound.

import {el, icon} from '../desk/dom.js';
import {Keypad} from '../desk/phone/keypad.js';
import {soundWords} from '../desk/phone/controls.js';
import {say} from '../desk/say.js';

const MICROPHONE = ['M12 4a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3z', 'M6 11v1a6 6 0 0 0 12 0v-1', 'M12 18v3'];

export class HeldControls {
  #held;
  #talks = false;
  #words = el('p', {class: 'words', role: 'status'});
  #mute;
  #opener;
  #keypad;
  #listen;
  node;

  constructor(held) {
    const {phone} = held;
    this.#held = held;
    this.#mute = el('button', {type: 'button', class: 'plain mute', 'aria-pressed': 'false',
      onClick: () => phone.mute(!phone.muted)}, icon(...MICROPHONE), say('Mute'));
    this.#keypad = new Keypad(key => phone.press(key));
    this.#keypad.node.hidden = true;
    this.#opener = el('button', {type: 'button', class: 'plain keys', 'aria-expanded': 'false',
      onClick: () => this.#open(this.#keypad.node.hidden)}, say('Keys'));
    this.#listen = el('button', {type: 'button', class: 'go listen', onClick: () => phone.listen()},
        say('Let me hear them'));
    this.node = el('div', {class: 'held'}, this.#words, this.#listen,
        el('div', {class: 'pair'}, this.#mute, this.#opener), this.#keypad.node);
    held.watch(() => this.#draw());
    this.#draw();
  }

  /** Whether somebody is at the other end. */
  talks(on) {
    this.#talks = on;
    this.#draw();
  }

  #open(on) {
    this.#keypad.node.hidden = !on;
    this.#opener.setAttribute('aria-expanded', String(on));
    if (on) {
      this.#keypad.opened();
    }
  }

  #draw() {
    const {phone, engaged, keeps, refusal} = this.#held;
    const here = engaged && this.#talks;
    if (!here && !this.#keypad.node.hidden) {
      this.#open(false);
    }
    this.#mute.parentElement.hidden = !here;
    this.#mute.setAttribute('aria-pressed', String(phone.muted));
    this.#listen.hidden = !here || !phone.view.blocked;
    const words = refusal !== '' && keeps ? refusal : here ? soundWords(phone) : '';
    if (this.#words.textContent !== words) {
      this.#words.textContent = words; // set only when it changes, so that it is read out once
    }
    this.node.classList.toggle('idle', !here && words === '');
  }
}
