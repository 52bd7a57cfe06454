// Agreeing a plan while talking: four taps, then the number, then the whole plan read back. Also changing and renewing.
//
// What was answered stays while one goes back and forth. At a lock everything about the person is dropped at once; the
// four answers, which say nothing of anybody, wait in memory for the same person to go on.

import {answers, backButton, foot, question, sentences} from '../choices.js';
import {centreOf} from '../centre.js';
import {newId} from '../crypto.js';
import {button, el, fault, sentence} from '../dom.js';
import {dayAt, sayDay} from '../plandays.js';
import {faultsOf} from '../planfaults.js';
import {envelopeOf, newDraft, policyOf, withoutPerson} from '../planmodel.js';
import {moreStep} from '../planmore.js';
import {askAndErase} from '../planstore.js';
import * as steps from '../plansteps.js';
import {readBack} from '../planwords.js';
import {say} from '../say.js';

const ORDER = ['caller', 'when', 'voicemail', 'who', 'number', 'read'];
const STEPS = {
  caller: steps.callerStep, they: steps.theyCallStep, when: steps.whenStep, once: steps.onceStep,
  hours: steps.hoursStep, voicemail: steps.voicemailStep, words: steps.wordsStep, who: steps.whoStep,
  number: steps.numberStep, read: readStep, more: moreStep,
};
const PARENT = {they: 'caller', once: 'when', hours: 'when', words: 'voicemail', more: 'read'};
const STEP_OF_TOPIC = {
  when: 'when', except: 'more', voicemail: 'voicemail', who: 'who', check: 'more', numbers: 'number', ring: 'more',
  shows: 'more', rejected: 'more', dropped: 'more', monitored: 'more', attempts: 'more', end: 'more',
};

// {old: {id, version, renew?}, draft, lead} of a plan to change; taken once, so that no history holds it.
let handed = null;
let waiting = null; // {person, draft, step} of a plan that was interrupted, without anything about the survivor

/** Whether answers of this person wait to be gone on with. */
export const begun = app => waiting !== null && waiting.person === app.me?.person;

/** Drops what waits. */
export const forget = () => {
  waiting = null;
};

/** Goes on to change a kept plan; 'lead' says what to do with the reading. */
export function change(app, old, draft, lead = '') {
  handed = {old, draft, lead};
  app.go('plan-new', {});
}

/** Where a fault is put right. */
function placeOf(faults) {
  const step = ORDER.find(each => each in faults) ?? 'more';
  return step === 'who' && 'otherwise' in faults.who ? 'more' : step;
}

function readStep(root, flow) {
  const {draft} = flow;
  const policy = policyOf(draft);
  const envelope = envelopeOf(draft);
  const wrong = el('div', {class: 'offer'});
  const keep = button(flow.old === null ? say('Keep this plan') : say('Keep the change'), async () => {
    const faults = faultsOf(draft);
    wrong.replaceChildren();
    if (Object.keys(faults).length > 0) {
      const step = placeOf(faults);
      const [text] = Object.values(faults[step] ?? Object.values(faults)[0]);
      wrong.append(el('p', {class: 'fault', role: 'alert', text}),
          button(say('Put it right'), () => flow.change(step)));
      wrong.querySelector('button').focus();
      return;
    }
    await flow.keep(policy, envelope);
  }, {class: 'go big', failed: error => {
    fault(keep, sentence(error));
  }});
  const changing = ({topic, text}) => button(say('Change'), () => flow.change(topic === 'when' && draft.caller
      === 'THEY_CALL' ? 'caller' : STEP_OF_TOPIC[topic]),
          {kind: 'link', 'aria-label': say('Change: {what}', {what: text})});
  root.append(question(say('Read this out')), flow.lead && el('p', {class: 'lead', text: flow.lead}),
      sentences(readBack(policy, envelope, {voice: 'ALOUD'}), changing), keep, wrong,
      foot(backButton(flow.back), button(say('More'), () => flow.change('more'), {kind: 'link'})));
}

function done(root, app, {id, policy, old}) {
  root.replaceChildren(question(old === null ? say('The plan is kept') : say('The change is kept')),
      el('p', {class: 'lead', text: say('After {day} it is erased by itself. Only people who are signed in here'
          + ' can read it.', {day: sayDay(policy.end)})}),
      answers(button(say('Done'), () => app.home(), {class: 'go big'}),
          button(say('Open the plan'), () => app.go('plan', {plan: id}))));
  app.say(old === null ? say('The plan is kept.') : say('The change is kept.'));
}

