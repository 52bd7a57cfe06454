// Our settings beside the guide: in words, and what of them is weaker, in sight of everyone whom it concerns.

import {el} from './dom.js';
import {sayDay} from './plandays.js';
import {counted, say, told} from './say.js';

const HERE = '\ufffc'; // stands for what is put in its place

/** The sentence with the host's own words in it, which may run the other way. */
function why(reason) {
  const [before, after] = say('Why: {reason}', {reason: HERE}).split(HERE);
  return [before, el('bdi', {text: reason ?? say('nobody wrote a reason.')}), after];
}

const weaker = ({standing}) => standing === 'WEAKER';

function note(row, today) {
  const ours = row.whose === null ? counted(row.ours)
    : say('{name}: {what}', {name: row.whose, what: counted(row.ours)});
  const until = row.until === null ? '' : say('Until {day}.', {day: sayDay(row.until, today)});
  return el('li', null,
      el('p', null, told(row.about), ' ', el('strong', {text: ours}), ' ', why(row.reason), ' ', until));
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
