// The one call of this page. It outlives views and locks: its place at the top shows where it stands and ends it. All
// that is known here about the survivor is which plan the call is for, nothing that an envelope holds.

import {AfterDrop, stopWord} from './afterdrop.js';
import {CallButtons} from './callbuttons.js';
import {Company} from './company.js';
import {Countdown} from './countdown.js';
import {el} from './dom.js';
import {Emergency} from './emergency.js';
import {Opening} from './opening.js';
import {Refusing} from './refusing.js';
import {Controls} from './phone/controls.js';
import {say, told} from './say.js';
import {uncounted} from './uncounted.js';

const WORDS = {
  RINGING_ADVOCATE: say('Your phone rings. Answer it.'),
  CONFIRMING: say('Key the code on your phone.'),
  SIGNALLING: say('Their phone rings as the agreed sign. Then it stops.'),
  PAUSING: say('The sign was given. Now we wait, then call.'),
  CALLING: say('Calling…'),
  RINGING: say('Their phone rings.'),
  TALKING: say('You are connected.'),
  AFTER_DROP: say('The line dropped. Stay on your phone.'),
};

const HERE = {RINGING_ADVOCATE: say('Connecting your sound…')}; // where this page is the phone

const GONE = {state: 'ENDED', outcome: null, message: say('The call is over.')};

let current = null;

/** The call in progress, or one whose end nobody has looked at yet; else null. */
export const liveCall = () => current;

/** What to say of a state: the server's own sentence where it has one. 'here': whether this page is the phone. */
export function wordsOf({state, message}, here = false) {
  return message && told(message) || here && HERE[state] || WORDS[state] || say('The call goes on.');
}

/** After the page was loaded again: the call that goes on from this device, if there is one. It can be ended locked. */
export async function resume(app) {
  const {calls} = await app.api.get('/api/calls/mine');
  const mine = calls.find(({plan}) => plan !== null);
  if (mine !== undefined) {
    restore(app, {id: mine.call.id, plan: mine.plan});
  }
}

/**
 * A call of this device that this page did not place; 'plan' may be null. 'opened': whether what is said first was
 * said already, by whoever handed it over.
 */
export function restore(app, {id, plan, opened = false}) {
  if (current === null) {
    current = new LiveCall(app, {id, plan, pause: 0, opened});
  }
}