async function send(app, old, policy, envelope) {
  const id = old?.id ?? newId();
  const {generation, sealed} = await app.seal(app.KIND.PLAN, `plan/${id}`, envelope);
  if (old === null) {
    await app.api.post('/api/plans', {id, policy, envelope: sealed, generation});
  } else {
    await app.api.put(`/api/plans/${encodeURIComponent(id)}`, {
      version: old.version, policy, envelope: sealed, generation, ...old.renew && {renew: true}});
  }
  return id;
}

/** args: nothing for a new plan or for what change() handed over, {goOn: true} for one that was interrupted. */
export const view = {
  name: 'plan-new',
  title: say('New plan'),
  forget() {
    handed = null;
  },
  render(root, app, args) {
    if (args.finished) { // somebody went back to it
      app.home();
      return null;
    }
    const centre = centreOf(app);
    const interrupted = args.goOn && begun(app) ? waiting : null;
    const {old, lead, draft: given} = handed ?? {old: null, lead: '', draft: null};
    handed = null;
    forget();
    let draft = given ?? interrupted?.draft
        ?? newDraft({programme: centre.programmes[0], language: centre.languages[0], zone: centre.zone,
          days: centre.planDays});
    Object.assign(draft, {dialling: centre.dialling, freeNotes: centre.freeNotes, mostDays: centre.mostDays});
    let step = interrupted?.step ?? (old === null ? 'caller' : 'read');
    let cleanup = null;
    let finished = false;
    let changing = false;
    const before = old === null ? '' : JSON.stringify([policyOf(draft), envelopeOf(draft)]);

    const flow = {
      app, centre, old, lead,
      get draft() {
        return draft;
      },
      to(name) {
        step = name;
        draw();
      },
      redraw: () => draw(),
      /** Whether one thing is being changed: then what was answered else stays, and its reading follows. */
      get changing() {
        return changing;
      },
      change(name) {
        changing = true;
        flow.to(name);
      },
      next() {
        const main = PARENT[step] ?? step;
        if (step === 'caller' && draft.caller === 'THEY_CALL') {
          flow.to('they');
        } else if (changing) {
          const faults = faultsOf(draft);
          flow.to(ORDER.find(each => each in faults && each !== main) ?? 'read');
        } else {
          flow.to(ORDER[ORDER.indexOf(main) + 1]);
        }
      },
      back() {
        if (step in PARENT) {
          flow.to(PARENT[step]);
        } else if (changing && step !== 'read') {
          flow.to('read');
        } else if (step === 'number' && draft.caller === 'THEY_CALL') {
          flow.to('caller');
        } else if (step === 'caller' || step === 'read' && old !== null) {
          leaving();
        } else {
          flow.to(ORDER[ORDER.indexOf(step) - 1]);
        }
      },
      /** Nothing is to be kept: a plan that was kept before ends. */
      async leave() {
        const receipt = old === null ? null : await askAndErase(app, old.id);
        if (old === null || receipt !== null) {
          finished = true;
          args.finished = true;
          (receipt === null ? app.home : () => app.go('erased', {receipt}))();
        }
      },
      async keep(policy, envelope) {
        const id = await send(app, old, policy, envelope);
        finished = true;
        args.finished = true;
        cleanup?.();
        cleanup = null;
        done(root, app, {id, policy, old});
        draft = withoutPerson(draft);
        root.querySelector('h1').focus();
      },
    };
    const leaving = async () => {
      const same = old === null || JSON.stringify([policyOf(draft), envelopeOf(draft)]) === before;
      if (same || await app.ask(say('Leave without keeping the change?'), {yes: say('Leave'), no: say('Go on')})) {
        app.back();
      }
    };
    const draw = () => {
      changing = changing && step !== 'read';
      draft.today = dayAt(new Date(), draft.zone); // it may be past midnight by now
      cleanup?.();
      root.replaceChildren();
      cleanup = STEPS[step](root, flow) ?? null;
      root.querySelector('h1').focus({preventScroll: true});
      scrollTo(0, 0);
    };
    draw();
    return () => {
      cleanup?.();
      if (!finished && old === null && draft.caller !== null) {
        const told = ORDER.indexOf(step) > ORDER.indexOf('who') ? 'number' : step;
        waiting = {person: app.me?.person, draft: withoutPerson(draft), step: told};
      }
      draft = null;
    };
  },
};
