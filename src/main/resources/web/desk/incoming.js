// A caller who waits, on every view: what the programme is, in which language, for how long, and one button that
// answers. Who calls is known to nobody here. Locked it shows that something rings and no more, and is answered by
// unlocking: an advocate's page that somebody else picks up must not be a survivor's counsel.

import {languageName} from './company.js';
import {button, el, fault} from './dom.js';
import {Emergency} from './emergency.js';
import {liveCall} from './livecall.js';
import {Controls} from './phone/controls.js';
import {say} from './say.js';

const NOT_SAID = say('That did not get through. The line comes back by itself; try again in a moment.');
const SECOND = 1_000;

let current = null;

/** The caller who rings here, else null. */
export const incomingCall = () => current;

/** A time as clocks write it: "1:05". */
export const clock = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

export class IncomingCall {
  #app;
  #call;
  #words = el('p', {class: 'state', role: 'alert'});
  #waits = el('p', {class: 'waits'});
  #others = el('p', {class: 'soft'});
  #about;
  #answer;
  #off;
  #actions;
  #emergency;
  #programme;
  #controls;
  #unwatch;
  #timer;
  #since = 0; // when they began to wait, by this page's clock
  #tapped = false;
  #hidden = false;
  #node;

  /** @param asked the server's message: {call, programme, language or null, waited, others} */
  constructor(app, {call, programme, language, waited}) {
    liveCall()?.close(); // of one that is over: a page that is on a call does not ring
    current?.close();
    this.#app = app;
    this.#call = call;
    this.#since = performance.now() - waited * SECOND;
    this.#about = el('div', {class: 'about'}, this.#waits,
        el('p', {text: say('Programme: {name}', {name: programme})}),
        language !== null && el('p', {text: say('Language: {name}', {name: languageName(language)})}), this.#others);
    this.#answer = button('', () => this.#take(), {class: 'go big'});
    this.#off = button(say('Not now'), () => this.#said(this.#off, app.softphone.decline()));
    this.#actions = el('div', {class: 'pair'}, this.#answer, this.#off);
    this.#programme = programme;
    this.#emergency = new Emergency(app);
    this.#controls = new Controls(app.softphone, call, () => this.#show(), {answers: false});
    this.#node = el('div', {class: 'live incoming'}, this.#words, this.#about, this.#actions,
        this.#emergency.node, this.#controls.node);
    current = this;
    app.call.begin(this);
    this.#timer = setInterval(() => this.#clock(), SECOND);
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

  /** From a headset's button. */
  leave() {
    this.#said(this.#off, this.#app.softphone.decline());
  }

  async #take() {
    if (!this.#app.session.unlocked) {
      await this.#app.session.signIn();
    }
    if (current === this) { // else the ringing stopped meanwhile
      this.#tapped = true;
      this.#said(this.#actions, this.#app.softphone.answer());
    }
  }

  #said(node, sent) {
    fault(node, sent ? '' : NOT_SAID);
  }

  #clock() {
    const waited = Math.max(0, Math.round((performance.now() - this.#since) / SECOND));
    this.#waits.textContent = say('Waiting for {time}', {time: clock(waited)}); // no live region: it is not read out
  }

  #show() {
    const {view} = this.#app.softphone;
    if (view.call !== this.#call) {
      this.#over();
      return;
    }
    if (typeof view.waited === 'number') {
      this.#since = Math.min(this.#since, performance.now() - view.waited * SECOND);
    }
    this.#clock();
    const rings = view.sound === 'RINGS';
    const words = rings ? say('Somebody calls.') : say('Connecting your sound…');
    if (this.#words.textContent !== words) {
      this.#words.textContent = words; // set only when it changes, so that it is read out once
    }
    const answer = this.#hidden ? say('Unlock and answer') : say('Answer');
    if (this.#answer.textContent !== answer) {
      this.#answer.textContent = answer;
    }
    this.#actions.hidden = !rings;
    const others = view.others > 0
      ? say({one: '{count} more waits.', other: '{count} more wait.'}, {count: view.others}) : '';
    if (this.#others.textContent !== others) {
      this.#others.textContent = others;
    }
    this.#others.hidden = others === '';
    this.#emergency.show(this.#hidden ? null : this.#programme);
    this.#about.hidden = this.#hidden; // what the centre does is nobody's business who passes by
  }

  /** It rings here no longer, and is not this page's. */
  #over() {
    this.close();
    this.#app.say(this.#tapped ? say('Too late: somebody else has them, or they hung up.')
      : say('The ringing stopped.'));
  }

  /** It is over here, or the page's own call from now on: the place is free. */
  close() {
    if (current === this) {
      current = null;
      clearInterval(this.#timer);
      this.#unwatch();
      this.#controls.close();
      this.#app.call.end();
    }
  }
}
