// One plan. Its details open on purpose only, after a look around; it can be called, changed, asked again and ended.

import {centreOf} from '../centre.js';
import {backButton, foot, script, sentences} from '../choices.js';
import {button, el, heading} from '../dom.js';
import {dayAt, nextTime} from '../plandays.js';
import {heldNote} from '../held.js';
import {draftOf, holds, renewed} from '../planmodel.js';
import {askAndErase, fetchPlan, openEnvelope} from '../planstore.js';
import {say, told} from '../say.js';
import {change} from './plan-new.js';
import {notesOf, overdue, readBack, toAnybodyElse} from '../planwords.js';
import {releaseList} from '../releases.js';

function verdictCard({verdict, policy}) {
  const next = verdict.nextSafeTime;
  return el('section', {class: 'verdict', data: {may: String(verdict.may)}},
      el('p', {class: 'what', text: verdict.may ? say('You may call now.') : say('Not now.')}),
      !verdict.may && verdict.message && el('p', {text: told(verdict.message)}),
      verdict.may && verdict.message && el('p', {class: 'hint', text: told(verdict.message)}),
      next && el('p', null, say('Next safe time:'), ' ', el('strong', {text: nextTime(next, policy.zone)})));
}

/** What stands on the screen before somebody looked around. */
function closed(root, app, plan, open) {
  root.append(heading(say('A plan')), verdictCard(plan),
      el('p', {class: 'lead', text: say('Can anybody else see your screen? Open it when you are alone.')}),
      button(say('Open it'), open, {class: 'go big'}),
      foot(backButton(() => app.back()), !plan.verdict.may && plan.policy.caller === 'WE_CALL'
          && button(say('Somebody is in danger'), () => app.go('override', {plan: plan.id}), {kind: 'link'})));
}

function opened(root, app, plan, envelope) {
  const {policy} = plan;
  const again = overdue(policy);
  const today = dayAt(new Date(), policy.zone);
  const consent = holds(policy.voicemail, today) ? policy.voicemail.consent : 'NONE';
  const old = {id: plan.id, version: plan.version};
  const weCall = policy.caller === 'WE_CALL';
  const anew = () => renewed(draftOf(policy, envelope), today, centreOf(app).planDays);
  const renew = () => change(app, {...old, renew: true}, anew(),
      say('Ask whether each of these still holds. It then begins anew from today.'));
  const otherwise = toAnybodyElse(envelope);
  const notes = notesOf(envelope);
  const call = plan.verdict.may && button(say('Call'), () => app.go('calling', {plan: plan.id}), {class: 'go big'});
  const lines = readBack(policy, envelope).filter(({topic}) => !['voicemail', 'who', 'check'].includes(topic));
  root.append(...[
    el('header', {class: 'question'}, el('p', {class: 'over', text: say('Ask for')}),
        el('h1', {tabindex: '-1', dir: 'auto', text: envelope.call})),
    heldNote(plan.heldUntil), verdictCard(plan), call,
    again.length > 0 && el('section', {class: 'card'}, el('h2', {text: say('Ask again')}),
        sentences(again.map(text => ({topic: 'again', text}))), button(say('Ask again now'), renew)),
    weCall && (consent === 'NONE' || envelope.voicemail === ''
      ? script(say('Voicemail'), say('No message. Hang up before the tone.'))
      : script(say('Voicemail'), envelope.voicemail, say('These words and no others.'))),
    envelope.check !== '' && script(say('Ask first'), envelope.check),
    weCall && script(say('If anybody else answers'), otherwise === '' ? say('Hang up without a word.') : otherwise),
    notes.length > 0 && el('section', {class: 'card'}, el('h2', {text: say('Notes')}),
        sentences(notes.map(text => ({topic: 'note', text})))),
    el('section', {class: 'card'}, el('h2', {text: say('What was agreed')}), sentences(lines)),
    releaseList(app, plan),
    el('section', {class: 'actions'}, button(say('Change'), () => change(app, old, draftOf(policy, envelope))),
        again.length === 0 && button(say('Ask again and renew'), renew),
        button(say('End it now'), async () => {
          const receipt = await askAndErase(app, plan.id);
          if (receipt !== null) {
            app.go('erased', {receipt});
          }
        }, {kind: 'stop'})),
    foot(backButton(() => app.back()), !plan.verdict.may && weCall
        && button(say('Somebody is in danger'), () => app.go('override', {plan: plan.id}), {kind: 'link'})),
  ].filter(Boolean));
}

/** args: {plan}; {opened: true} where somebody opened it on purpose just before. */
export const view = {
  name: 'plan',
  title: say('Plan'),
  async render(root, app, {plan: id, opened: already = false}) {
    const plan = await fetchPlan(app, id);
    const open = async () => {
      const envelope = await openEnvelope(app, plan);
      root.replaceChildren();
      opened(root, app, plan, envelope);
      root.querySelector('h1').focus();
    };
    if (already) {
      await open();
    } else {
      closed(root, app, plan, open);
    }
    return () => root.replaceChildren();
  },
};
