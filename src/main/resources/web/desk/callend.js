// The end of a call: what it came to, one tap for what it was about, which is counted by the month and nothing else of
// it, and whether the plan is settled. Nothing of what was read or said is here any more.

import {brokeOff, wasLost} from './afterdrop.js';
import {SOMEBODY_ELSE, VOICEMAIL} from './callscreen.js';
import {mayShow} from './callwords.js';
import {answers, question} from './choices.js';
import {button, el} from './dom.js';
import {wordsOf} from './livecall.js';
import {capital, say} from './say.js';
import {uncounted} from './uncounted.js';

const GONE = say('The number and what you read are gone from this page.');

const USUAL = {
  'safety-planning': say('Safety planning'), legal: say('Legal'), shelter: say('Shelter'),
  'emotional-support': say('Emotional support'), other: say('Other'),
};

/** A category as people read it: "safety-planning" is "Safety planning"; a centre's own ones are as it named them. */
export const categoryName = label => USUAL[label] ?? capital(label.replaceAll(/[-_.]/g, ' '));

/** The categories that this centre counts; none where they cannot be had, for that keeps nobody from going on. */
async function categoriesOf(app) {
  try {
    return (await app.api.get('/api/categories')).categories;
  } catch {
    return [];
  }
}

/** What follows a call that did not reach who was called: an attempt less, and nothing by itself. */
export function afterwards({attempts, policy}) {
  const left = policy.attempts - attempts;
  const more = left <= 0 ? say('It was the last one that was agreed.')
    : say({one: 'One more is left, in a safe time.', other: '{count} more are left, in a safe time.'}, {count: left});
  return `${say('It counts as an attempt. Nothing rings by itself.')} ${more}`;
}

/**
 * After a call that came in to a programme's line: what it was about, where the centre counts that; then the same of
 * those that wait for it. Answers what is to be done when the view goes: what was not asked to its end is kept.
 */
export async function showCalledEnd(root, app, line) {
  const categories = line === null ? [] : await categoriesOf(app);
  if (categories.length === 0) {
    uncounted.forget();
    app.home();
    return null;
  }
  let open = line;
  const ask = () => {
    askCategory(root, categories, {app, programme: open, then: () => {
      open = uncounted.take();
      if (open === null) {
        app.home();
      } else {
        ask();
      }
    }});
    root.querySelector('h1')?.focus({preventScroll: true});
  };
  ask();
  return () => open !== null && uncounted.add(open);
}

/** One tap, or none: then the rest of the end. */
function askCategory(root, categories, {app, programme, then}) {
  const tapped = category => async () => {
    await app.api.post('/api/categories', {category, programme});
    app.say(say('Counted.'));
    then();
  };
  root.replaceChildren(question(say('What was it about?'), say('The call is over')),
      el('p', {class: 'lead', text: say('One tap. Only the total of the month is kept, nothing of this call.')}),
      el('div', {class: 'answers categories'}, categories.map(category =>
        button(categoryName(category), tapped(category), {class: 'plain'}))),
      button(say('Do not count it'), then, {kind: 'link'}));
}

/**
 * Shows it.
 *
 * @param call {view, met, plan, showing, erase}: 'met' as in LiveCall; 'showing' is the one alternative to a private
 *     call, or null; 'erase' asks and erases the plan
 */
export async function showEnd(root, app, {view, met, plan, showing, erase, focus}) {
  const {outcome} = view;
  const {policy} = plan;
  const missed = met !== null || outcome === VOICEMAIL || outcome === SOMEBODY_ELSE;
  const talked = outcome === 'TALKED' && !missed;
  const refusedPrivate = outcome === 'PRIVATE_CALLS_REFUSED';
  const settled = () => {
    const home = button(say('Back to the calls'), () => app.home(), {class: talked ? 'plain' : 'go big'});
    root.replaceChildren(...[
      question(say('The call is over')), !talked && el('p', {class: 'lead', text: wordsOf(view)}),
      missed && el('p', {class: 'lead', text: afterwards({attempts: plan.attempts + 1, policy})}),
      refusedPrivate && !mayShow(policy) && el('p', {class: 'lead', text: say('They did not agree that a number may be'
          + ' shown, so it is not tried again. Ask them when they call.')}),
      refusedPrivate && mayShow(policy) && showing,
      talked && brokeOff(policy.dropped),
      talked && el('p', {class: 'lead', text: say('Is this settled? Then nothing needs to be kept.')}),
      answers(...talked ? [button(say('Erase the plan'), erase, {class: 'go big'}),
        button(say('Keep it and change it'), () => app.go('plan', {plan: plan.id}))] : [],
      wasLost(outcome) && button(say('Open the plan'), () => app.go('plan', {plan: plan.id})), home),
      el('p', {class: 'hint', text: GONE}),
    ].filter(Boolean));
    focus();
  };
  const categories = talked ? await categoriesOf(app) : [];
  if (categories.length === 0) {
    settled();
  } else {
    askCategory(root, categories, {app, programme: policy.programme, then: settled});
    focus();
  }
}
