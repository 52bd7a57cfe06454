// A call that this page is asked to join as a third party: an advocate's colleague, whose screen shows what it is about
// and nothing of whom. Where the call is handed over, it becomes this page's own.

import {languageName} from './company.js';
import {button, el, fault} from './dom.js';
import {Emergency} from './emergency.js';
import {liveCall} from './livecall.js';
import {Controls} from './phone/controls.js';
import {say} from './say.js';

const NOT_SAID = say('That did not get through. The line comes back by itself; try again in a moment.');

let current = null;

/** The call that this page is asked to, else null. */
export const joinedCall = () => current;

export class JoinedCall {
  #app;
  #call;
  #words = el('p', {class: 'state', role: 'status'});
  #about;
  #controls;
  #emergency;
  #programme;
  #off;
  #unwatch;
  #hidden = false;
  #node;

  /** @param asked the server's message: {call, programme, language or null} */
  constructor(app, {call, programme, language}) {
    liveCall()?.close(); // of one that is over: a page that is on a call is not asked
    current?.close();
    this.#app = app;
    this.#call = call;
    const lines = [say('Programme: {name}', {name: programme}),
      ...language === null ? [] : [say('Language: {name}', {name: languageName(language)})]];
    this.#about = el('div', null, lines.map(text => el('p', {text})));
    this.#programme = programme;
    this.#emergency = new Emergency(app);
    this.#controls = new Controls(app.softphone, call, () => this.#show());
    this.#controls.state('TALKING');
    this.#off = button('', () => this.leave());
    this.#node = el('div', {class: 'live'}, el('div', null, this.#words, this.#about), this.#emergency.node,
        this.#controls.node, el('div', {class: 'actions'}, this.#off));
    current = this;
    app.call.begin(this);
    this.#unwatch = app.softphone.watch(() => this.#show());
    this.#show();
  }

  get call() {
    return this.#call;
  }

  draw(root, {hidden}) {
    this.#hidden = hidden;
    root.append(this.#node);
    this.#show();
  }

  forget() {
    // nothing of an envelope is ever here
  }

  /** Does not want to join, or leaves. */
  leave() {
    fault(this.#off, this.#app.softphone.decline() ? '' : NOT_SAID);
  }

  #show() {
    const {view} = this.#app.softphone;
    if (view.call !== this.#call) {
      this.close();
      return;
    }
    const rings = view.sound === 'RINGS';
    const words = rings ? say('Somebody asks you to join a call.') : say('You have joined a call.');
    if (this.#words.textContent !== words) {
      this.#words.textContent = words; // set only when it changes, so that it is read out once
    }
    const off = rings ? say('Not now') : say('Leave the call');
    if (this.#off.textContent !== off) {
      this.#off.textContent = off;
    }
    this.#emergency.show(rings || this.#hidden ? null : this.#programme);
    this.#about.hidden = this.#hidden; // what the centre does is nobody's business who passes by
  }

  /** It is over here, or the page's own from now on: the place is free. */
  close() {
    if (current === this) {
      current = null;
      this.#unwatch();
      this.#controls.close();
      this.#app.call.end();
    }
  }
}
