// The message that says nothing, made of what the plan holds: no hours are promised that nobody agreed.

import {filled, messageLanguage} from './checker/checker.js';

const WEEKEND = ['SAT', 'SUN'];

/** The part of the day in which all of these hours lie. */
function partOf(windows) {
  const within = (least, most) => windows.every(({from, to}) => least <= from && from < to && to <= most);
  return within('00:00', '12:00') ? 'MORNING' : within('12:00', '18:00') ? 'AFTERNOON'
    : within('17:00', '23:59') ? 'EVENING' : 'ANY';
}

/** When it is tried again, in that language: no closer than a part of a day, for whoever else hears it. */
export function againIn(language, windows) {
  const days = windows.some(({day}) => WEEKEND.includes(day)) ? 'DAY' : 'WEEKDAY';
  return windows.length === 0 ? '' : language.again[days][partOf(windows)];
}

/** The words for that name; where no other time was agreed, none is promised. */
export function vagueWords({languages, windows}, name) {
  const language = messageLanguage(languages);
  const again = againIn(language, windows);
  return filled(language, again === '' ? language.templates.ONCE[0] : language.templates.VAGUE[0], {name, again});
}
