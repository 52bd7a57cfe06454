// Releases of information of one plan: what may be told, to whom, why and until when; revoked in one tap.

import {entry, typed} from './choices.js';
import {button, choice, el, fault, field, sentence} from './dom.js';
import {newId} from './crypto.js';
import {dayAt, plusDays, sayDay} from './plandays.js';
import {say} from './say.js';

export const WHAT = {
  CONTACT: say('That they are in touch with us'), ATTENDANCE: say('When they were here'),
  SERVICES: say('Which help they get'),
  NEEDS: say('What they need'), CONTACT_DETAILS: say('How to reach them'),
};
export const WHY = {
  HOUSING: say('Housing'), COURT: say('Court'), BENEFITS: say('Benefits'), HEALTH: say('Health care'),
  IMMIGRATION: say('Immigration'),
  SCHOOL: say('School or child care'), OTHER: say('Another purpose they named'),
};
const STANDARD_DAYS = 15;

/** A release in words. */
export function sayRelease({what, whom, why}, end, today) {
  const told = what.map(each => WHAT[each]).reduce((one, other) => say('{one}; {other}', {one, other}));
  return say('{whom} may be told: {what}. Purpose: {why}. Until {day}.',
      {whom, what: told, why: WHY[why], day: sayDay(end, today)});
}

/** What is wrong with a release, or ''. */
export function releaseFault({what, whom, why, end}, today, planEnd) {
  if (what.length === 0) {
    return say('Choose what may be told.');
  }
  if (whom.trim() === '') {
    return say('Write who may be told.');
  }
  if (!(why in WHY)) {
    return say('Choose the purpose.');
  }
  return end < today || end > planEnd ? say('Choose a last day from today to the plan’s end.') : '';
}

function adding(app, plan, today, added) {
  const whom = typed({maxlength: 120, dir: 'auto'});
  const what = el('fieldset', {class: 'ticks'}, el('legend', {text: say('What may be told')}),
      Object.entries(WHAT).map(([value, text]) => el('label', {class: 'check'},
          el('input', {type: 'checkbox', value, autocomplete: 'off'}), el('span', {text}))));
  const why = choice(say('For which purpose'), Object.entries(WHY).map(([value, text]) => [value, text]), null);
  const first = plusDays(today, STANDARD_DAYS);
  const end = el('input', {
    type: 'date', min: today, max: plan.end, value: first < plan.end ? first : plan.end, autocomplete: 'off'});
  const go = button(say('Keep this release'), async () => {
    const content = {what: [...what.querySelectorAll('input:checked')].map(box => box.value), whom: whom.value.trim(),
      why: why.value};
    const wrong = releaseFault({...content, end: end.value}, today, plan.end);
    fault(go, wrong);
    if (wrong !== '') {
      return;
    }
    const id = newId();
    const {generation, sealed} = await app.seal(app.KIND.RELEASE, `release/${id}`, content);
    await app.api.post('/api/releases', {id, plan: plan.id, sealed, generation, end: end.value});
    whom.value = '';
    app.say(say('The release is kept.'));
    await added();
  }, {kind: 'go'});
  return entry({class: 'release-form'}, field(say('Who may be told'), whom), what, why,
      field(say('Until which day'), end), go);
}

/** The section of a plan's page. */
export function releaseList(app, plan) {
  const today = dayAt(new Date(), plan.policy.zone);
  const list = el('ul', {class: 'sentences'});
  const place = el('div');
  const refresh = async () => {
    const releases = await app.api.get(`/api/releases?plan=${encodeURIComponent(plan.id)}`);
    const rows = await Promise.all(releases.map(async release => {
      let text = say('This release cannot be read on this device.');
      try {
        const content = await app.open(app.KIND.RELEASE, `release/${release.id}`, release.sealed);
        text = sayRelease(content, release.end, today);
      } catch {
        // the sentence above
      }
      return el('li', null, el('span', {dir: 'auto', text}), button(say('Revoke'), async () => {
        const {receipt} = await app.api.remove(`/api/releases/${encodeURIComponent(release.id)}`);
        await refresh();
        app.say(say('Revoked. Receipt {number}.', {number: String(receipt.index)}));
        const told = say('Revoked: its key is destroyed. Receipt {number}.', {number: String(receipt.index)});
        place.replaceChildren(el('p', {class: 'hint', text: told}));
      }, {kind: 'stop', class: 'stop small'}));
    }));
    const nobody = el('li', {class: 'soft', text: say('Nobody else may be told anything.')});
    list.replaceChildren(...rows.length > 0 ? rows : [nobody]);
  };
  const add = button(say('Allow somebody to be told'), () => {
    add.hidden = true;
    place.replaceChildren(adding(app, plan, today, async () => {
      place.replaceChildren();
      add.hidden = false;
      await refresh();
    }));
    place.querySelector('input').focus();
  });
  refresh().catch(error => list.replaceChildren(el('li', {text: sentence(error)})));
  return el('section', {class: 'card'}, el('h2', {text: say('Release of information')}), list, add, place);
}
