// Receipts of deletions and changes: what was done and in which hour, never whose it was. Each can be checked here,
// in the browser, against the log's signed state, and that state against what this page saw or somebody kept before.

import {backButton, foot} from '../choices.js';
import {button, el, field, heading, sentence} from '../dom.js';
import {localAt, ownZone, sayDay, sayMonth, sayTime} from '../plandays.js';
import {LogWatch, parseKept} from '../receiptcheck.js';
import {say} from '../say.js';

const KINDS = {
  CENTRE_MADE: say('The centre was made'), PERSON_ADDED: say('A person was added'),
  PERSON_REMOVED: say('A person was removed'),
  ROLE_CHANGED: say('A role was changed'), DEVICE_ADDED: say('A device was added'),
  DEVICE_WIPED: say('A device was wiped'),
  BROWSER_CLEARED: say('A browser was cleared'), CENTRE_KEY_CHANGED: say('The centre’s key was changed'),
  RECOVERY_USED: say('The recovery sheet was used'), SHEET_CHANGED: say('The recovery sheet was changed'),
  PLAN_DELETED: say('A plan was erased'), PLAN_ENDED: say('A plan ended and was erased'),
  RELEASE_REVOKED: say('A release was revoked'), RELEASE_ENDED: say('A release ended and was erased'),
  RULE_CHANGED: say('A rule was changed'), OVERRIDE_USED: say('A call was made because of danger'),
  BACKUP_MADE: say('A backup was made'), RESTORED: say('A backup was restored'),
  OVERRIDE_DECLINED: say('A call because of danger was not agreed to'), PLAN_RENEWED: say('A plan was renewed'),
  MESSAGE_DELETED: say('A message was deleted'), MESSAGE_ENDED: say('A message ended and was erased'),
  HOLD_BEGUN: say('A legal hold began'), HOLD_ENDED: say('A legal hold ended'),
  HOLD_DROPPED: say('A legal hold was asked for, and not confirmed'),
};
const TELL = say('Tell the coordinator and the host: the log may have been changed.');
const UNKNOWN = say('? This browser cannot check the log’s signature, so it cannot tell. Use another browser.');
const STANDS = {GOOD: say('✓ It stands in the log, unchanged.'), BAD: `${say('✗ It does not fit the log.')} ${TELL}`,
    UNKNOWN};
const STATE = {
  GOOD: say('✓ The log is signed, and goes on from what this page saw of it before.'),
  BAD: `${say('✗ The log does not go on from what this page saw of it before, or its signature is wrong.')} ${TELL}`,
  UNKNOWN,
};
const KEPT = {GOOD: say('✓ The log goes on from what you kept.'),
  BAD: `${say('✗ The log does not go on from these lines.')} ${TELL}`, UNKNOWN};
const PAGE = 25;
const watch = new LogWatch(); // one for the page, as long as it is open

/** A receipt's hour in words, by this device's clock. */
export function sayHour(hour, zone = ownZone()) {
  const [day, from] = localAt(new Date(hour * 3_600_000), zone).split('T');
  const to = localAt(new Date((hour + 1) * 3_600_000), zone).slice(11);
  return say('{day}, from {from} to {to}', {day: sayDay(day), from: sayTime(from), to: sayTime(to)});
}

const asker = app => (from, to) => app.api.get(`/api/receipts/consistency?from=${from}&to=${to}`);

/** Shows what a check comes to, in the words of 'said'. */
async function show(place, said, check) {
  place.textContent = '';
  delete place.dataset.result;
  try {
    const result = await check();
    place.dataset.result = result;
    place.textContent = said[result];
  } catch (error) {
    place.textContent = sentence(error);
  }
}

function row(app, receipt) {
  const result = el('p', {class: 'result', role: 'status'});
  const check = button(say('Check'), () => show(result, STANDS, async () =>
    watch.check(await app.api.get(`/api/receipts/${receipt.index}`), receipt, asker(app))),
  {class: 'plain small', 'aria-label': say('Check receipt {number}', {number: String(receipt.index)})});
  return {check, element: el('li', {data: {index: String(receipt.index)}},
      el('div', {class: 'receipt-row'}, el('p', null,
          el('span', {class: 'what', text: KINDS[receipt.kind] ?? say('Another change')}),
          el('span', {class: 'hint', text: say('Receipt {number}. {hour}',
            {number: String(receipt.index), hour: sayHour(receipt.hour)})})), check), result)};
}

/** Calls outside a plan, by month, the latest first: for coordinators, who answer for them. */
async function overrides(app) {
  const months = (await app.api.get('/api/tallies')).filter(({name}) => name === 'override').reverse();
  return el('section', {class: 'card tallies'}, el('h2', {text: say('Calls because of danger')}),
      months.length === 0 ? el('p', {text: say('None was made. A call is counted here within the hour.')})
        : el('ul', null, months.map(({month, count}) => el('li',
        {text: say('{month}: {count}', {month: sayMonth(month), count})}))));
}

/** What to keep where the host cannot change it, and the place to compare it later. */
function keeping(app, kept) {
  const result = el('p', {class: 'result', role: 'status'});
  const input = el('textarea', {rows: 5, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', dir: 'ltr'});
  const compare = button(say('Compare'), () => show(result, KEPT, async () => {
    await watch.see(await app.api.get('/api/receipts?from=0'), asker(app));
    return watch.compare(await parseKept(input.value), asker(app));
  }));
  return el('details', {class: 'keep'}, el('summary', {text: say('Keep a proof of today’s log')}),
      el('p', {text: say('These lines say how many receipts there are, and are signed. Keep them where the host cannot'
          + ' change them: on paper, or with another organisation. They name nobody.')}),
      kept,
      field(say('Lines you kept before'), input), compare, result);
}

/** args: {check: index} to check one at once. */
export const view = {
  name: 'receipts',
  title: say('Receipts'),
  async render(root, app, {check: wanted}) {
    const list = el('ul', {class: 'receipts'});
    const log = await app.api.get('/api/receipts?from=0');
    const {size} = log;
    let from = Math.max(0, (wanted === undefined ? size : wanted + 1) - PAGE);
    const load = async () => {
      const {receipts} = await app.api.get(`/api/receipts?from=${from}`);
      return receipts.slice(0, PAGE).reverse().map(receipt => row(app, receipt));
    };
    const rows = size === 0 ? [] : await load();
    list.replaceChildren(...rows.map(({element}) => element));
    const older = button(say('Older ones'), async () => {
      const before = from;
      from = Math.max(0, from - PAGE);
      const more = (await load()).slice(Math.max(0, PAGE - (before - from)));
      list.append(...more.map(({element}) => element));
      older.hidden = from === 0;
    });
    older.hidden = from === 0;
    const counted = app.me?.role === 'COORDINATOR' ? [await overrides(app)] : [];
    const state = el('p', {class: 'result', role: 'status'});
    const kept = el('pre', {class: 'kept', tabindex: '0'});
    root.append(heading(say('Receipts')),
        el('p', {class: 'lead', text: say('What was erased or changed, and in which hour. Nobody can see here whose it'
            + ' was.')}),
        state,
        size === 0 ? el('p', {class: 'hint', text: say('There are none yet.')}) : list, older, ...counted,
        keeping(app, kept),
        foot(backButton(() => app.back())));
    await show(state, STATE, () => watch.see(log, asker(app)));
    kept.textContent = watch.forKeeping;
    if (wanted !== undefined) {
      rows.find(({element}) => element.dataset.index === String(wanted))?.check.click();
    }
  },
};
