// Help that a caller needs at once: how it gets to where they are, in the centre's own words. Nothing here calls an
// emergency service: who answers one would see a number of ours, and would be led to our place instead of theirs.

import {el} from './dom.js';
import {code, say} from './say.js';

/** The centre's words in the language of this page, else in another that there is; '' where nothing was written. */
export function emergencyWords(centre, programme) {
  const all = centre?.emergency?.[programme] ?? {};
  return all[code] ?? all.en ?? Object.values(all)[0] ?? '';
}

export class Emergency {
  #app;
  #programme = null;
  #words = el('p', {class: 'words', dir: 'auto'});
  node;

  constructor(app) {
    this.#app = app;
    this.node = el('details', {class: 'emergency', hidden: true},
        el('summary', {text: say('If they need help at once')}),
        el('p', {text: say('Stay on the line and take another phone. This page calls no emergency service.')}),
        el('p', {text: say('Ask where they are. An emergency number may lead to the place of whoever calls it.')}),
        this.#words);
  }

  /** @param programme whose caller it is; null hides it */
  show(programme) {
    if (programme !== null && programme !== this.#programme) {
      this.#programme = programme;
      this.#words.textContent = emergencyWords(this.#app.session.centre, programme)
        || say('Your centre has not written down how help gets there.');
    }
    if (this.node.hidden !== (programme === null)) {
      this.node.hidden = programme === null;
    }
  }
}
