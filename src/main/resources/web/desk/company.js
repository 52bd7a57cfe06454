// A third party on the call of this page: whom to ask, where they stand, and what can be done about it. What is said of
// them is read out when it changes. Names of colleagues are opened when somebody is to be chosen and go with the list.

import {button, el, icon, sentence} from './dom.js';
import {code, say} from './say.js';

const PERSONS = ['M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z', 'M3.5 19a5.5 5.5 0 0 1 11 0', 'M18 8v6', 'M15 11h6'];

const WORDS = {
  INTERPRETER: {
    RINGING: say('Ringing the interpreter…'),
    JOINED: say('The interpreter is on the line.'),
    LEFT: say('The interpreter has left. You are two again.'),
    BUSY: say('The interpreter is on another call.'),
    REFUSED: say('The interpreter cannot join now.'),
    NO_ANSWER: say('The interpreter does not answer.'),
    UNREACHABLE: say('The interpreter cannot be reached.'),
  },
  COLLEAGUE: {
    RINGING: say('Ringing your colleague…'),
    JOINED: say('Your colleague is on the line.'),
    LEFT: say('Your colleague has left. You are two again.'),
    BUSY: say('Your colleague is on another call.'),
    REFUSED: say('Your colleague cannot join now.'),
    NO_ANSWER: say('Your colleague does not answer.'),
    UNREACHABLE: say('Your colleague cannot be reached.'),
  },
};

const PRESENT = new Set(['RINGING', 'JOINED']);

const languages = new Intl.DisplayNames(code, {type: 'language', fallback: 'code'});

/** Where a third party stands, in words; '' without one. */
export const thirdWords = third => third === undefined ? '' : WORDS[third.role]?.[third.stage] ?? '';

export const languageName = language => languages.of(language);

export class Company {
  #app;
  #path;
  #third;
  #may = false;
  #words = el('p', {class: 'third', role: 'status', hidden: true});
  #opener = el('button', {type: 'button', class: 'toggle', 'aria-expanded': 'false', hidden: true,
    onClick: () => this.#open(this.#list.hidden)}, icon(...PERSONS), el('span', {text: say('Add somebody')}));
  #row = el('div', {class: 'toggles', hidden: true}); // where this page is not the phone
  #list = el('div', {class: 'company', role: 'group', 'aria-label': say('Add somebody'), hidden: true});
  #tell;
  #takes;
  #off;
  node;

  constructor(app, call) {
    this.#app = app;
    this.#path = `/api/calls/${encodeURIComponent(call)}/third`;
    this.#tell = button(say('Tell who is on the line'), () => app.api.post(`${this.#path}/told`, {}));
    this.#takes = button(say('Hand the call over'), () => this.#handOver());
    this.#off = button('', () => app.api.remove(this.#path));
    this.node = el('div', {class: 'with-third', hidden: true}, this.#words, this.#row, this.#list,
        el('div', {class: 'actions'}, this.#tell, this.#takes, this.#off));
  }

  /**
   * Shows what there is now.
   *
   * @param view the call's, as the server says it
   * @param where {toggles: the row of this page's controls where it is the phone, else null; hidden: whether it is
   *     locked, which shows no list of names}
   */
  show({state, third}, {toggles, hidden}) {
    const row = toggles ?? this.#row;
    if (this.#opener.parentNode !== row) {
      row.append(this.#opener);
    }
    const talks = state === 'TALKING';
    const present = talks && PRESENT.has(third?.stage);
    this.#third = talks ? third : undefined;
    this.#may = talks && !present && !hidden;
    this.#opener.hidden = !this.#may;
    this.#row.hidden = toggles !== null || !this.#may;
    if (!this.#may) {
      this.#open(false);
    }
    const words = thirdWords(this.#third);
    if (this.#words.textContent !== words) {
      this.#words.textContent = words; // set only when it changes, so that it is read out once
      this.#words.hidden = words === '';
    }
    const joined = present && third.stage === 'JOINED';
    this.#tell.hidden = !joined;
    this.#takes.hidden = !joined || third.role !== 'COLLEAGUE' || hidden;
    this.#off.hidden = !present;
    const off = joined ? say('Take them off the call') : say('Stop ringing');
    if (this.#off.textContent !== off) {
      this.#off.textContent = off;
    }
    this.node.hidden = !talks;
  }

  async #open(opens) {
    this.#list.replaceChildren();
    this.#list.hidden = !opens;
    this.#opener.setAttribute('aria-expanded', String(opens));
    if (!opens) {
      return;
    }
    this.#list.append(el('p', {class: 'soft', text: say('Looking who is there…')}));
    let buttons;
    try {
      buttons = await this.#choices();
    } catch (error) {
      buttons = [el('p', {class: 'fault', role: 'alert', text: sentence(error)})];
    }
    if (this.#may && !this.#list.hidden) {
      this.#list.replaceChildren(...buttons);
      this.#list.querySelector('button')?.focus();
    }
  }

  async #choices() {
    const {colleagues, phones, interpreters} = await this.#app.api.get('/api/company');
    const names = await Promise.all(colleagues.map(person => this.#app.session.nameOf(person)));
    const ask = (label, whom) => button(label, async () => {
      await this.#app.api.post(this.#path, whom);
      await this.#open(false);
    }, {dir: 'auto'});
    const list = [
      ...interpreters.filter(({free}) => free).map(({name, language}) => ask(
          say('Interpreter: {language} ({name})', {language: languageName(language), name}), {interpreter: name})),
      ...colleagues.map(({id}, i) => ask(names[i], {person: id})),
      ...phones.map(name => ask(say('Phone: {name}', {name}), {phone: name})),
    ];
    return list.length > 0 ? list
      : [el('p', {class: 'soft', role: 'status', text: say('Nobody is free to join now.')})];
  }

  async #handOver() {
    const sure = await this.#app.ask(say('Hand the call over?'), {yes: say('Hand over'), no: say('Stay'),
      why: say('Your colleague goes on with them alone. You leave the call.')});
    if (sure) {
      await this.#app.api.post(`${this.#path}/takes-over`, {});
    }
  }
}
