// The end of a call that came in: one tap for what it was about, which is counted by the month. There is no plan behind
// it, and nothing of the call is left.

import {showCalledEnd} from '../callend.js';
import {say} from '../say.js';
import {uncounted} from '../uncounted.js';

/** args: {line: the programme whose line it was}; else the one that waits longest to be counted. */
export const view = {
  name: 'called',
  title: say('Call'),
  async render(root, app, {line = uncounted.take()}) {
    return showCalledEnd(root, app, line);
  },
};
