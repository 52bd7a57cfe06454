// The views of the office, which are opened now and then and not while a phone rings: a bundle of its own.

import {view as bills} from './views/bills.js';
import {view as handouts} from './views/handouts.js';
import {view as holds} from './views/holds.js';
import {view as portals} from './views/portals.js';
import {view as rules} from './views/rules.js';
import {view as safety} from './views/safety.js';
import {view as totals} from './views/totals.js';

export const office = new Map([bills, handouts, holds, portals, rules, safety, totals].map(view => [view.name, view]));
