// Our settings beside the guide: in words, and what of them is weaker, in sight of everyone whom it concerns.

import {el} from './dom.js';
import {sayDay} from './plandays.js';
import {counted, say, told} from './say.js';

const weaker = ({standing}) => standing === 'WEAKER';

function note(row, today) {
  const ours = row.whose === null ? counted(row.ours)
    : say('{name}: {what}', {name: row.whose, what: counted(row.ours)});
  const why = say('Why: {reason}', {reason: row.reason ?? say('nobody wrote a reason.')});
  const until = row.until === null ? '' : say('Until {day}.', {day: sayDay(row.until, today)});
  return el('li', null, el('p', null, told(row.about), ' ', el('strong', {text: ours}), ' ', why, ' ', until));
}

/** Shows in 'place' what is weaker than the guide; nothing when nothing is. */
export async function tellWeaker(place, app) {
  const {rows, day} = await app.api.get('/api/rules');
  const weak = rows.filter(weaker);
  place.hidden = weak.length === 0;
  place.replaceChildren(...weak.length === 0 ? [] : [el('div', {class: 'alert'},
      el('div', null, el('p', {text: say('Here these settings are weaker than the guide:')}),
          el('ul', {class: 'weaker'}, weak.map(row => note(row, day))),
          el('button', {type: 'button', class: 'link', onClick: () => app.go('rules')},
              say('Our settings and the guide'))))]);
}
