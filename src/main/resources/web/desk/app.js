// The console's shell: one page, whose address, title and icon never tell anything. It shows one view at a time, locks,
// leaves, and keeps a call in sight through all of it. Work that goes on while it locks shows nothing afterwards.

import {KIND} from './crypto.js';
import * as dom from './dom.js';
import {guardBack} from './backguard.js';
import {arm, leave} from './exit.js';
import {drawAway} from './away.js';
import {CallPlace} from './callplace.js';
import {fetcher} from './fetched.js';
import {Frame} from './frame.js';
import {tellWeaker} from './house.js';
import {IncomingCall, incomingCall} from './incoming.js';
import {JoinedCall, joinedCall} from './joinedcall.js';
import {restore, resume} from './livecall.js';
import {renew, watchWaking} from './push.js';
import {say} from './say.js';
import {Session} from './session.js';
import {Softphone} from './softphone.js';
import {Upkeep} from './upkeep.js';
import {view as lock} from './views/lock.js';
import {view as welcome} from './views/welcome.js';

const VIEWS = '/desk/views.js'; // with what they need: a bundle of its own, above this one
const start = location.hash.slice(1);
history.replaceState(history.state, '', '/'); // a code leaves the address bar and the history at once

const frame = new Frame(document.body);
const session = new Session({
  changed: first => arrange(first),
  warn: seconds => frame.warn(seconds),
  event: what => heard(what),
  gone: () => {
    drawAway();
    gone();
  },
});
const upkeep = new Upkeep(session, {tell: text => frame.quiet(text), found: () => found()});
const call = new CallPlace(frame.call);
const softphone = new Softphone({
  restored: ({call: id, plan}) => {
    const opened = joinedCall() !== null; // handed over to this page, whose colleague has begun it
    joinedCall()?.close(); // which was this one
    incomingCall()?.close();
    restore(inside, {id, plan, opened});
  },
  asked: message => new JoinedCall(inside, message),
  incoming: message => new IncomingCall(app, message),
  end: id => joinedCall()?.call === id ? joinedCall().leave()
    : session.api.remove(`/api/calls/${encodeURIComponent(id)}`).catch(() => {}), // it may be over
});
const views = new Map([lock, welcome].map(view => [view.name, view])); // with the others, once they are fetched
const fetchViews = fetcher(VIEWS);
let fetched = false;
let renewed = false; // once a page
let resumed = false; // asked once, whether a call of this device goes on from before this page was loaded
const listeners = new Map(); // of the view in sight, by event

let current = null; // {name, args, cleanup}
let trail = []; // where 'back' leads
let left = false;

const OUTSIDE = {LOCKED: ['lock'], SIGNED_OUT: ['welcome', 'join', 'recovery'], SETUP: ['setup']};
const outside = name => OUTSIDE[session.state]?.includes(name) ?? false;

/** What the views of somebody who is not in work with. */
const app = {
  dom,
  KIND,
  session,
  call,
  softphone,
  api: session.api,
  get me() {
    return session.me;
  },
  seal: (kind, context, object) => session.seal(kind, context, object),
  open: (kind, context, sealed) => session.open(kind, context, sealed),
  has: name => views.has(name),
  /** What the work in the background found: {unopened: [{kind, id, version}], strangers: [{holder, kind}]}. */
  get found() {
    return upkeep.found;
  },
  upkeep: () => upkeep.start(),
  go: (name, args = {}) => {
    if (current !== null && current.name !== name) {
      trail = [...trail.filter(each => each.name !== name), {name: current.name, args: current.args}].slice(-20);
    }
    show(name, args);
  },
  back: () => {
    const last = trail.pop();
    show(last?.name ?? home(), last?.args ?? {});
  },
  home: () => {
    trail = [];
    show(home(), {});
  },
  say: text => frame.say(text),
  alarm: text => frame.alarm(text),
  ask: (question, answers) => frame.ask(question, answers),
  /** While hands are elsewhere, on paper or on another device: the lock waits longer, until this view goes. */
  patient: (on = true) => session.patient(on),
  /** Hears 'found' or an event of the server ('alerts', 'callbacks', 'duty', 'lines', 'rotation') while in sight. */
  on: (what, hear) => listeners.set(what, hear),
};

const unless = work => (...given) => session.unlocked && !left ? work(...given) : undefined;

/** What all other views work with: what began before a lock shows nothing on the locked page. */
const inside = Object.create(app, Object.fromEntries(['go', 'back', 'home', 'say', 'alarm', 'ask', 'on']
    .map(name => [name, {value: unless(app[name])}])));

const home = () => tabs()[0]?.name ?? 'home';

/** The views of those who are let in come after the first one stands, so that it stands soon on a slow phone. */
async function others() {
  const {views: rest} = await fetchViews();
  rest.forEach((view, name) => views.set(name, view));
  fetched = true;
}

function show(name, args) {
  if (left || !session.unlocked && !outside(name)) {
    return;
  }
  if (!fetched && !views.has(name)) {
    later(name, args);
    return;
  }
  const view = views.get(name) ?? views.get(home());
  close();
  const root = frame.fresh(view.title);
  current = {name: view.name, args, cleanup: null};
  frame.tabs(session.unlocked ? tabs() : [], view.tab ? view.name : current.name, target => {
    trail = [];
    show(target, {});
  });
  const mine = current;
  const rendered = (async () => view.render(root, session.unlocked ? inside : app, args))();
  frame.waiting(root, rendered);
  rendered.then(cleanup => {
    if (current === mine) {
      mine.cleanup = cleanup ?? null;
    } else {
      cleanup?.();
    }
    frame.focus(root);
  }, error => {
    if (current === mine) {
      frame.failed(root, dom.sentence(error), () => show(name, args));
    }
  });
  frame.focus(root);
}

