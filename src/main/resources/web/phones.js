// The survivors' phones: what stands on each, what can be done at it, and what the places around it keep.

import {post} from './api.js';
import {say} from './desk/say.js';
import {show} from './meter.js';
import {Held} from './rehearsal/held.js';
import {HeldControls} from './rehearsal/heldcontrols.js';

/** What a phone does when it is called: as a choice, and in words. */
const habits = () => ({
  BY_HAND: [say('By hand'), say('Rings until you answer it')],
  ANSWERS: [say('Answers'), say('Answers after two seconds')],
  NO_ANSWER: [say('No answer'), say('Rings, nobody answers')],
  BUSY: [say('Busy'), say('Is busy')],
  VOICEMAIL: [say('Voicemail'), say('Voicemail answers')],
  REJECTS_PRIVATE: [say('Rejects private'), say('Takes no private calls')],
  REJECTS_IN_DISGUISE: [say('Declines'), say('Declines private calls')],
  DROPS: [say('Loses the call'), say('Loses the call')],
  SOMEBODY_ELSE: [say('Somebody else'), say('Somebody else answers')],
});

const NEWEST = 2;

export const habit = phone => habits()[phone.behaviour][1];

/** (617) 555-0121 */
function readable(number) {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

/** One paragraph a text; 'otherwise' stands where there is none, and an empty one means none at all. */
function lines(place, texts, otherwise) {
  const list = texts.length === 0 && otherwise !== '' ? [otherwise] : texts;
  const before = [...place.children].map(child => child.textContent);
  if (before.length === list.length && before.every((text, i) => text === list[i])) {
    return;
  }
  place.replaceChildren(...list.map(text => {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
  }));
  place.classList.toggle('nothing', texts.length === 0);
}

export class Phone {
  #act;
  #held;
  #controls;

  /**
   * @param act has something done at it: its name, what, and perhaps a value
   * @param keeps whether this tab is this phone as long as it is open
   */
  constructor(handset, act, keeps = false) {
    const template = document.querySelector('#phone');
    this.name = handset.name;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.find = selector => this.element.querySelector(selector);
    this.#act = act;
    this.#held = new Held(handset.name, keeps, () => act(this.name, 'hangup'));
    this.#controls = new HeldControls(this.#held);
    this.find('.desk .actions').after(this.#controls.node);
    this.find('.own-tab').href = `/practice#${encodeURIComponent(handset.name)}`;
    this.find('h3').textContent = handset.label;
    this.find('.line').textContent = readable(handset.number);
    this.find('.meter').setAttribute('aria-label', say('{who} hears', {who: handset.label}));
    this.find('select').replaceChildren(
        ...Object.entries(habits()).map(([value, [name]]) => new Option(name, value)));
    this.find('select').setAttribute('aria-label', say('When {who} is called', {who: handset.label}));
    this.find('select').addEventListener('change', event => act(this.name, 'behaviour', event.target.value));
    this.find('.answer').addEventListener('click', () => keeps ? this.#here('answer') : act(this.name, 'answer'));
    this.find('.here').addEventListener('click', () => this.#here('answer'));
    this.find('.reject').addEventListener('click', () => act(
        this.name, this.handset.state === 'RINGING' ? 'reject' : 'hangup'));
    for (const [part, action] of [['.lose', 'lose'], ['.silence', 'silence']]) {
      this.find(part).addEventListener('click', () => act(this.name, action));
    }
    this.find('.back').addEventListener('click', () => keeps ? this.#here('callback') : act(this.name, 'callback'));
    for (const [part, action] of [['.in', 'call'], ['.in-private', 'call-private']]) {
      this.find(part).addEventListener('click', () => keeps ? this.#here(action) : act(this.name, action));
    }
    this.#held.watch(() => this.handset && this.arrange(this.handset));
    this.update(handset);
  }

  /** Does that with this tab's microphone, once it is there. */
  #here(action) {
    this.find('h3').focus(); // the button is away as long as the microphone opens
    return this.#act(this.name, action, undefined, () => this.#held.ready());
  }

  update(handset) {
    const before = this.handset?.state ?? 'IDLE';
    this.handset = handset;
    const {state} = handset;
    if (before !== 'IDLE' && state === 'IDLE') {
      this.#held.rest();
    }
    this.element.dataset.state = state;
    lines(this.find('.lines'), handset.screen, '');
    this.tick();
    show(this.find('.meter'), handset.level);
    this.arrange(handset);
    this.find('select').value = handset.behaviour;
    this.kept(handset);
  }

  arrange({state, callsBack, line, inHand, label}) {
    const focused = document.activeElement;
    const {engaged, keeps, refusal} = this.#held;
    const elsewhere = refusal !== '' || inHand && !keeps && !engaged;
    const free = !elsewhere && !engaged;
    const ringing = state === 'RINGING';
    const [answer, here, reject, back] = ['.answer', '.here', '.reject', '.back'].map(this.find);
    const losing = ['.lose', '.silence'].map(this.find);
    answer.hidden = !ringing || !free;
    here.hidden = !ringing || !free || keeps;
    reject.hidden = state === 'IDLE';
    back.hidden = state !== 'IDLE' || callsBack === '' || !free;
    const calling = ['.in', '.in-private'].map(this.find);
    calling.forEach(button => {
      button.hidden = state !== 'IDLE' || line === '' || !free;
    });
    losing.forEach(button => {
      button.hidden = state !== 'TALKING' || keeps;
    });
    this.find('.elsewhere').hidden = !elsewhere || keeps;
    this.#controls.talks(state === 'TALKING');
    const refusalOf = {
      true: say('Reject at {who}’s phone', {who: label}), false: say('Hang up at {who}’s phone', {who: label})};
    reject.textContent = ringing ? say('Reject') : say('Hang up');
    answer.setAttribute('aria-label', say('Answer {who}’s phone', {who: label}));
    here.setAttribute('aria-label', say('Answer here as {who}, with your microphone', {who: label}));
    reject.setAttribute('aria-label', refusalOf[ringing]);
    back.setAttribute('aria-label', say('Call {number} back from {who}’s phone', {number: callsBack, who: label}));
    calling[0].setAttribute('aria-label', say('Call in from {who}’s phone', {who: label}));
    calling[1].setAttribute('aria-label', say('Call in from {who}’s phone, number withheld', {who: label}));
    losing[0].setAttribute('aria-label', say('Lose the line of {who}’s phone', {who: label}));
    losing[1].setAttribute('aria-label', say('Let {who}’s phone go silent', {who: label}));
    if ([answer, here, reject, back, ...calling, ...losing].some(button => focused === button && button.hidden)) {
      this.find('h3').focus(); // never on to the button that takes the place of the one just pressed
    }
  }

  tick() {
    const now = new Date();
    const two = value => String(value).padStart(2, '0');
    this.find('.clock').textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  }

  kept(handset) {
    const shown = new Map(handset.footprints.map(each => [each.place, each.shows]));
    const last = place => shown.has(place) ? [shown.get(place)] : [];
    const otherwise = shown.size === 0 ? '–' : say('Nothing');
    const screen = last('On the screen').filter(text => text !== 'Nothing.');
    lines(this.find('.on-screen'), screen, shown.size === 0 ? say('No call yet') : say('Nothing'));
    lines(this.find('.call-log'), handset.callLog.slice(0, NEWEST), otherwise);
    lines(this.find('.voicemail'), handset.voicemail.slice(0, NEWEST), otherwise);
    lines(this.find('.bill'), handset.bill.slice(0, NEWEST), otherwise);
    lines(this.find('.carrier'), last('At the carrier'), otherwise);
  }
}

export const act = (name, action, value) =>
  post(`/api/practice/phones/${name}/${action}`, value === undefined ? undefined : {value});
