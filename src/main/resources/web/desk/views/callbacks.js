// The start page: what is safe to call now, then what comes next. By time, never by name: a glance tells nothing.

import {answers} from '../choices.js';
import {button, el, fault, heading, sentence} from '../dom.js';
import {dutySwitch} from '../dutyswitch.js';
import {waiting, waitingText} from '../messagecall.js';
import {ownZone} from '../plandays.js';
import {claim, giveBack} from '../planstore.js';
import {sayWhen} from '../planwords.js';
import {say} from '../say.js';
import {uncounted} from '../uncounted.js';
import {waitingCallers} from '../waitingcallers.js';
import {begun, forget} from './plan-new.js';

const LINKS = {
  messages: say('Messages'), spoken: say('What callers hear'), safety: say('Safety'), routes: say('Routes'),
  totals: say('Totals'), bills: say('Bills'), portals: say('Carrier portals'), wording: say('Voicemail wording'),
  receipts: say('Receipts'), privacy: say('What is stored'), rules: say('Our settings and the guide'),
  handouts: say('Sheets to give away'), holds: say('Legal hold'),
};
const COORDINATORS = ['spoken', 'safety', 'routes', 'totals', 'bills', 'portals', 'holds'];
const EVERY_MILLIS = 60_000; // what is safe now changes with the clock

function left({attempts, cap}) {
  const rest = Math.max(0, cap - attempts);
  return rest === 0 ? say('No attempts left')
    : say({one: '{count} attempt left', other: '{count} attempts left'}, {count: rest});
}

function item(app, callback, refresh) {
  const {plan, now, claim: claimed} = callback;
  const when = sayWhen(callback, ownZone());
  const open = () => app.go('plan', {plan});
  const failed = async error => {
    await refresh();
    app.alarm(error.status === 409 ? say('Somebody else has just taken this call.') : sentence(error));
  };
  const take = now ? button(say('Take it'), async () => {
    await claim(app, plan);
    open();
  }, {kind: 'go', 'aria-label': say('Take it: {when}', {when}), failed})
    : button(say('Look at it'), open, {'aria-label': say('Look at it: {when}', {when})});
  const mine = [button(say('Open'), open, {kind: 'go', 'aria-label': say('Open: {when}', {when})}),
    button(say('Give it back'), async () => {
      await giveBack(app, plan);
      await refresh();
      app.say(say('You gave the call back.'));
    }, {kind: 'link', 'aria-label': say('Give it back: {when}', {when})})];
  const taken = el('p', {class: 'hint', text: say('Somebody else is on it.')});
  return el('li', {class: 'callback', data: {claim: claimed}},
      el('p', {class: 'when', text: when}),
      el('p', {class: 'soft'}, el('bdi', {text: callback.programme}), ' · ', left(callback),
          claimed === 'MINE' && ` · ${say('yours')}`),
      el('div', {class: 'does'}, claimed === 'TAKEN' ? taken : claimed === 'MINE' ? mine : take));
}

function section(title, items) {
  return items.length === 0 ? null
    : el('section', {class: 'callbacks'}, el('h2', {text: title}), el('ul', null, items));
}

function goOn(app, redraw) {
  return begun(app) && el('section', {class: 'card'}, el('h2', {text: say('A plan is not finished')}),
      el('p', {text: say('Your answers wait here. Name and number were dropped when the page locked.')}),
      el('div', {class: 'pair'}, button(say('Go on'), () => app.go('plan-new', {goOn: true}), {kind: 'go'}),
          button(say('Drop it'), () => {
            forget();
            redraw();
          })));
}

/** Somebody needs a second person: nothing else is as urgent. */
function asking(app, overrides) {
  return overrides.some(each => !each.mine && !each.agreed) && el('section', {class: 'card'},
      el('h2', {text: say('Somebody asks for a second person')}),
      el('p', {text: say('A call outside a plan, because of danger.')}),
      button(say('See what is asked'), () => app.go('override', {})));
}

/** Calls that came in one after the other: what they were about was not asked yet. */
function toCount(app) {
  const {count} = uncounted;
  return count > 0 && el('section', {class: 'card', data: {topic: 'uncounted'}},
      el('h2', {text: say({one: 'A call is not counted yet', other: '{count} calls are not counted yet'}, {count})}),
      button(say('Say what it was about'), () => app.go('called', {})));
}

/** That something waits, and nothing of it. */
function something(app, count) {
  return count > 0 && el('section', {class: 'card', data: {topic: 'messages'}}, el('h2', {text: waitingText(count)}),
      button(say('Hear what waits'), () => app.go('messages', {})));
}

function due(app, plans) {
  const count = plans.filter(plan => plan.due).length;
  return count > 0 && el('section', {class: 'card'},
      el('h2', {text: say({one: 'A plan to ask about again', other: '{count} plans to ask about again'}, {count})}),
      el('p', {text: say('Ask when you next speak.')}),
      button(count === 1 ? say('See it') : say('See them'), () => app.go('plans', {})));
}

export const view = {
  name: 'home',
  title: say('Calls'),
  tab: {label: say('Calls'), order: 10, roles: ['ADVOCATE', 'COORDINATOR'],
    icon: ['M4 12a8 8 0 1 0 16 0a8 8 0 0 0-16 0', 'M12 8v4l3 2']},
  async render(root, app) {
    const list = el('div', {class: 'lists'});
    const duty = dutySwitch(app);
    const waits = waitingCallers(app);
    const fresh = button(say('New plan'), () => app.go('plan-new', {}));
    const draw = (callbacks, plans, overrides, messages) => {
      const now = callbacks.filter(each => each.now);
      const later = callbacks.filter(each => !each.now);
      fresh.className = now.some(each => each.claim !== 'TAKEN') ? 'plain' : 'go'; // one main action
      const focused = root.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
      list.replaceChildren(...[
        goOn(app, () => refresh()),
        asking(app, overrides),
        toCount(app),
        something(app, messages.waiting),
        section(say('Safe now'), now.map(each => item(app, each, refresh))),
        callbacks.length > 0 && now.length === 0
          && el('p', {class: 'lead', text: say('Nothing is safe to call right now.')}),
        section(say('Next'), later.map(each => item(app, each, refresh))),
        callbacks.length === 0 && el('p', {class: 'lead empty', text: say('There is nobody to call back.')}),
        due(app, plans),
      ].filter(Boolean));
      if (focused !== null) {
        list.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
      }
    };
    const refresh = async () => {
      const [callbacks, plans, overrides, messages] = await Promise.all([
        app.api.get('/api/callbacks'), app.api.get('/api/plans'), app.api.get('/api/overrides'), waiting(app),
        duty.refresh(), waits.refresh()]);
      draw(callbacks, plans, overrides, messages);
    };
    const quietly = () => refresh().catch(error => fault(list, sentence(error)));
    root.append(heading(say('Calls')), duty.node, waits.node, list,
        el('div', {class: 'pair'}, fresh, button(say('All plans'), () => app.go('plans', {}))),
        el('nav', {class: 'links', 'aria-label': say('More')}, Object.keys(LINKS).filter(name =>
          !COORDINATORS.includes(name) || app.me.role === 'COORDINATOR').map(name =>
          button(LINKS[name], () => app.go(name, {}), {kind: 'link'}))));
    app.on('callbacks', quietly);
    app.on('duty', quietly);
    app.on('lines', () => waits.refresh().catch(() => {})); // shown anew within the minute
    await refresh();
    const timer = setInterval(quietly, EVERY_MILLIS);
    return () => {
      clearInterval(timer);
      waits.close();
    };
  },
};