/** A view that is still on its way; an older wish gives way to a newer one. */
function later(name, args) {
  close();
  const root = frame.fresh('');
  const wish = {name, args, cleanup: null};
  current = wish;
  const arrived = others();
  frame.waiting(root, arrived);
  arrived.then(() => {
    if (current === wish) {
      show(name, args);
    }
  }, error => {
    if (current === wish) {
      frame.failed(root, dom.sentence(error), () => show(name, args));
    }
  });
}

function close() {
  const before = current;
  current = null;
  listeners.clear();
  session.patient(false);
  try {
    before?.cleanup?.();
  } catch {
    // what goes out of sight must not keep anything else from being forgotten
  }
}

const tabs = () => [...views.values()]
    .filter(view => view.tab && (!view.tab.roles || view.tab.roles.includes(session.me?.role)))
    .sort((one, other) => one.tab.order - other.tab.order)
    .map(({name, tab}) => ({
      name, icon: tab.icon, label: typeof tab.label === 'function' ? tab.label(session.me.role) : tab.label}));

/** Brings the page to where the session stands. */
function arrange(first = null) {
  if (left) {
    return;
  }
  frame.closeQuestion();
  trail = [];
  call.hide(!session.unlocked);
  answerable();
  if (!resumed && session.me !== null && session.me.role !== 'HOST') {
    resumed = true;
    resume(inside).catch(() => {
      resumed = false; // asked again at the next lock or unlock
    });
  }
  if (session.unlocked) {
    if (!renewed && session.me.role !== 'HOST') {
      renewed = true;
      renew(session.api).catch(() => {}); // this device is not woken then, and rings while its page is awake
    }
    upkeep.start();
    alerts();
    house();
    show(first === null ? home() : 'ready', first ?? {});
  } else {
    upkeep.stop();
    forget();
    frame.banner([]);
    frame.house.hidden = true;
    frame.say(''); // what was read out last may name a colleague
    show(session.state === 'LOCKED' ? 'lock' : session.state === 'SETUP' ? 'setup' : 'welcome', {});
  }
}

/** This page is a phone while somebody is signed in, locked or not, unless another tab took that over. */
function answerable() {
  const here = session.state === 'UNLOCKED' || session.state === 'LOCKED';
  if (!here || session.me?.role === 'HOST') {
    softphone.stop();
  } else if (session.unlocked || softphone.over === '') {
    softphone.start();
  }
}

/** What views handed one another goes with the keys. */
function forget() {
  for (const view of views.values()) {
    view.forget?.();
  }
}

function heard(what) {
  if (!session.unlocked) {
    return;
  }
  if (what === 'alerts') {
    alerts();
  } else if (what === 'rotation') {
    session.refresh().then(() => upkeep.start(), () => {}); // asked again after the next unlock
  }
  listeners.get(what)?.();
}

/** What a coordinator has to see to; the section about it stands under People. */
function found() {
  const {strangers} = upkeep.found;
  if (strangers.length > 0) {
    frame.alarm(say('The server names somebody whom nobody here let in. Nothing was given to them. See under People.'));
  }
  listeners.get('found')?.();
}

let asked = 0; // how often alerts were asked for

async function alerts() {
  if (session.me.role === 'HOST') {
    return;
  }
  const mine = ++asked;
  try {
    const list = await session.named(await session.api.get('/api/alerts'));
    if (session.unlocked && mine === asked) { // an older answer must not hide what is new
      frame.banner(list, async id => {
        await session.api.remove(`/api/alerts/${encodeURIComponent(id)}`);
        await alerts();
      });
    }
  } catch {
    frame.banner([]); // asked again at the next event
  }
}

/** What is weaker than the guide stands above all pages; asked at each unlock. */
const house = () => tellWeaker(frame.house, inside).catch(() => {}); // the page of settings says it too

/** The neutral page is drawn: nothing of ours comes back to this one, whatever is still heard. */
function gone() {
  left = true;
  softphone.stop();
  upkeep.stop();
  close();
  forget();
  call.forget();
}

function drop() {
  session.drop();
  gone();
}

/** What the phone's Back button does: what the page's own does, or a step back to the view before. */
guardBack(() => left, () => {
  const own = document.querySelector('#view .back');
  if (frame.closeQuestion()) {
    return;
  }
  if (own !== null) {
    own.click();
  } else if (session.unlocked) {
    app.back();
  }
});

watchWaking(() => softphone.wake());
arm(frame.exit, {drop, wipe: () => session.panic()});
document.addEventListener('visibilitychange', () => { // a list of open apps shows pictures of their pages
  document.body.classList.toggle('covered', document.visibilityState === 'hidden');
});
addEventListener('pageshow', event => {
  if (event.persisted) { // brought back from the browser's memory
    leave(drop);
  }
});

async function begin() {
  const root = frame.fresh(say('Notes'));
  const known = session.begin();
  frame.waiting(root, known);
  try {
    await known;
  } catch (error) {
    frame.failed(root, dom.sentence(error), begin);
    return;
  }
  const [what, code] = start.split('=');
  if (session.state === 'SETUP') {
    show('setup', {code: what === 'setup' ? code : ''});
  } else if (what === 'join' && session.state === 'SIGNED_OUT') {
    show('join', {code});
  } else if (current === null) {
    arrange();
  }
}

begin().finally(() => others().catch(() => {})); // asked again when one is wanted
