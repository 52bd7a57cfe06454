// Carriers' bills beside our own totals: which line and month, which columns, what came of it. For a coordinator.

import {HEAD, MOST, send} from '../billfile.js';
import {backButton, foot, typed} from '../choices.js';
import {dayInWords} from '../days.js';
import {button, choice, el, fault, field, heading, step} from '../dom.js';
import {say, told, writing} from '../say.js';

const NONE = -1;
const MILLION = 1_000_000;
const PRICE = /^\d{1,3}([.,]\d{1,6})?$/;
const VERDICTS = {
  GREEN: ['✓', say('agrees')], AMBER: ['?', say('look at it')], RED: ['!', say('does not agree')],
};
const ANSWERS = {
  GREEN: say('The bill agrees with our own totals.'),
  AMBER: say('There is something to look at.'),
  RED: say('The bill does not agree with our own totals.'),
};
const DAYS = [['YEAR_FIRST', say('year, month, day')], ['DAY_FIRST', say('day, month, year')],
  ['MONTH_FIRST', say('month, day, year')], ['EPOCH', say('seconds since 1970')]];
const LENGTHS = [['SECONDS', say('seconds, or 0:00')], ['MINUTES', say('minutes')]];
const ROUNDINGS = {
  MINUTE: say('Every call is rounded up to a minute, as this line’s carrier does.'),
  SIX_SECONDS: say('Every call is rounded up to six seconds, as this line’s carrier does.'),
  SECOND: say('Every call is rounded up to a second, as this line’s carrier does.'),
};

const monthName = month => new Intl.DateTimeFormat(writing, {month: 'long', year: 'numeric', timeZone: 'UTC'})
    .format(new Date(`${month}-01T00:00:00Z`));
const count = value => new Intl.NumberFormat(writing, {maximumFractionDigits: 2}).format(value);
const minutes = seconds => count(seconds / 60);

/** A word and a mark beside each colour. */
function verdict(level) {
  const [mark, words] = VERDICTS[level];
  return el('span', {class: 'standing', data: {level}}, el('span', {class: 'mark', 'aria-hidden': 'true', text: mark}),
      ' ', words);
}

function select(options, chosen) {
  const node = el('select', null, options.map(([value, text]) => el('option', {value: String(value), text})));
  node.value = String(chosen);
  return node;
}

const of = (trunk, month, level) => el('p', null, el('strong', null, el('bdi', {text: trunk})), ', ', monthName(month),
    ': ', verdict(level));

function earlier(checks) {
  return checks.length > 0 && el('section', {class: 'card'}, el('h2', {text: say('Checked already')}),
      el('ul', {class: 'routes'}, [...checks].reverse().map(check => el('li', {class: 'route'},
          of(check.trunk, check.month, check.verdict),
          el('p', {class: 'soft', text: say('Checked: {day}', {day: dayInWords(check.day)})})))));
}

/** The first step: which line, which month, which file. */
function choose(root, app, all) {
  const trunk = select(all.trunks.map(({name, programme}) => [name, programme === undefined ? name
    : say('{line}, of {programme} alone', {line: name, programme})]), all.trunks[0].name);
  const {months} = all.trunks[0];
  const month = select(months.map(each => [each.month, monthName(each.month)]), months[0].month);
  const file = el('input', {type: 'file', accept: '.csv,.txt,text/csv'});
  const next = button(say('Look at the columns'), async () => {
    const [chosen] = file.files;
    if (chosen === undefined) {
      fault(file, say('Choose the bill’s file first.'));
      return;
    }
    if (chosen.size > MOST) {
      fault(file, say('This bill is too long. Ask the carrier for one of this line and this month alone.'));
      return;
    }
    fault(file, '');
    const found = await send(app, '/api/bills/columns', {}, chosen.slice(0, HEAD));
    const line = all.trunks.find(({name}) => name === trunk.value);
    columns(root, app, {all, line, month: month.value, file: chosen, found});
  }, {kind: 'go'});
  step(root, heading(say('Bills')),
      el('p', {class: 'lead', text: say('Compare a carrier’s bill with our own totals. Its lines are read once and'
          + ' destroyed; nothing of them is kept.')}),
      field(say('Line'), trunk), field(say('Month'), month),
      field(say('The bill, as a CSV file'), file, say('Ask the carrier for the calls of this line in this month.')),
      next, earlier(all.checks),
      el('p', {class: 'soft', text: say('A bill is compared by the line. A programme is checked where it has a line of'
          + ' its own.')}),
      foot(backButton(app.back)));
}

/** What was used the last time, where this file has as many columns; else what its names suggest. */
function proposal(line, {names, layout}) {
  const used = line.layout;
  const most = used && Math.max(used.day.column, used.length.column, used.cost.column, used.direction.column,
      used.account.column);
  return used && most < names.length && used.headed === layout.headed
    ? {...used, encoding: layout.encoding, separator: layout.separator} : {...layout, price: used?.price ?? 0};
}

