// The opening of a call that came in: what is asked and said first, one line after the other, one tap each, so that
// the call's own buttons stay in sight. Whoever calls hears what happens if
// the line drops (G16) and that nobody here can call them back (G17). What was said is nobody's record: a tap clears
// its line from the page and goes nowhere else.

import {button, el} from './dom.js';
import {say} from './say.js';

function lines({code, againMinutes, returned}) {
  const again = againMinutes > 0
    ? say({one: '“If we are cut off, call again within a minute and key {code}. You reach me first.”',
      other: '“If we are cut off, call again within {count} minutes and key {code}. You reach me first.”'},
    {count: againMinutes, code})
    : say('“If we are cut off, please call again. You may reach somebody else.”');
  return [
    {words: say('“Is it safe for you to talk now?”'), done: say('Asked')},
    ...returned ? [] : [{words: again, done: say('Said: if we are cut off')},
      {words: say('“We do not see your number and cannot call you. You can always call us.”'),
        done: say('Said: we cannot call')}],
  ];
}

export class Opening {
  #app;
  #opened;
  #code = null;
  #list = el('div', {class: 'opening-lines'});
  node;

  /** @param opened whether all of it was said already, by whoever handed the call over */
  constructor(app, opened = false) {
    this.#app = app;
    this.#opened = opened;
    this.node = el('section', {class: 'opening', 'aria-label': say('Say this first'), hidden: true},
        el('h2', {text: say('Say this first')}), this.#list);
  }

  /** Shows what is left to be said while people talk; locked it is out of sight. */
  show({state, called}, {hidden}) {
    const talks = !this.#opened && state === 'TALKING' && called !== undefined;
    if (talks && this.#code !== called.code) {
      this.#code = called.code;
      this.#list.replaceChildren(...lines(called).map(line => this.#line(line)));
      this.#next();
      this.#app.patient(); // it is read from the page, without a touch
    }
    const seen = talks && !hidden && this.#list.childElementCount > 0;
    if (this.node.hidden === seen) {
      this.node.hidden = !seen;
    }
  }

  #line({words, done}) {
    const row = el('div', {class: 'opening-line'}, el('p', {class: 'words', text: words}));
    row.append(button(done, () => {
      row.remove();
      this.#next();
      this.node.hidden = this.#list.childElementCount === 0;
      const next = this.#list.querySelector('button') ?? document.querySelector('section.call .stop');
      next?.focus({preventScroll: true});
      if (this.node.hidden) {
        this.#app.patient(false);
      }
    }));
    return row;
  }

  /** The first of what is left is in sight. */
  #next() {
    [...this.#list.children].forEach((row, index) => {
      row.hidden = index > 0;
    });
  }

  close() {
    this.#list.replaceChildren();
    this.node.hidden = true;
  }
}
