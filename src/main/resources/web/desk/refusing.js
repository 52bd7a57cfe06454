// A call that came in to keep the line busy: one tap and one question end it, and for half an hour calls from the same
// number hear that the line is busy. Whoever shows no number is never refused: the call is ended, and the page says so.

import {button, el} from './dom.js';
import {say} from './say.js';

export class Refusing {
  #app;
  #path;
  #refused;
  node;

  /** @param refused hears that it was such a call */
  constructor(app, id, refused = () => {}) {
    this.#app = app;
    this.#refused = refused;
    this.#path = `/api/calls/${encodeURIComponent(id)}/block`;
    this.node = el('div', {class: 'refusing', hidden: true},
        button(say('Nuisance call'), () => this.#refuse()));
  }

  /** In sight while whoever called in is connected. */
  show({state, called}, {hidden}) {
    this.node.hidden = hidden || state !== 'TALKING' || called === undefined;
  }

  async #refuse() {
    const sure = await this.#app.ask(say('End the call and refuse their calls?'), {
      yes: say('End and refuse'),
      no: say('Stay'),
      why: say('Calls from the same number hear that the line is busy for half an hour. '
          + 'That may be a phone that others use too.'),
    });
    if (sure) {
      this.#refused();
      const {refused} = await this.#app.api.post(this.#path, {});
      this.#app.say(refused ? say('Their calls are refused for half an hour.')
        : say('The call is ended. They show no number, so they can call again.'));
    }
  }
}