export class LiveCall {
  #app;
  #id;
  #plan;
  #pause;
  #stop = () => {};
  #watchers = new Set();
  #words = el('p', {class: 'state', role: 'status'});
  #wait = new Countdown(); // between a sign and its call
  #after = new AfterDrop();
  #buttons = new CallButtons({
    end: () => this.end(),
    tapped: who => this.#offer?.tapped(who),
    look: () => this.#app.go('calling', {plan: this.#plan}),
    done: () => this.#done(),
    person: () => this.#person(),
  });
  #company;
  #opening;
  #emergency;
  #refusing;
  #counts = true; // what it was about is asked when it has ended
  #controls; // in sight while this page is the call's phone
  #node = el('div', {class: 'live'}, el('div', null, this.#words, this.#wait.node, this.#after.node));
  #unsaid = false;
  #hidden = false;
  #offer = null;
  /** What the advocate found there instead of who was called: 'VOICEMAIL', 'SOMEBODY_ELSE' or null. */
  met = null;
  again;
  view = {state: 'RINGING_ADVOCATE', message: '', outcome: null};

  /**
   * @param call {id, plan, pause, again}: 'plan' may be null; 'pause' is the ring pattern's wait in seconds, 0 without
   *     one; 'again' is what the same call would be placed with once more: {phone, index of the number}; undefined
   *     where nobody knows; 'opened' as in restore()
   */
  constructor(app, {id, plan, pause, again, opened = false}) {
    this.#app = app;
    this.#id = id;
    this.#plan = plan;
    this.#pause = pause;
    this.again = again;
    this.#controls = new Controls(app.softphone, id, () => this.#show());
    this.#company = new Company(app, id);
    this.#opening = new Opening(app, opened);
    this.#emergency = new Emergency(app);
    this.#refusing = new Refusing(app, id, () => {
      this.#counts = false;
    });
    this.#node.append(this.#opening.node, this.#controls.node, this.#company.node, this.#emergency.node,
        this.#refusing.node, this.#buttons.node);
    current = this;
    const lost = closed => closed && this.#hear(GONE);
    this.#stop = app.api.listen(`/api/calls/${encodeURIComponent(id)}/events`, 'call', view => this.#hear(view), lost);
    app.call.begin(this);
  }

  get plan() {
    return this.#plan;
  }

  get ended() {
    return this.view.state === 'ENDED';
  }

  /** Hears every change until the returned function is called. */
  watch(hear) {
    this.#watchers.add(hear);
    return () => this.#watchers.delete(hear);
  }

  /** Says so to the server at once: a machine may hang up before anybody does. Null takes it back. */
  meet(who) {
    this.met = who;
    return this.#tell(who ?? 'NOT_SAID', 'GO_ON').then(() => {
      this.#unsaid = false;
    }, () => {
      this.#unsaid = true; // the end says it again
    });
  }

  /** It was that one, and the call ends: in one request, before a message is recorded. */
  endAs(who) {
    this.met = who;
    return this.#ending(() => this.#tell(who, 'END'));
  }

  #tell(as, then) {
    return this.#app.api.put(`/api/calls/${encodeURIComponent(this.#id)}/met`, {as, then});
  }

  /**
   * What the view that shows the call offers beside its end: {biggest, tapped(who)}, the first of which names the
   * safest button; null for nothing.
   */
  offer(what) {
    this.#offer = what;
    this.#show();
  }

  draw(root, {hidden}) {
    this.#hidden = hidden;
    this.#show();
    root.append(this.#node);
  }

  forget() {
    // nothing of an envelope is ever here
  }

  /** The end was seen, or something else needs the place: it is free again. */
  close() {
    if (this.#uncounted()) {
      uncounted.add(this.view.called.programme);
    }
    this.#counts = false;
    this.#stop();
    this.#wait.stop();
    this.#after.close();
    this.#opening.close();
    this.#controls.close();
    if (current === this) {
      current = null;
      this.#app.call.end();
    }
  }

  end() {
    return this.#unsaid ? this.endAs(this.met ?? 'NOT_SAID')
      : this.#ending(() => this.#app.api.remove(`/api/calls/${encodeURIComponent(this.#id)}`));
  }

  /** A call that is gone already has ended as well. */
  async #ending(work) {
    try {
      await work();
    } catch (error) {
      if (error.status !== 404) {
        throw error;
      }
      this.#hear(GONE);
    }
  }

  #uncounted() {
    return this.#counts && this.ended && this.view.called !== undefined && this.view.outcome === 'TALKED';
  }

  #done() {
    const asks = this.#uncounted();
    this.#counts = false;
    this.close();
    if (asks) {
      this.#app.go('called', {line: this.view.called.programme});
    }
  }

  /** Somebody answered, not a machine: we are heard again. */
  async #person() {
    try {
      await this.#app.api.post(`/api/calls/${encodeURIComponent(this.#id)}/person`, {});
    } catch (error) {
      if (error.status !== 404) {
        throw error; // else they are gone already, and the next event says so
      }
    }
  }

  #hear(view) {
    if (this.ended) {
      return;
    }
    const before = this.view.state;
    this.view = view;
    if (view.state !== 'PAUSING') {
      this.#wait.stop();
    } else if (before !== 'PAUSING' && this.#pause > 0) {
      this.#wait.start(this.#pause);
    }
    this.#after.show(view);
    this.#controls.state(view.state);
    if (this.ended) {
      this.#stop();
      this.#app.softphone.ended(this.#id);
    }
    this.#show();
    for (const hear of this.#watchers) {
      hear(view);
    }
  }

  #show() {
    const words = wordsOf(this.view, this.#controls.here);
    if (this.#words.textContent !== words) {
      this.#words.textContent = words; // set only when it changes, so that it is read out once
    }
    this.#opening.show(this.view, {hidden: this.#hidden});
    const {state, called} = this.view;
    this.#emergency.show(!this.#hidden && state === 'TALKING' && called !== undefined ? called.programme : null);
    this.#refusing.show(this.view, {hidden: this.#hidden});
    this.#company.show(this.view, {toggles: this.#controls.here ? this.#controls.toggles : null, hidden: this.#hidden});
    const offer = this.#hidden || this.ended ? null : this.#offer;
    const known = !this.#hidden && this.#plan !== null;
    this.#buttons.show({stop: stopWord(this.view) ?? say('End call'), biggest: offer?.biggest ?? null,
      ends: !this.ended, offers: offer !== null, look: !this.ended && known && this.#watchers.size === 0,
      what: this.ended && known,
      unheard: !this.ended && this.view.muted === true, done: this.ended && !this.#hidden && this.#plan === null});
  }

  /** Draws the place again after a view began or stopped to show the call. */
  refresh() {
    this.#show();
  }
}
