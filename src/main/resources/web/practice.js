// The practice room: the advocate's phone beside the survivors'. One call at a time; nothing is kept in the browser.

import {Refused, get, listen, post, remove} from './api.js';
import {clock} from './desk/countdown.js';
import {say} from './desk/say.js';
import {show} from './meter.js';
import {Phone, act, habit} from './phones.js';
import {Debrief} from './rehearsal/debriefcard.js';
import {Held} from './rehearsal/held.js';
import {HeldControls} from './rehearsal/heldcontrols.js';
import {ScenarioCard, ScenarioChoice} from './rehearsal/scenarios.js';
import {translate} from './rehearsal/texts.js';
import {seal} from './seal.js';

translate();

const PROGRAMME = 'helpline'; // always hidden; after a drop it calls once more
const SHOWING = 'follow-up'; // may show a borrowed number, which can be called back after a drop
const byId = id => document.querySelector(`#${id}`);
const state = byId('state');
const main = byId('main');
const end = byId('end');

const phones = new Map(); // the survivors', by name
let only = ''; // the one phone that this tab is, or none
const debrief = new Debrief();
let scenario = null;
let own = null; // the advocate's handset in this tab's hand
let ownControls = null;
let desk = null; // the advocate's handset
let chosen = null; // a name
let call = null; // {id, state, who, promised, before, ...} while one is in progress
let past = null; // the call before, for its debrief
let lost = true; // the connection, or not made yet
let calledIn = false; // this phone rings or rang for somebody who called in, and has not accepted them yet
let counting = 0; // the timer of a wait after a drop

/** What was agreed for a drop, as a clock; 'after' is undefined when there is none. */
function count(after) {
  const left = byId('left');
  clearInterval(counting);
  left.hidden = after === undefined;
  if (after !== undefined) {
    const until = performance.now() + after.secondsLeft * 1_000;
    const show = () => {
      const seconds = clock(Math.max(0, Math.ceil((until - performance.now()) / 1_000)));
      left.textContent = after.next === 'REDIAL'
        ? say('Called once more in {time}', {time: seconds}) : say('Can be called back for {time}', {time: seconds});
    };
    counting = setInterval(show, 250);
    show();
  }
}

function tell(text) {
  if (state.textContent !== text) {
    state.textContent = text;
  }
}

function who() {
  return phones.get(call?.who ?? chosen)?.handset.label ?? '';
}

const SENTENCES = {
  RINGING_ADVOCATE: () => say('Your phone rings. Answer it; then the other phone rings.'),
  CONFIRMING: () => say('Key the code on your phone.'),
  CALLING: () => say('Calling {who}…', {who: who()}),
  RINGING: () => say('{who}’s phone rings.', {who: who()}),
  TALKING: () => say('You and {who} are connected.', {who: who()}),
  AFTER_DROP: () => say('The line dropped. Stay on your phone.'),
};

const start = () => only === '' ? say('Choose who you call, then press Call.')
  : say('This tab is {who}’s phone. When it rings, answer it here.', {who: phones.get(only).handset.label});

/** What can be done now: one main action, and the way out. */
function arrange() {
  const focused = document.activeElement;
  const ringing = desk?.state === 'RINGING';
  const talking = desk?.state === 'TALKING';
  const waiting = call?.state === 'RINGING_ADVOCATE' && !ringing && !talking;
  const accepts = talking && calledIn;
  main.textContent = ringing ? say('Answer') : accepts ? say('Press 1: take the call')
    : waiting ? say('Ringing your phone…') : say('Call {who}', {who: who()});
  main.setAttribute('aria-disabled', String(waiting)); // it keeps the focus and becomes 'Answer' in a moment
  main.disabled = !ringing && !waiting && !accepts && (call !== null || chosen === null || desk?.state !== 'IDLE');
  main.hidden = talking && !accepts || call !== null && !ringing && !waiting;
  end.hidden = call === null && !talking && !ringing;
  byId('sound').hidden = !main.hidden;
  byId('people').disabled = call !== null;
  byId('shows').disabled = call !== null;
  byId('voice').disabled = call !== null;
  scenario.show(phones.get(call?.who ?? chosen)?.handset.behaviour ?? '', call !== null);
  ownControls?.talks(talking);
  document.body.classList.toggle('calling', call !== null);
  for (const phone of phones.values()) {
    phone.element.classList.toggle('chosen', phone.name === (call?.who ?? chosen));
  }
  if (focused instanceof HTMLElement && (focused === main || focused === end) && (focused.hidden || focused.disabled)) {
    state.focus(); // never on to the button that takes the place of the one just pressed
  }
}

async function guarded(work) {
  try {
    await work();
  } catch (error) {
    tell(error instanceof Refused ? error.message
      : error.forPeople ?? say('The server does not answer. Check that it runs.'));
  }
  arrange();
}

async function place() {
  const name = chosen;
  const {number, last, behaviour} = phones.get(name).handset;
  const shown = byId('shows').checked;
  call = {id: null, state: 'RINGING_ADVOCATE', who: name, before: last.calls, promised: null, shown, behaviour};
  past = null;
  debrief.hide();
  tell(say('Ringing your phone…'));
  arrange();
  try {
    const how = shown ? {programme: SHOWING, identity: 'shown'} : {programme: PROGRAMME};
    call.promised = await post('/api/footprint', {phone: desk.name, ...how});
    const {kid, jwk} = await post('/api/call-keys');
    const sealed = await seal(number, jwk);
    if (shown) {
      how.confirm = 'yes';
    }
    const body = {phone: desk.name, ...how, number: sealed ?? number};
    const placed = await post('/api/calls', sealed === null ? body : {...body, kid});
    call.id = placed.id;
    follow(placed.id);
  } catch (error) {
    call = null;
    throw error;
  }
}

