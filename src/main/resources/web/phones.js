// The survivors' phones: what stands on each, what can be done at it, and what the places around it keep.

import {post} from './api.js';
import {show} from './meter.js';

const HABITS = {
  BY_HAND: 'You answer it here',
  ANSWERS: 'Answers by itself',
  NO_ANSWER: 'Nobody answers',
  BUSY: 'Is busy',
  VOICEMAIL: 'Voicemail answers',
  REJECTS_PRIVATE: 'Takes no private calls',
  REJECTS_IN_DISGUISE: 'Blocks private calls, unsaid',
  DROPS: 'Loses the call',
};

const STATES = {
  IDLE: '',
  RINGING: 'Ringing',
  TALKING: 'Talking',
  GREETING: 'Voicemail greets',
  RECORDING: 'Voicemail records',
};

const NEWEST = 3;

export const habit = phone => HABITS[phone.behaviour];

/** (617) 555-0121 */
function readable(number) {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
}

function lines(place, texts, otherwise) {
  const list = texts.length === 0 ? [otherwise] : texts;
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
    this.find('select').replaceChildren(...Object.entries(HABITS).map(([value, text]) => new Option(text, value)));
    this.find('select').setAttribute('aria-label', `When ${handset.label} is called`);
    this.find('select').addEventListener('change', event => act(this.name, 'behaviour', event.target.value));
    this.find('.answer').addEventListener('click', () => act(this.name, 'answer'));
    this.find('.reject').addEventListener('click', () => act(
        this.name, this.handset.state === 'RINGING' ? 'reject' : 'hangup'));
    this.update(handset);
  }

  update(handset) {
    this.handset = handset;
    const {state} = handset;
    this.element.dataset.state = state;
    const screen = STATES[state] === '' || handset.screen.length > 0 ? handset.screen : [STATES[state]];
    lines(this.find('.screen'), screen, 'Screen is dark');
    show(this.find('.meter'), handset.level);
    const ringing = state === 'RINGING';
    const answer = this.find('.answer');
    const reject = this.find('.reject');
    answer.disabled = !ringing;
    answer.setAttribute('aria-label', `Answer ${handset.label}’s phone`);
    reject.disabled = state === 'IDLE';
    const refusal = ringing || state === 'IDLE' ? 'Reject' : 'Hang up';
    reject.textContent = refusal;
    reject.setAttribute('aria-label', `${refusal} at ${handset.label}’s phone`);
    this.find('select').value = handset.behaviour;
    this.kept(handset);
  }

  kept(handset) {
    const shown = new Map(handset.footprints.map(each => [each.place, each.shows]));
    const last = place => shown.has(place) ? [shown.get(place)] : [];
    const otherwise = shown.size === 0 ? 'No call yet' : 'Nothing';
    lines(this.find('.on-screen'), last('On the screen').filter(text => text !== 'Nothing.'), otherwise);
    lines(this.find('.call-log'), handset.callLog.slice(0, NEWEST), otherwise);
    lines(this.find('.voicemail'), handset.voicemail.slice(0, NEWEST), otherwise);
    lines(this.find('.bill'), handset.bill.slice(0, NEWEST), otherwise);
    lines(this.find('.carrier'), last('At the carrier'), otherwise);
  }
}

export const act = (name, action, value) =>
  post(`/api/practice/phones/${name}/${action}`, value === undefined ? undefined : {value});
