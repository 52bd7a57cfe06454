// Consents with an end of their own: a message, and what shows, for which every risk is read out first.

import {choice, el} from './dom.js';
import {sayDay} from './plandays.js';
import {RISKS} from './planmodel.js';
import {group, tick, untilField} from './planparts.js';
import {say} from './say.js';

const SHOWS = {
  PRIVATE: [say('A private call, without a number'), say('Safest. Nothing to look up or call back.')],
  LEASED: [say('A number that belongs to nobody'), say('It can be seen, kept and called back.')],
  ALIAS: [say('Another name that was agreed'), say('It can be seen and kept.')],
};

export function showsGroup(draft) {
  const kept = draft.identity;
  const risks = riskTicks(kept.risks, read => {
    draft.identity = {...draft.identity, risks: read};
  });
  const {input, element: until} = untilField(draft, kept.until, day => {
    draft.identity = {...draft.identity, until: day};
  });
  risks.hidden = until.hidden = kept.shows === 'PRIVATE';
  const names = ([value, [name, hint]]) => [value, name, hint];
  return group(say('The number'), () => SHOWS[draft.identity.shows][0],
      choice(say('Their phone shows'), Object.entries(SHOWS).map(names), kept.shows, value => {
        draft.identity = value === kept.shows ? kept
          : {shows: value, given: draft.today, until: null, risks: []}; // another choice is another consent
        retick(risks, draft.identity.risks);
        input.value = draft.identity.until ?? '';
        risks.hidden = until.hidden = value === 'PRIVATE';
      }), risks, until);
}

/** A message has an end of its own as well. */
export function messageGroup(draft) {
  const {element} = untilField(draft, draft.voicemail.until, day => {
    draft.voicemail = {...draft.voicemail, until: day};
  });
  const now = () => draft.voicemail.until === null ? say('Until the plan’s last day')
    : say('Until {day}', {day: sayDay(draft.voicemail.until, draft.today)});
  return draft.voicemail.consent === 'NONE' ? null : group(say('Leaving a message'), now, element);
}

/** The risks of a number that shows, each to be read out and ticked; 'changed' hears which are. */
function riskTicks(list, changed) {
  const set = el('fieldset', {class: 'risks'}, el('legend', {text: say('Read each one out, then tick it')}),
      Object.entries(RISKS).map(([risk, text]) => tick(risk, text, list.includes(risk))));
  set.addEventListener('change', () => changed([...set.querySelectorAll('input:checked')].map(box => box.value)));
  return set;
}

function retick(set, list) {
  for (const box of set.querySelectorAll('input')) {
    box.checked = list.includes(box.value);
  }
}

const REJECTED = {
  NO: [say('We do not call'), say('Safest. You are told, and nothing more is sent.')],
  ONE_CALL: [say('One call may show a number'), say('A number that belongs to nobody, once.')],
  UNTIL: [say('Calls may show a number until a day'), say('A number that belongs to nobody.')],
};

/** Informed consent: each risk is read out and ticked, or it does not hold. */
export function rejectedGroup(draft) {
  const kept = draft.ifRejected;
  const scope = () => draft.ifRejected?.scope ?? 'NO';
  const risks = riskTicks(kept?.risks ?? [], read => {
    draft.ifRejected = {...draft.ifRejected, risks: read};
  });
  const {input, element: until} = untilField(draft, kept?.until ?? null, day => {
    draft.ifRejected = {...draft.ifRejected, until: day};
  });
  risks.hidden = until.hidden = kept === null;
  const names = ([value, [name, hint]]) => [value, name, hint];
  return group(say('If it refuses private calls'), () => REJECTED[scope()][0],
      choice(say('If their phone refuses private calls'), Object.entries(REJECTED).map(names), scope(), value => {
        draft.ifRejected = value === 'NO' ? null : value === kept?.scope ? kept // another choice is another consent
          : {scope: value, given: draft.today, until: value === 'UNTIL' ? draft.askAgain : null, risks: []};
        retick(risks, draft.ifRejected?.risks ?? []);
        input.value = draft.ifRejected?.until ?? '';
        risks.hidden = until.hidden = value === 'NO';
      }), until, risks);
}
