// What the plan's pages know of the centre: its programmes, languages, numbers and the names that must not be said.

import {isZone, ownZone} from './plandays.js';
import {MOST_DAYS, STANDARD_DAYS} from './planmodel.js';

/** The centre's own settings, each with what holds where it says nothing. */
export function centreOf(app) {
  const centre = app.session?.centre ?? {};
  const list = (name, otherwise) => Array.isArray(centre[name]) && centre[name].length > 0 ? centre[name] : otherwise;
  return {
    programmes: list('programmes', ['helpline']),
    languages: list('languages', ['en']),
    leased: list('leased', []),
    own: list('names', []),
    dialling: centre.dialling ?? {}, // by programme: {home, countries}, regions both
    zone: isZone(centre.zone) ? centre.zone : ownZone(),
    freeNotes: centre.notesFreeText === true,
    planDays: centre.planDays ?? STANDARD_DAYS,
    mostDays: centre.planDaysAtMost ?? MOST_DAYS,
  };
}
