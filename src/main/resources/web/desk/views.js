// Every view of the console. A view: {name, title, render(root, app, args) -> cleanup?}, and if it has a place in the
// bar at the foot: tab {label: text or role => text, icon: [paths], order, roles?}.

import {fetcher} from './fetched.js';
import {learn, say} from './say.js';
import {view as callbacks} from './views/callbacks.js';
import {view as called} from './views/called.js';
import {view as calling} from './views/calling.js';
import {view as erased} from './views/erased.js';
import {view as host} from './views/host.js';
import {view as join} from './views/join.js';
import {view as lock} from './views/lock.js';
import {view as me} from './views/me.js';
import {view as message} from './views/message.js';
import {view as messages} from './views/messages.js';
import {view as override} from './views/override.js';
import {view as people} from './views/people.js';
import {view as planNew} from './views/plan-new.js';
import {view as plan} from './views/plan.js';
import {view as plans} from './views/plans.js';
import {view as privacy} from './views/privacy.js';
import {view as receipts} from './views/receipts.js';
import {view as ready} from './views/ready.js';
import {view as recovery} from './views/recovery.js';
import {view as routes} from './views/routes.js';
import {view as setup} from './views/setup.js';
import {view as sheet} from './views/sheet.js';
import {view as shifts} from './views/shifts.js';
import {view as spoken} from './views/spoken.js';
import {view as welcome} from './views/welcome.js';
import {view as wording} from './views/wording.js';

const office = fetcher('/desk/office.js', learn); // with what they need: a bundle of its own

/** A view of the office, fetched when it is opened. */
const fetched = (name, title) => ({
  name, title, render: async (...all) => (await office()).office.get(name).render(...all),
});

export const views = new Map([
  callbacks, called, calling, erased, host, join, lock, me, message, messages, override, people, plan, planNew, plans,
  privacy, ready, receipts, recovery, routes, setup, sheet, shifts, spoken, welcome, wording,
  fetched('bills', say('Bills')), fetched('handouts', say('Sheets to give away')),
  fetched('holds', say('Legal hold')), fetched('portals', say('Carrier portals')),
  fetched('rules', say('Our settings and the guide')), fetched('safety', say('Safety')),
  fetched('totals', say('Totals')),
].map(view => [view.name, view]));
