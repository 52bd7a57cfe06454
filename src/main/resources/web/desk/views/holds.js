// Legal holds: one plan or one message that a court does not let us erase. A coordinator asks, somebody else confirms.

import {backButton, foot, sentences, typed} from '../choices.js';
import {toBytes} from '../crypto.js';
import {dayInWords} from '../days.js';
import {button, choice, el, fault, field, heading, sentence, step} from '../dom.js';
import {CONTEXT} from '../keyring.js';
import {RATE, openSound} from '../message.js';
import {about} from '../messagecall.js';
import {plusDays, sayDay} from '../plandays.js';
import {openEnvelope} from '../planstore.js';
import {notesOf, readBack, toAnybodyElse} from '../planwords.js';
import {Player} from '../player.js';
import {say} from '../say.js';

const KINDS = {PLAN: say('A plan'), MESSAGE: say('A message')};
const LONGEST = 80;
const unfilled = say('Fill this in.');
const path = (hold, what) => `/api/holds/${encodeURIComponent(hold.id)}/${what}`;
const coordinator = app => app.me.role === 'COORDINATOR';

/** What somebody does about a hold; the list is shown anew, also when it was refused. */
function act(app, hold, what, done) {
  return async () => {
    const answer = await app.api.post(path(hold, what), {});
    await done(answer);
  };
}

/** What is known of it, nothing of what is held. */
function facts(hold, names) {
  const who = id => names.get(id) ?? say('Name not readable here');
  return [
    {topic: 'reference', text: `${say('The court’s file number')} · ${hold.reference}`},
    {topic: 'until', text: say('Until: {day}', {day: sayDay(hold.lastDay)})},
    {topic: 'asked', text: say('Asked for: {day}, by {name}', {day: dayInWords(hold.asked), name: who(hold.asker)})},
    hold.confirmer && {topic: 'confirmed', text: say('Confirmed by {name}', {name: who(hold.confirmer)})},
  ].filter(Boolean);
}

function asked(app, hold, again) {
  const drop = label => button(label, act(app, hold, 'decline', again));
  if (!hold.there) {
    return [el('p', {text: say('This was erased already, and that cannot be undone. There is nothing to hold.')}),
      drop(say('Take it back'))];
  }
  const unheld = el('p', {text: say('Until somebody else confirms it nothing is held: it may be erased, and what is'
      + ' erased cannot be brought back. After seven days the request lapses.')});
  return hold.mine ? [unheld, drop(say('Take it back'))]
    : [unheld, button(say('Confirm it'), async () => {
      const yes = await app.ask(say('Have this kept until {day}?', {day: sayDay(hold.lastDay)}), {
        yes: say('Confirm it'), no: say('Not now'),
        why: say('Confirm only if you saw the court’s paper yourself.')});
      if (yes) {
        await act(app, hold, 'confirm', again)();
      }
    }, {kind: 'go'}), drop(say('I do not agree'))];
}

function inForce(app, hold, again, open) {
  const end = label => button(label, async () => {
    const yes = await app.ask(say('End this hold before its day?'), {
      yes: say('End it'), no: say('Not now'), stop: true,
      why: say('Only if the court said so. What is due is erased within minutes, and nobody can bring it back.')});
    if (yes) {
      await act(app, hold, 'lift', again)();
    }
  });
  return [
    el('p', {text: hold.due
      ? say('Its own end is over. Nobody sees it or calls by it; it is erased within minutes when the hold is over.')
      : say('It cannot be changed, and is not erased before that day. Everything else is erased as always.')}),
    coordinator(app) && button(say('See what is kept'), () => open(hold)),
    hold.lifter === null ? end(say('End it sooner'))
      : hold.mine ? el('p', {class: 'hint', text: say('You asked that it end. Somebody else has to ask the same.')})
        : end(say('End it')),
  ];
}

function card(app, hold, names, again, open) {
  const held = hold.confirmer !== null;
  const state = held ? say('kept for a court') : say('asked for, not kept yet');
  return el('section', {class: 'card', data: {hold: held ? 'IN_FORCE' : 'ASKED'}},
      el('h2', null, KINDS[hold.kind], ': ', el('span', {class: 'standing', data: {level: 'AMBER'}}, state)),
      sentences(facts(hold, names)),
      el('div', {class: 'answers'}, ...(held ? inForce(app, hold, again, open) : asked(app, hold, again))
          .filter(Boolean)));
}

/** Names of staff, where this device can read them. */
async function namesOf(app) {
  if (!coordinator(app)) {
    return new Map();
  }
  const people = await app.api.get('/api/people');
  return new Map(await Promise.all(people.map(async person => [person.id, await app.session.nameOf(person)])));
}

