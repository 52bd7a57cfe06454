// What a plan says of a call that is about to be made or goes on: what may show, what may be said and to whom.

import {script, sentences} from './choices.js';
import {el} from './dom.js';
import {dayAt} from './plandays.js';
import {holds} from './planmodel.js';
import {notesOf, overdue, toAnybodyElse} from './planwords.js';
import {say} from './say.js';

/** Whether the plan's consent to show a number to a phone that refuses private calls holds today. */
export function mayShow(policy, now = new Date()) {
  return holds(policy.ifRejected, dayAt(now, policy.zone));
}

/** Whether more than a private call shows: the plan's choice, for as long as the consent to it holds. */
export function showsMore(policy, now = new Date()) {
  return policy.identity.shows !== 'PRIVATE' && holds(policy.identity, dayAt(now, policy.zone));
}

/** Whether something may be said to a voicemail today. */
export function maySpeak({voicemail, zone}, now = new Date()) {
  return voicemail.consent !== 'NONE' && holds(voicemail, dayAt(now, zone));
}

/** What is said to a voicemail; '' for hanging up before its tone, also where no words were agreed. */
export function toVoicemail(policy, envelope, now = new Date()) {
  return maySpeak(policy, now) ? envelope.voicemail : '';
}

const atVoicemail = words => script(say('At a voicemail'), words || say('No message. Hang up before the tone.'),
    words && say('These words and no others.'));

/** What is said on the phone, in the order in which it is needed; a voicemail answers before anybody can be asked. */
export function scripts(policy, envelope, {rings = false} = {}) {
  const otherwise = toAnybodyElse(envelope);
  const voicemail = atVoicemail(toVoicemail(policy, envelope));
  if (rings) {
    voicemail.classList.add('first');
  }
  return [
    rings && voicemail,
    envelope.check !== '' && script(say('Ask first'), envelope.check),
    script(say('If anybody else answers'), otherwise === '' ? say('Hang up without a word.') : otherwise),
    !rings && voicemail,
    notesOf(envelope).length > 0 && sentences(notesOf(envelope).map(text => ({topic: 'note', text}))),
    policy.monitored && el('p', {class: 'hint', text: say('Somebody may be watching this phone. Our side is encrypted;'
        + ' what their phone shows or records is not protected.')}),
  ].filter(Boolean);
}

/** What is to be asked again while they are on the phone; null where nothing is due. */
export function reminder(policy) {
  const again = overdue(policy);
  return again.length === 0 ? null : el('section', {class: 'card', data: {topic: 'again'}},
      el('h2', {text: say('Ask again today')}), sentences(again.map(text => ({topic: 'again', text}))));
}
