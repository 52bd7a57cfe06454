// Totals for funders: months that are over, with small counts protected. For coordinators. As a file, and on paper.

import {backButton, foot} from '../choices.js';
import {button, el, fault, field, heading, sentence} from '../dom.js';
import {offer} from '../pdf.js';
import {sayMonth} from '../plandays.js';
import {say, told} from '../say.js';
import {ALL, HIDDEN, isPaperWritable, paperOf, sayCount, sayPeriod, tablesOf} from '../totalspaper.js';

const cell = count => el('td', {data: {hidden: String(count === null)}},
    el('span', {'aria-hidden': count === null ? 'true' : null, text: sayCount(count)}),
    count === null && el('span', {class: 'unseen', text: HIDDEN}));

function drawn({title, heads, lines}) {
  return el('div', {class: 'counts', role: 'region', tabindex: '0', 'aria-label': title},
      el('table', null, el('caption', {text: title}),
          el('thead', null, el('tr', null, el('td'),
              heads.map(name => el('th', {scope: 'col'}, el('bdi', {text: name}))),
              el('th', {scope: 'col', text: ALL}))),
          el('tbody', null, lines.map(({name, counts, sum}) =>
            el('tr', null, el('th', {scope: 'row', text: name}), counts.map(cell), cell(sum))))));
}

function paper(totals) {
  const hidden = totals.ways.includes('HIDDEN');
  return el('article', {class: 'sheet totals', 'aria-label': say('Totals of calls')},
      el('h2', {text: say('Totals of calls')}),
      el('p', {class: 'made', text: sayPeriod(totals)}),
      tablesOf(totals).map(drawn),
      hidden && el('p', null, el('span', {'aria-hidden': 'true', text: '— '}),
          say('Not shown, so that nobody can be found by a small number.')),
      el('h3', {text: say('How this was counted')}),
      el('ul', {class: 'method'}, totals.method.map(text => el('li', {text: told(text)}))));
}

const monthChoice = (months, chosen) => {
  const select = el('select', null, months.map(month => el('option', {value: month, text: sayMonth(month)})));
  select.value = chosen;
  return select;
};

export const view = {
  name: 'totals',
  title: say('Totals'),
  async render(root, app) {
    let totals = await app.api.get('/api/totals');
    root.append(heading(say('Totals')),
        el('p', {class: 'lead', text: say('What was counted in months that are over. It names nobody, and small numbers'
            + ' are protected.')}));
    if (totals.settled.length === 0) {
      root.append(el('p', {class: 'soft', text: say('No month is over yet. What is counted now stands here once its'
          + ' month has ended.')}), foot(backButton(() => app.back())));
      return;
    }
    const from = monthChoice(totals.settled, totals.months[0]);
    const until = monthChoice(totals.settled, totals.months.at(-1));
    const address = file => `/api/totals${file}?from=${from.value}&until=${until.value}`;
    let sheet = paper(totals);
    const pdf = button(say('Save as PDF'), async () => offer(await paperOf(totals), 'totals.pdf'), {kind: 'go'});
    const print = button(say('Print'), async () => globalThis.print());
    const csv = button(say('Save for a spreadsheet'), () =>
      el('a', {href: address('.csv'), download: 'totals.csv'}).click());
    const fit = () => {
      pdf.hidden = !isPaperWritable(totals);
      print.className = pdf.hidden ? 'go' : 'plain';
    };
    const change = async moved => {
      if (from.value > until.value) {
        (moved === from ? until : from).value = moved.value;
      }
      try {
        totals = await app.api.get(address(''));
        const next = paper(totals);
        sheet.replaceWith(next);
        sheet = next;
        fit();
        fault(until, '');
      } catch (error) {
        fault(until, sentence(error));
      }
    };
    for (const select of [from, until]) {
      select.addEventListener('change', () => change(select));
    }
    fit();
    root.append(el('div', {class: 'months'}, field(say('From'), from), field(say('To the end of'), until)), sheet,
        el('div', {class: 'actions'}, pdf, el('div', {class: 'pair'}, csv, print)), foot(backButton(() => app.back())));
  },
};