/** The second step: which column is what, by their names alone. */
function columns(root, app, job) {
  const {line, found} = job;
  const use = proposal(line, found);
  const all = found.names.map((name, at) => [at, name || say('Column {number}', {number: at + 1})]);
  const some = [[NONE, say('none')], ...all];
  const day = select(all, use.day.column);
  const dayForm = select(DAYS, use.day.form);
  const length = select(all, use.length.column);
  const lengthForm = select(LENGTHS, use.length.form);
  const cost = select(some, use.cost.column);
  const comma = choice(say('Decimals are written with'),
      [['point', say('a point: 1.50')], ['comma', say('a comma: 1,50')]], use.cost.comma ? 'comma' : 'point');
  const direction = select(some, use.direction.column);
  const account = select(some, line.account === '' ? NONE : use.account.column);
  const price = typed({inputmode: 'decimal', value: use.price === 0 ? '' : String(use.price / MILLION)});
  const check = button(say('Check the bill'), async () => {
    if (price.value !== '' && !PRICE.test(price.value)) {
      fault(price, say('A price is a number, such as 0.015.'));
      return;
    }
    fault(price, '');
    const layout = {
      encoding: use.encoding, separator: use.separator, headed: use.headed,
      day: {column: Number(day.value), form: dayForm.value},
      length: {column: Number(length.value), form: lengthForm.value},
      cost: {column: Number(cost.value), comma: comma.value === 'comma'},
      direction: {column: Number(direction.value)},
      account: {column: Number(account.value)},
      price: Math.round(Number(price.value.replace(',', '.')) * MILLION),
    };
    app.patient();
    try {
      const order = {trunk: line.name, month: job.month, layout};
      result(root, app, {...job, price: layout.price}, await send(app, '/api/bills/checks', order, job.file));
    } finally {
      app.patient(false);
    }
  }, {kind: 'go'});
  step(root, heading(say('Which column is what?')),
      el('p', {class: 'lead', text: say('Only the names of the columns are shown here, never a line.')}),
      found.doubtful && el('p', {class: 'hint', text: say('Day and month could be either way round. Check that.')}),
      field(say('The day of a call'), day), field(say('Days are written as'), dayForm),
      field(say('How long it was'), length), field(say('Lengths are written in'), lengthForm),
      field(say('What it cost'), cost), comma,
      field(say('Whether we called or were called'), direction),
      line.account !== '' && field(say('Which line a call went by'), account,
          say('Only lines with “{account}” are counted.', {account: line.account})),
      field(say('Agreed price of a minute'), price, say('Leave it empty if you do not know it.')), check,
      foot(backButton(() => choose(root, app, job.all))));
}

const row = (name, ours, theirs) => el('tr', null, el('th', {scope: 'row', text: name}), el('td', {text: ours}),
    el('td', {text: theirs}));

/** What was left out of the comparison, in words. */
function leftOut(bill) {
  return [
    bill.inbound > 0 && say({one: '{count} line: a call to us', other: '{count} lines: calls to us'},
        {count: bill.inbound}),
    bill.unanswered > 0 && say({one: '{count} line: not answered', other: '{count} lines: not answered'},
        {count: bill.unanswered}),
    bill.otherMonth > 0 && say({one: '{count} line: another month', other: '{count} lines: other months'},
        {count: bill.otherMonth}),
    bill.otherLine > 0 && say({one: '{count} line: another account', other: '{count} lines: other accounts'},
        {count: bill.otherLine}),
    bill.unread > 0 && say({one: '{count} line: not understood', other: '{count} lines: not understood'},
        {count: bill.unread}),
  ].filter(Boolean);
}

/** The last step: what came of it. */
function result(root, app, {all, line, month, price}, {verdict: level, ours, bill, remarks}) {
  const rest = leftOut(bill);
  step(root, heading(ANSWERS[level]),
      of(line.name, month, level),
      el('table', {class: 'beside'}, el('caption', {text: say('Ours beside the bill’s')}),
          el('thead', null, el('tr', null, el('td'), el('th', {scope: 'col', text: say('Ours')}),
              el('th', {scope: 'col', text: say('The bill')}))),
          el('tbody', null, row(say('Calls'), count(ours.calls), count(bill.calls)),
              row(say('Minutes'), minutes(ours.seconds), minutes(bill.seconds)),
              row(say('Cost'), price > 0 ? count(ours.seconds / 60 * price / MILLION) : say('not known'),
                  count(Math.abs(bill.cost) / MILLION)))),
      el('ul', {class: 'routes'}, remarks.map(each => el('li', {class: 'route', data: {level: each.level}},
          el('p', null, verdict(each.level)), el('p', {text: told(each.what)})))),
      rest.length > 0 && [el('h2', {text: say('Not compared')}), el('ul', null, rest.map(text => el('li', {text})))],
      el('p', {class: 'soft', text: ROUNDINGS[line.rounding]}),
      el('p', {text: say('The server has destroyed every line. The file on your own device is still'
          + ' there: delete it, and empty the bin.')}),
      button(say('Check another bill'), async () => choose(root, app, await app.api.get('/api/bills')), {kind: 'go'}),
      foot(backButton(app.back)));
}

export const view = {
  name: 'bills',
  title: say('Bills'),
  async render(root, app) {
    const all = await app.api.get('/api/bills');
    if (all.trunks.length === 0) {
      step(root, heading(say('Bills')), el('p', {class: 'soft', text: say('None is set up.')}),
          foot(backButton(app.back)));
    } else {
      choose(root, app, all);
    }
  },
};
