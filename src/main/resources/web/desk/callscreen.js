// While a call goes on: who to ask for, what to say, and one tap each for a machine and for somebody else who answers.
// Both taps end the call; where words were agreed they stand there large first, with one button that ends it.

import {question} from './choices.js';
import {maySpeak, reminder, scripts, toVoicemail} from './callwords.js';
import {button, el} from './dom.js';
import {toAnybodyElse} from './planwords.js';
import {say} from './say.js';

const RINGS = new Set(['SIGNALLING', 'PAUSING', 'CALLING', 'RINGING']);
const TALKS = new Set(['TALKING', 'AFTER_DROP']);

/** What the server calls the two that are not who was called. */
export const VOICEMAIL = 'VOICEMAIL';
export const SOMEBODY_ELSE = 'SOMEBODY_ELSE';

/** 'waits' before anything rings there, 'rings', 'talks'. */
export const stageOf = state => RINGS.has(state) ? 'rings' : TALKS.has(state) ? 'talks' : 'waits';

/**
 * What the biggest button does, the safest that there is: to end the call, except while it rings on a phone that nobody
 * watches and whose voicemail may be spoken to.
 */
export function safest(policy, state, now = new Date()) {
  return stageOf(state) === 'rings' && !policy.monitored && maySpeak(policy, now) ? VOICEMAIL : 'END';
}

/** What is said to whoever is there, large; '' for nothing, and then the tap ends the call at once. */
export function wordsFor(who, policy, envelope, now = new Date()) {
  return who === VOICEMAIL ? toVoicemail(policy, envelope, now) : toAnybodyElse(envelope);
}

const SAY = {
  [VOICEMAIL]: {title: say('Say this after the tone'), over: say('A voicemail'), back: say('It is not a voicemail'),
    then: say('Say this after the tone, then hang up.')},
  [SOMEBODY_ELSE]: {title: say('Say only this'), over: say('Somebody else answered'),
    back: say('It is who I asked for'), then: say('Say only this, then hang up.')},
};

export class CallScreen {
  #app;
  #root;
  #live;
  #policy;
  #envelope;
  #stage = '';
  #met = null;
  #recording;

  constructor(app, root, {live, policy, envelope, recording}) {
    this.#app = app;
    this.#root = root;
    this.#live = live;
    this.#policy = policy;
    this.#envelope = envelope;
    this.#recording = recording;
  }

  /** Shows what belongs to where the call stands; nothing moves under a finger while that stays the same. */
  show() {
    const {state} = this.#live.view;
    const stage = stageOf(state);
    if (this.#stage === '' && this.#met === null && this.#live.met !== null) {
      this.#words(this.#live.met); // the view was left meanwhile, or the page locked
    }
    this.#live.offer(stage === 'waits' || this.#met !== null ? null
      : {biggest: safest(this.#policy, state), tapped: who => this.#tapped(who)});
    if (this.#met === null && stage !== this.#stage) {
      const first = this.#stage === '';
      this.#stage = stage;
      this.#draw(first);
    }
  }

  #draw(first) {
    const focused = this.#root.contains(document.activeElement);
    this.#root.replaceChildren(
        el('header', {class: 'question'}, el('p', {class: 'over', text: say('Ask for')}),
            el('h1', {tabindex: '-1', dir: 'auto', text: this.#envelope.call})),
        ...[reminder(this.#policy)].filter(Boolean),
        ...scripts(this.#policy, this.#envelope, {rings: this.#stage !== 'talks'}));
    if (first) {
      this.#focus();
    } else if (focused) {
      this.#root.querySelector('h1').focus({preventScroll: true});
    }
  }

  #focus() {
    this.#root.querySelector('h1')?.focus({preventScroll: true});
    scrollTo(0, 0);
  }

  async #tapped(who) {
    if (this.#words(who)) {
      await this.#live.meet(who);
    } else {
      await this.#live.endAs(who);
    }
  }

  /** Shows what is said then; false where nothing is. */
  #words(who) {
    const words = wordsFor(who, this.#policy, this.#envelope);
    if (words === '') {
      return false;
    }
    this.#met = who;
    const {title, over, back, then} = SAY[who];
    this.#live.offer(null);
    this.#root.replaceChildren(
        question(title, over),
        el('section', {class: 'script first'}, el('p', {class: 'words', dir: 'auto', text: words}),
            el('p', {class: 'hint', text: say('These words and no others. Then hang up.')})),
        ...who === VOICEMAIL && this.#recording.sound !== null && this.#app.softphone.connected
          ? [button(say('Play my recording, then hang up'), () => this.#play(), {class: 'go big'})] : [],
        button(say('Hang up'), () => this.#live.end(), {class: 'stop big'}),
        button(back, () => this.#goBack(), {class: 'plain'}));
    this.#app.say(then);
    this.#focus();
    return true;
  }

  /** Once; a call that ended meanwhile is over already. */
  async #play() {
    const {softphone} = this.#app;
    if (await softphone.play(this.#recording.sound)) {
      this.#recording.forget();
      await this.#live.end();
    }
  }

  /** The tap was wrong: it is who was called after all. */
  #goBack() {
    this.#met = null;
    const told = this.#live.meet(null);
    this.#stage = '';
    this.show();
    return told;
  }

  close() {
    this.#live.offer(null);
    this.#envelope = null;
    this.#root.replaceChildren();
  }
}
