// Twelve keys, by pointer or by the keyboard's digits while one of them has the focus. What was pressed is not kept.

import {el} from '../dom.js';
import {say} from '../say.js';

const ROWS = ['123', '456', '789', '*0#'];
const NAMES = {'*': say('Star'), '#': say('Hash')};

export class Keypad {
  node;

  /** @param press hears each key */
  constructor(press) {
    const keys = [...ROWS.join('')].map(key => el('button', {type: 'button', class: 'key', 'aria-label': NAMES[key],
      onClick: () => press(key)}, key));
    this.node = el('div', {class: 'keypad', role: 'group', 'aria-label': say('Keypad')}, keys);
    this.node.addEventListener('keydown', event => {
      if (/^[0-9*#]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        press(event.key);
      }
    });
  }

  opened() {
    this.node.querySelector('button').focus();
  }
}