function follow(id) {
  const source = listen(`/api/calls/${id}/events`, 'call', view => {
    count(view.after);
    if (view.state !== 'ENDED') {
      call.dropped ||= view.state === 'AFTER_DROP';
      call.again ||= call.dropped && view.state === 'TALKING';
      call.state = view.state;
      tell(view.message || SENTENCES[view.state]());
    } else {
      source.close();
      ended(view.message);
    }
    arrange();
  }, closed => {
    if (closed && call?.id === id) {
      ended(say('The call is over.'));
      arrange();
    }
  });
}

function ended(message) {
  count(undefined);
  past = call;
  call = null;
  review();
  tell(say('{message} What was promised and what was seen stand side by side.',
      {message: message || say('The call is over.')}));
}

/** The debrief of the call before: what a phone keeps of it may come later than its end. */
function review() {
  if (past === null) {
    return;
  }
  const {handset} = phones.get(past.who);
  if (past.settled && handset.state !== 'IDLE') {
    past = null; // the phone is on to something else
    return;
  }
  past.settled ||= handset.state === 'IDLE';
  debrief.show(past, handset);
}

async function hangUp() {
  if (call?.state === 'AFTER_DROP') {
    call.left = true;
  }
  if (desk.state === 'TALKING') {
    await act(desk.name, 'hangup');
  } else if (call?.id) {
    await remove(`/api/calls/${call.id}`);
  } else if (desk.state === 'RINGING') {
    await act(desk.name, 'reject');
  }
}

function person(phone) {
  const label = byId('person').content.firstElementChild.cloneNode(true);
  label.querySelector('.who').textContent = phone.handset.label;
  const input = label.querySelector('input');
  input.value = phone.name;
  input.addEventListener('change', () => {
    chosen = phone.name;
    arrange();
  });
  byId('people').append(label);
  return label;
}

function hear(handset) {
  if (handset.kind === 'ADVOCATE') {
    hold(handset);
    byId('own-log').textContent = handset.callLog[0] ?? say('Nothing yet');
  } else {
    meet(handset);
  }
  if (lost && call === null && desk !== null && (only === '' ? phones.size > 0 : phones.has(only))) {
    lost = false;
    tell(start());
  }
  review();
  show(byId('near'), phones.get(call?.who)?.handset.level ?? 0);
  show(byId('far'), call === null ? 0 : desk?.level ?? 0);
  arrange();
}

function hold(handset) {
  if (own === null) {
    own = new Held(handset.name, false, () => guarded(hangUp));
    ownControls = new HeldControls(own);
    byId('own-held').append(ownControls.node);
  }
  if (desk !== null && desk.state !== 'IDLE' && handset.state === 'IDLE') {
    own.rest();
    calledIn = false;
  }
  if (call === null && desk?.state === 'IDLE' && handset.state === 'RINGING') {
    calledIn = true;
    tell(say('Somebody calls in. Answer your phone, then press 1.'));
  }
  desk = handset;
}

/** What is done at a phone, first by 'ready' with this tab's sound where that is wanted. */
const doAt = (name, action, value, ready = () => true) => guarded(async () => {
  if (await ready()) {
    await act(name, action, value);
  }
});

function meet(handset) {
  let phone = phones.get(handset.name);
  if (phone === undefined) {
    phone = new Phone(handset, doAt, handset.name === only);
    phone.person = person(phone);
    phones.set(handset.name, phone);
    if (handset.name === only) {
      beOnly(phone);
    }
    byId('phones').append(phone.element);
    if (chosen === null) {
      chosen = handset.name;
      phone.person.querySelector('input').checked = true;
    }
  } else {
    phone.update(handset);
  }
  phone.person.querySelector('.habit').textContent = habit(handset);
  phone.card?.show(handset.behaviour);
}

/** This tab is that phone and nothing else. */
function beOnly(phone) {
  const card = new ScenarioCard();
  state.after(card.node);
  phone.element.classList.add('only');
  phone.card = card;
  document.body.classList.add('one');
  byId('own-title').textContent = say('A practice phone');
}

scenario = new ScenarioChoice(behaviour => guarded(() => act(chosen, 'behaviour', behaviour)));
byId('scenario').replaceWith(scenario.node);
byId('own-held').before(scenario.card);
byId('debrief').replaceWith(debrief.node);

main.addEventListener('click', () => guarded(async () => {
  if (desk.state === 'TALKING' && calledIn) {
    await act(desk.name, 'key', '1');
    calledIn = false;
    tell(say('You have the call.'));
  } else if (desk.state === 'RINGING') {
    if (byId('voice').checked) {
      tell(say('Opening the microphone…'));
      if (!await own.ready()) {
        return;
      }
    }
    await act(desk.name, 'answer');
  } else if (call === null) {
    await place();
  }
}));
end.addEventListener('click', () => guarded(hangUp));

guarded(async () => {
  const named = location.hash.slice(1);
  // says in a sentence if there is no practice room, or sends to the way in
  const {phones: all} = await get('/api/practice/phones');
  only = all.some(({name, kind}) => name === named && kind === 'SURVIVOR') ? named : '';
  listen('/api/practice/events', 'phone', hear, closed => {
    lost = true;
    tell(closed ? say('The connection is lost. Load the page again.') : say('The connection is lost. Trying again…'));
  });
});

setInterval(() => phones.forEach(phone => phone.tick()), 5_000);
