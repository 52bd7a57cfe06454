// The practice room: the advocate's phone beside the survivors'. One call at a time; nothing is kept in the browser.

import {Refused, get, listen, post, remove} from './api.js';
import {clock} from './desk/countdown.js';
import {show} from './meter.js';
import {Phone, act, habit} from './phones.js';
import {seal} from './seal.js';

const START = 'Choose who you call, then press Call.';
const PROGRAMME = 'helpline'; // always hidden; after a drop it calls once more
const SHOWING = 'follow-up'; // may show a borrowed number, which can be called back after a drop
const byId = id => document.querySelector(`#${id}`);
const state = byId('state');
const main = byId('main');
const end = byId('end');

const phones = new Map(); // the survivors', by name
let desk = null; // the advocate's handset
let chosen = null; // a name
let call = null; // {id, state, who} while one is in progress
let lost = true; // the connection, or not made yet
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
      const what = after.next === 'REDIAL' ? 'Called once more in' : 'Can be called back for';
      left.textContent = `${what} ${seconds}`;
    };
    counting = setInterval(show, 250);
    show();
  }
}

function say(text) {
  if (state.textContent !== text) {
    state.textContent = text;
  }
}

function who() {
  return phones.get(call?.who ?? chosen)?.handset.label ?? '';
}

const SENTENCES = {
  RINGING_ADVOCATE: () => 'Your phone rings. Answer it; then the other phone rings.',
  CONFIRMING: () => 'Key the code on your phone.',
  CALLING: () => `Calling ${who()}…`,
  RINGING: () => `${who()}’s phone rings.`,
  TALKING: () => `You and ${who()} are connected.`,
  AFTER_DROP: () => 'The line dropped. Stay on your phone.',
};

/** What can be done now: one main action, and the way out. */
function arrange() {
  const focused = document.activeElement;
  const ringing = desk?.state === 'RINGING';
  const talking = desk?.state === 'TALKING';
  const waiting = call?.state === 'RINGING_ADVOCATE' && !ringing && !talking;
  main.textContent = ringing ? 'Answer' : waiting ? 'Ringing your phone…' : `Call ${who()}`;
  main.setAttribute('aria-disabled', String(waiting)); // it keeps the focus and becomes 'Answer' in a moment
  main.disabled = !ringing && !waiting && (call !== null || chosen === null || desk?.state !== 'IDLE');
  main.hidden = talking || call !== null && !ringing && !waiting;
  end.hidden = call === null && !talking && !ringing;
  byId('sound').hidden = !main.hidden;
  byId('people').disabled = call !== null;
  byId('shows').disabled = call !== null;
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
    say(error instanceof Refused ? error.message : 'The server does not answer. Check that it runs.');
  }
  arrange();
}

async function place() {
  const name = chosen;
  const number = phones.get(name).handset.number;
  call = {id: null, state: 'RINGING_ADVOCATE', who: name};
  say('Ringing your phone…');
  arrange();
  try {
    const {kid, jwk} = await post('/api/call-keys');
    const sealed = await seal(number, jwk);
    const shows = {programme: SHOWING, identity: 'shown', confirm: 'yes'};
    const how = byId('shows').checked ? shows : {programme: PROGRAMME};
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
      call.state = view.state;
      say(view.message || SENTENCES[view.state]());
    } else {
      source.close();
      ended(view.message);
    }
    arrange();
  }, closed => {
    if (closed && call?.id === id) {
      ended('The call is over.');
      arrange();
    }
  });
}

function ended(message) {
  count(undefined);
  const from = call.who;
  call = null;
  const label = phones.get(from).handset.label;
  say(`${message || 'The call is over.'} See under ${label}’s phone what is kept of it.`);
}

async function hangUp() {
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
    desk = handset;
    byId('own-log').textContent = handset.callLog[0] ?? 'Nothing yet';
  } else {
    meet(handset);
  }
  if (lost && call === null && desk !== null && phones.size > 0) {
    lost = false;
    say(START);
  }
  show(byId('near'), phones.get(call?.who)?.handset.level ?? 0);
  show(byId('far'), call === null ? 0 : desk?.level ?? 0);
  arrange();
}

function meet(handset) {
  let phone = phones.get(handset.name);
  if (phone === undefined) {
    phone = new Phone(handset, (...what) => guarded(() => act(...what)));
    phone.person = person(phone);
    phones.set(handset.name, phone);
    byId('phones').append(phone.element);
    if (chosen === null) {
      chosen = handset.name;
      phone.person.querySelector('input').checked = true;
    }
  } else {
    phone.update(handset);
  }
  phone.person.querySelector('.habit').textContent = habit(handset);
}

main.addEventListener('click', () => guarded(async () => {
  if (desk.state === 'RINGING') {
    await act(desk.name, 'answer');
  } else if (call === null) {
    await place();
  }
}));
end.addEventListener('click', () => guarded(hangUp));

guarded(async () => {
  await get('/api/practice/phones'); // says in a sentence if there is no practice room, or sends to the way in
  listen('/api/practice/events', 'phone', hear, closed => {
    lost = true;
    say(closed ? 'The connection is lost. Load the page again.' : 'The connection is lost. Trying again…');
  });
});

setInterval(() => phones.forEach(phone => phone.tick()), 5_000);
