// The debrief on the page: a row a place, promised and seen side by side. A colour is never the only sign.

import {el} from '../desk/dom.js';
import {say} from '../desk/say.js';
import {compare, judge} from './debrief.js';

const marks = () => new Map([
  [true, {mark: '✓', words: say('as promised')}],
  [false, {mark: '!', words: say('not as promised')}],
  [null, {mark: '?', words: say('nothing to compare')}],
]);

const verdict = right => el('span', {class: 'mark', 'aria-hidden': 'true', text: marks().get(right).mark});

function row({place, promised, seen, right}) {
  return el('li', {data: {right: String(right)}},
      el('h3', null, verdict(right), el('span', null, place, ' ', el('span', {class: 'verdict',
        text: marks().get(right).words}))),
      el('p', {class: 'promised'}, el('span', {class: 'what', text: say('Promised')}), promised),
      el('p', {class: 'seen'}, el('span', {class: 'what', text: say('Seen')}), seen));
}

export class Debrief {
  #shown = '';
  node = el('section', {class: 'debrief', 'aria-labelledby': 'debrief-title', hidden: true});

  /** @param call see judge(); 'promised' beside it */
  show(call, handset) {
    const rows = compare(call.promised, handset, call.before);
    const done = judge(call, handset);
    const shown = JSON.stringify([rows, done]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.node.replaceChildren(
          el('h2', {id: 'debrief-title', text: say('What this call left at {who}’s phone', {who: handset.label})}),
          el('ul', {class: 'places'}, ...rows.map(row)),
          el('ul', {class: 'done'}, ...done.map(([right, words]) => el('li', {data: {right: String(right)}},
              el('span', {class: 'mark', 'aria-hidden': 'true', text: marks().get(right).mark}),
              el('span', {text: words})))),
          el('p', {class: 'soft', text: say('Nothing of this is kept. It is gone with the next call.')}));
    }
    this.node.hidden = false;
  }

  hide() {
    this.#shown = '';
    this.node.hidden = true;
    this.node.replaceChildren();
  }
}
