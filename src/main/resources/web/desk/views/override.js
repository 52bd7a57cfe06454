// A call outside a plan because somebody is in danger. It needs a reason and a second person or a wait; it is counted
// and never shows more than the plan allows.

import {answer, answers, backButton, foot, question} from '../choices.js';
import {button, el, sentence} from '../dom.js';
import {sayTime} from '../plandays.js';
import {say} from '../say.js';

const REASONS = {
  DANGER_TO_LIFE: say('Their life is in danger'),
  CHILD_IN_DANGER: say('A child is in danger'),
  MEDICAL: say('A medical emergency'),
};
const EVERY_MILLIS = 5_000;

/** An instant as this device's clock shows it. */
function clockOf(instant) {
  const at = new Date(instant);
  return sayTime(`${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`);
}

function ready(each, now = Date.now()) {
  return each.agreed || Date.parse(each.from) <= now;
}

function asking(root, app, plan, redraw) {
  const emergency = el('p', {class: 'lead', text: say('If an ambulance or the police is needed, dial the emergency'
      + ' number from your phone. This system does not place such calls.')});
  root.replaceChildren(question(say('What is the danger?')), emergency,
      answers(Object.entries(REASONS).map(([reason, label]) => answer({label}, async () => {
        try {
          await app.api.post('/api/overrides', {plan, reason});
          await redraw();
        } catch (error) {
          app.alarm(sentence(error));
        }
      }))),
      el('p', {class: 'hint', text: say('A second person has to agree, or a short wait has to pass. That it was used is'
          + ' counted, not for whom. It never shows more on their phone than the plan allows.')}),
      foot(backButton(() => app.back())));
}

function waiting(root, app, mine) {
  root.replaceChildren(question(say('Ask a second person now')),
      el('p', {class: 'lead', role: 'status', text: say('They agree on their own device, under “Somebody asks for a'
          + ' second person”. If nobody can, you may call from {time} on.', {time: clockOf(mine.from)})}),
      foot(backButton(() => app.back())));
}

function allowed(root, app, mine) {
  root.replaceChildren(question(say('You may call now')),
      el('p', {class: 'lead', role: 'status', text: mine.agreed ? say('A second person agreed. It serves one call.')
        : say('The wait is over. It serves one call.')}),
      button(say('Go to the call'), () => app.go('calling', {plan: mine.plan, override: mine.id}), {class: 'go big'}),
      foot(backButton(() => app.back())));
}

/** For the second person: what is asked, without who it is about. */
function agreeing(root, app, list, redraw) {
  root.replaceChildren(question(list.length === 0 ? say('Nobody asks') : say('Do you agree?')),
      ...list.length === 0 ? [el('p', {class: 'lead', text: say('No call outside a plan is being asked for.')})] : [],
      ...list.map(each => el('section', {class: 'card'},
          el('h2', {text: REASONS[each.reason] ?? say('Somebody is in danger')}),
          el('p', {text: say('A colleague wants to call outside the plan, once. Speak with them first.')}),
          button(say('I agree'), async () => {
            await app.api.post(`/api/overrides/${encodeURIComponent(each.id)}/agree`, {});
            app.say(say('You agreed. They may call now.'));
            await redraw();
          }, {kind: 'go'}),
          button(say('I do not agree'), async () => {
            await app.api.post(`/api/overrides/${encodeURIComponent(each.id)}/decline`, {});
            app.say(say('You did not agree. They may not call.'));
            await redraw();
          }))),
      foot(backButton(() => app.home())));
}

/** args: {plan} for whoever asks, nothing for the second person. */
export const view = {
  name: 'override',
  title: say('Danger'),
  async render(root, app, {plan}) {
    let shown = '';
    const draw = async () => {
      const list = await app.api.get('/api/overrides');
      const mine = list.find(each => each.mine && each.plan === plan);
      const standing = mine === undefined ? 'ask' : ready(mine) ? 'ready' : 'wait';
      const key = plan === undefined ? JSON.stringify(list) : standing;
      if (key === shown) {
        return; // what somebody reads or touches is not replaced
      }
      const declined = plan !== undefined && shown === 'wait' && standing === 'ask'; // nothing else ends a wait
      shown = key;
      if (plan === undefined) {
        agreeing(root, app, list.filter(each => !each.mine && !each.agreed), draw);
      } else if (mine === undefined) {
        asking(root, app, plan, draw);
      } else if (ready(mine)) {
        allowed(root, app, mine);
      } else {
        waiting(root, app, mine);
      }
      if (declined) {
        app.alarm(say('A second person did not agree. Speak with them.'));
      }
      root.querySelector('h1').focus({preventScroll: true});
    };
    await draw();
    const timer = setInterval(() => draw().catch(() => {}), EVERY_MILLIS); // the next round tries again
    return () => clearInterval(timer);
  },
};
