// The survivors' phones: what stands on each, what can be done at it, and what the places around it keep.

import {post} from './api.js';
import {show} from './meter.js';

/** What a phone does when it is called: as a choice, and in words. */
const HABITS = {
  BY_HAND: ['By hand', 'Rings until you answer it'],
  ANSWERS: ['Answers', 'Answers after two seconds'],
  NO_ANSWER: ['No answer', 'Rings, nobody answers'],
  BUSY: ['Busy', 'Is busy'],
  VOICEMAIL: ['Voicemail', 'Voicemail answers'],
  REJECTS_PRIVATE: ['Rejects private', 'Takes no private calls'],
  REJECTS_IN_DISGUISE: ['Declines', 'Declines private calls'],
  DROPS: ['Loses the call', 'Loses the call'],
};

const NEWEST = 2;

export const habit = phone => HABITS[phone.behaviour][1];

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
  constructor(handset, act) {
    const template = document.querySelector('#phone');
    this.name = handset.name;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.find = selector => this.element.querySelector(selector);
    this.find('h3').textContent = handset.label;
    this.find('.line').textContent = readable(handset.number);
    this.find('.meter').setAttribute('aria-label', `${handset.label} hears`);
    this.find('select').replaceChildren(...Object.entries(HABITS).map(([value, [name]]) => new Option(name, value)));
    this.find('select').setAttribute('aria-label', `When ${handset.label} is called`);
    this.find('select').addEventListener('change', event => act(this.name, 'behaviour', event.target.value));
    this.find('.answer').addEventListener('click', () => act(this.name, 'answer'));
    this.find('.reject').addEventListener('click', () => act(
        this.name, this.handset.state === 'RINGING' ? 'reject' : 'hangup'));
    for (const [part, action] of [['.lose', 'lose'], ['.silence', 'silence'], ['.back', 'callback']]) {
      this.find(part).addEventListener('click', () => act(this.name, action));
    }
    this.update(handset);
  }

  update(handset) {
    this.handset = handset;
    const {state} = handset;
    this.element.dataset.state = state;
    lines(this.find('.lines'), handset.screen, '');
    this.tick();
    show(this.find('.meter'), handset.level);
    this.arrange(state, handset.callsBack);
    this.find('select').value = handset.behaviour;
    this.kept(handset);
  }

  /** 'callsBack': the number that it was shown and can call, or ''. */
  arrange(state, callsBack) {
    const focused = document.activeElement;
    const ringing = state === 'RINGING';
    const answer = this.find('.answer');
    const reject = this.find('.reject');
    const back = this.find('.back');
    const losing = ['.lose', '.silence'].map(this.find);
    answer.hidden = !ringing;
    reject.hidden = state === 'IDLE';
    back.hidden = state !== 'IDLE' || callsBack === '';
    losing.forEach(button => {
      button.hidden = state !== 'TALKING';
    });
    const refusal = ringing ? 'Reject' : 'Hang up';
    reject.textContent = refusal;
    answer.setAttribute('aria-label', `Answer ${this.handset.label}’s phone`);
    reject.setAttribute('aria-label', `${refusal} at ${this.handset.label}’s phone`);
    back.setAttribute('aria-label', `Call ${callsBack} back from ${this.handset.label}’s phone`);
    losing[0].setAttribute('aria-label', `Lose the line of ${this.handset.label}’s phone`);
    losing[1].setAttribute('aria-label', `Let ${this.handset.label}’s phone go silent`);
    if ([answer, reject, back, ...losing].some(button => focused === button && button.hidden)) {
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
    const otherwise = shown.size === 0 ? '–' : 'Nothing';
    const screen = last('On the screen').filter(text => text !== 'Nothing.');
    lines(this.find('.on-screen'), screen, shown.size === 0 ? 'No call yet' : 'Nothing');
    lines(this.find('.call-log'), handset.callLog.slice(0, NEWEST), otherwise);
    lines(this.find('.voicemail'), handset.voicemail.slice(0, NEWEST), otherwise);
    lines(this.find('.bill'), handset.bill.slice(0, NEWEST), otherwise);
    lines(this.find('.carrier'), last('At the carrier'), otherwise);
  }
}

export const act = (name, action, value) =>
  post(`/api/practice/phones/${name}/${action}`, value === undefined ? undefined : {value});