/** What may be held: [kind and id, in words]. */
async function things(app) {
  const [plans, messages] = await Promise.all([app.api.get('/api/plans?envelopes=yes'), app.api.get('/api/messages')]);
  const named = plans.map(async plan => {
    const {call} = await openEnvelope(app, plan).catch(() => ({call: say('Not readable on this device')}));
    return {kind: 'PLAN', item: plan.id,
      text: say('Plan: {name}, ends {day}', {name: call, day: sayDay(plan.end)})};
  });
  return [...await Promise.all(named), ...messages.map(message => ({kind: 'MESSAGE', item: message.id,
    text: say('Message: {what}', {what: about(message)})}))];
}

/** The one form: which, by which paper, until when. */
function ask(root, app, {today, mostDays}, all, list) {
  const which = choice(say('What the court’s paper names'), all.map(({text}, at) => [String(at), text]), null);
  const reference = typed({maxlength: LONGEST, dir: 'auto'});
  const until = el('input', {type: 'date', min: today, max: plusDays(today, mostDays), autocomplete: 'off'});
  for (const node of [which, reference, until]) {
    node.addEventListener('input', () => fault(node, ''));
  }
  const send = button(say('Ask for a hold'), async () => {
    const chosen = all[Number(which.value ?? -1)];
    const missing = [[which, chosen === undefined, unfilled],
      [reference, reference.value.trim() === '', unfilled],
      [until, until.value === '', unfilled]];
    missing.forEach(([node, wrong, text]) => fault(node, wrong ? text : ''));
    if (missing.every(([, wrong]) => !wrong)) {
      const {kind, item} = chosen;
      await app.api.post('/api/holds', {kind, item, reference: reference.value.trim(), lastDay: until.value});
      await list();
    }
  }, {kind: 'go'});
  step(root, heading(say('Ask for a hold')),
      el('p', {class: 'lead', text: say('One plan or one message, named by the court. It holds once somebody else has'
          + ' confirmed it; until then it may be erased.')}),
      all.length === 0 ? el('p', {text: `${say('No plan is kept.')} ${say('No message is kept.')}`})
        : [which, field(say('The court’s file number'), reference, say('No name: the host can read it.')),
          field(say('Last day'), until, say('180 days from today at the latest. It is never made longer by itself.')),
          send],
      foot(backButton(list)));
}

/** What is kept, opened on this device alone. */
async function show(root, app, hold, list) {
  const found = await app.api.get(path(hold, 'item'));
  if (found.kind === 'PLAN') {
    const envelope = await openEnvelope(app, found);
    const others = toAnybodyElse(envelope);
    const agreed = readBack(found.policy, envelope).map(({text}) => text);
    const texts = [...agreed, envelope.voicemail, envelope.check, others, ...notesOf(envelope)]
        .filter(text => text !== '');
    step(root, heading(envelope.call), el('p', {class: 'lead', text: say('Nobody is called by it from here. Show it to'
        + ' nobody but the court.')}),
        sentences(texts.map(text => ({topic: 'kept', text}))), foot(backButton(list)));
    return () => {};
  }
  const {key} = await app.open(...CONTEXT.message(found.id), found.envelope);
  const {samples, sound} = await openSound(toBytes(key), found.id, found.seconds);
  const player = new Player(samples, RATE);
  step(root, heading(say('A message')),
      !sound && el('p', {class: 'fault', text: say('From here on this message was changed or damaged.'
          + ' Only what stands before that can be heard. Tell a coordinator.')}),
      button(say('Play'), () => player.play(), {kind: 'go'}), button(say('Pause'), () => player.pause()),
      foot(backButton(list)));
  return () => player.forget();
}

export const view = {
  name: 'holds',
  title: say('Legal hold'),
  async render(root, app) {
    let forget = () => {};
    let shown = 'LIST';
    const list = async () => {
      forget();
      forget = () => {};
      const [all, names] = await Promise.all([app.api.get('/api/holds'), namesOf(app)]);
      shown = 'LIST';
      const open = async hold => {
        shown = 'ITEM';
        forget = await show(root, app, hold, list);
      };
      const waits = all.holds.some(hold => hold.confirmer === null && !hold.mine && hold.there);
      step(root, heading(say('Legal hold')),
          el('p', {class: 'lead', text: say('A court can order that one plan or one message is not erased. Two people'
              + ' hold it. Everything else is erased as always, and nothing more is collected.')}),
          all.holds.map(hold => card(app, hold, names, list, open)),
          all.holds.length === 0 && el('p', {text: say('No legal hold keeps anything.')}),
          coordinator(app) && el('p', {class: 'hint', text: say('Make sure that nobody else can see your screen'
              + ' before you show names.')}),
          coordinator(app) && button(say('Ask for a hold'), async () => {
            const found = await things(app);
            shown = 'FORM';
            ask(root, app, all, found, list);
          }, {kind: waits ? 'plain' : 'go'}),
          foot(backButton(app.back)));
    };
    app.on('callbacks', () => shown === 'LIST' && list().catch(error => app.alarm(sentence(error))));
    await list();
    return () => {
      forget();
      root.replaceChildren();
    };
  },
};
